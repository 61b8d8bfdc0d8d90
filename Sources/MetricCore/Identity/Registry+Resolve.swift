extension Registry {
    /// Gives each group and point of the batch its id.
    ///
    /// All identities that nobody has sent before are decoded before the first of them is made. Beyond
    /// ``RegistryOptions/seriesLimit``, points of new series get their metric's overflow series, and points under a new
    /// resource, scope or metric get none: they are the batch's ``Batch/unidentifiedPoints``.
    ///
    /// The batch counts as in flight, with its arrival time, until ``release(_:)``.
    ///
    /// - Throws: ``WireError`` for a malformed resource, scope, metric or attribute; no identity has been made then,
    /// and the batch isn't in flight.
    public mutating func resolve(_ batch: inout Batch, in request: RawSpan) throws(WireError) {
        release(&batch)
        now = max(now, Self.tick(batch.arrivalTime))
        var new = NewIdentities()
        var cursors = Cursors()
        for index in batch.resources.indices {
            try find(resource: index, of: &batch, in: request, &new, &cursors)
        }
        for identity in new.all { make(identity, of: &batch, in: request) }
        batch.generation = generations.enter()
    }

    /// Where the searches for a request's metrics and series have got to.
    private struct Cursors {
        var metrics = IdentityTable.Cursor()
        var series = IdentityTable.Cursor()
    }

    /// What a request brought that is in none of the tables, decoded.
    private struct NewIdentities {
        private(set) var all: [NewIdentity] = []
        /// How many bytes name the scope and the metric that are being looked at.
        var scopeBytes = 0
        var metricBytes = 0
        private var seriesBytes = 0

        mutating func append(_ identity: NewIdentity) {
            all.append(identity)
        }

        /// Adds a series whose own attributes are so many bytes.
        mutating func append(_ series: NewIdentity, bytes: Int) throws(WireError) {
            seriesBytes += bytes + metricBytes + scopeBytes
            guard seriesBytes <= Registry.newSeriesByteLimit else { throw .tooManyNewSeries }
            all.append(series)
        }
    }

    /// One of them. The indices are those of the batch.
    private enum NewIdentity {
        case resource(Int, ResourceIdentity)
        case scope(Int, resource: Int, ScopeDescription)
        case metric(Int, scope: Int, MetricDescription)
        /// Another spelling of a metric that is known, which may have another description.
        case spelling(metric: Int, scope: Int, description: String)
        case point(Int, metric: Int, canonical: [UInt8])
    }

    // MARK: - Finding

    private mutating func find(
        resource index: Int, of batch: inout Batch, in request: RawSpan, _ new: inout NewIdentities,
        _ cursors: inout Cursors
    ) throws(WireError) {
        let group = batch.resources[index]
        if let (resource, writer) = find(batch.bytes(at: group.resource, in: request)) {
            batch.resources[index].id = resource
            batch.resources[index].writer = writer
        } else {
            try checkSize(group.resource)
            let resource = try ResourceIdentity(
                batch.bytes(at: group.resource, in: request), writerAttributes: writerAttributes, hash)
            batch.resources[index].writer = resource.writer
            if let id = known(resource.attributes) {
                batch.resources[index].id = id
                remember(resource: index, of: batch, in: request)
            } else {
                new.append(.resource(index, resource))
            }
        }
        for scope in group.scopes { try find(scope: scope, under: index, of: &batch, in: request, &new, &cursors) }
    }

    private mutating func find(
        scope index: Int, under resource: Int, of batch: inout Batch, in request: RawSpan, _ new: inout NewIdentities,
        _ cursors: inout Cursors
    ) throws(WireError) {
        let group = batch.scopes[index]
        let parent = batch.resources[resource].id
        if let known = findScope(
            batch.bytes(at: group.identity, in: request),
            under: Self.scopeParent(parent, messageCount: Int(group.scope.count)))
        {
            batch.scopes[index].id = ScopeID(rawValue: known)
        } else {
            try checkSize(group.identity, limit: Self.scopeByteLimit)
            let scope = try ScopeDescription(
                batch.bytes(at: group.scope, in: request),
                schemaURL: String(repairing: batch.bytes(at: group.schemaURL, in: request)))
            if let id = known(scope, under: parent) {
                batch.scopes[index].id = id
                remember(scope: index, under: resource, of: batch, in: request)
            } else {
                new.append(.scope(index, resource: resource, scope))
            }
        }
        new.scopeBytes = Int(group.identity.count)
        for metric in group.metrics { try find(metric: metric, under: index, of: &batch, in: request, &new, &cursors) }
    }

    private mutating func find(
        metric index: Int, under scope: Int, of batch: inout Batch, in request: RawSpan, _ new: inout NewIdentities,
        _ cursors: inout Cursors
    ) throws(WireError) {
        let group = batch.metrics[index]
        let parent = batch.scopes[scope].id
        if let known = findMetric(
            batch.bytes(at: group.header, in: request), under: Self.metricParent(parent, group.shape),
            &cursors.metrics)
        {
            batch.metrics[index].id = MetricID(rawValue: known)
        } else {
            try checkSize(group.header)
            let metric = try MetricDescription(batch.bytes(at: group.header, in: request), shape: group.shape)
            if let id = known(metric, under: parent) {
                batch.metrics[index].id = id
                new.append(.spelling(metric: index, scope: scope, description: metric.description))
            } else {
                new.append(.metric(index, scope: scope, metric))
            }
        }
        new.metricBytes = Int(group.header.count)
        let id = UInt64(batch.metrics[index].id.rawValue)
        for point in group.points {
            if let known = findSeries(
                batch.bytes(at: batch.points[point].attributes, in: request), under: id, &cursors.series)
            {
                batch.points[point].identify(as: SeriesID(rawValue: known))
            } else {
                try find(unknownPoint: point, under: index, of: &batch, in: request, &new)
            }
        }
    }

    private mutating func find(
        unknownPoint index: Int, under metric: Int, of batch: inout Batch, in request: RawSpan,
        _ new: inout NewIdentities
    ) throws(WireError) {
        let type = batch.metrics[metric].shape.type
        try checkSize(batch.points[index].attributes)
        let canonical = try IdentityMessage(pointOf: type).attributes(
            batch.bytes(at: batch.points[index].attributes, in: request)
        ).inKeyOrder().canonicalBytes(ofPoint: type)
        let parent = batch.metrics[metric].id
        if parent != .none, let id = known(CanonicalSeries(canonical, of: type, under: parent)) {
            batch.points[index].identify(as: id)
            remember(point: index, under: metric, of: batch, in: request)
        } else {
            try new.append(
                .point(index, metric: metric, canonical: canonical), bytes: Int(batch.points[index].attributes.count))
        }
    }

    /// Only what is new is measured: what is known was small enough.
    private func checkSize(_ identity: ByteRange, limit: Int = Registry.identityByteLimit) throws(WireError) {
        guard identity.count <= limit else { throw .identityTooLarge(bytes: Int(identity.count), limit: limit) }
    }

    // MARK: - Probing

    private mutating func find(_ resource: RawSpan) -> (ResourceID, WriterID)? {
        if resourceParts.split(resource), let id = findPart() {
            return (id, WriterID(canonical: resourceParts.writer, hash))
        }
        return resourceSpellings.find(resource, hash: hash(resource), now: now).map { ($0.resource, $0.writer) }
    }

    /// The resource that a part of one names, as it has been taken apart.
    mutating func findPart() -> ResourceID? {
        // Safe: the array outlives its span, here and below.
        let part = resourceParts.resource
        return unsafe resourceTable.find(part.span.bytes, hash: hash(part.span.bytes), parent: 0, now: now)
            .map(ResourceID.init)
    }

    private mutating func findScope(_ bytes: RawSpan, under parent: UInt64) -> UInt32? {
        scopeTable.find(bytes, hash: hash(bytes), parent: parent, now: now)
    }

    private mutating func findMetric(_ bytes: RawSpan, under parent: UInt64, _ cursor: inout IdentityTable.Cursor)
        -> UInt32?
    {
        if let next = metricTable.findNext(bytes, after: &cursor, parent: parent, now: now) { return next }
        return metricTable.find(bytes, after: &cursor, hash: hash(bytes), parent: parent, now: now)
    }

    @inline(__always)
    private mutating func findSeries(_ bytes: RawSpan, under parent: UInt64, _ cursor: inout IdentityTable.Cursor)
        -> UInt32?
    {
        if let next = seriesTable.findNext(bytes, after: &cursor, parent: parent, now: now) { return next }
        return seriesTable.find(bytes, after: &cursor, hash: hash(bytes), parent: parent, now: now)
    }

    // MARK: - Making

    /// Parents come before their children in what is new, so a parent always has its id by now.
    private mutating func make(_ identity: NewIdentity, of batch: inout Batch, in request: RawSpan) {
        switch identity {
        case .resource(let index, let resource):
            batch.resources[index].id = intern(resource: resource.attributes)
            remember(resource: index, of: batch, in: request)
        case .scope(let index, let resource, let scope):
            batch.scopes[index].id = intern(scope, under: batch.resources[resource].id)
            remember(scope: index, under: resource, of: batch, in: request)
        case .metric(let index, let scope, let metric):
            batch.metrics[index].id = intern(metric, under: batch.scopes[scope].id)
            remember(metric: index, under: scope, of: batch, in: request)
        case .spelling(let index, let scope, let description):
            metrics[Int(batch.metrics[index].id.rawValue)].description.description = description
            remember(metric: index, under: scope, of: batch, in: request)
        case .point(let index, let metric, let canonical):
            make(point: index, under: metric, canonical, of: &batch, in: request)
        }
    }

    private mutating func make(
        point index: Int, under metric: Int, _ canonical: [UInt8], of batch: inout Batch, in request: RawSpan
    ) {
        let group = batch.metrics[metric]
        guard group.id != .none else {
            batch.unidentifiedPoints.append(index)
            return
        }
        let (id, isOverflow) = intern(
            CanonicalSeries(canonical, of: group.shape.type, under: group.id),
            as: batch.bytes(at: batch.points[index].attributes, in: request))
        batch.points[index].identify(as: id)
        if isOverflow {
            batch.points[index].attributesHash = hash(
                batch.bytes(at: batch.points[index].attributes, in: request))
            batch.points[index].isOverflow = true
            batch.overflowedPoints += 1
        } else {
            remember(point: index, under: metric, of: batch, in: request)
        }
    }
}

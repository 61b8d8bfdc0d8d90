// What was sent before is found by its bytes as they came, level by level, with nothing decoded.

extension Registry {
    /// Gives each group and point of the batch its id, as far as it is known by its bytes, and counts the batch as in
    /// flight, with its arrival time, until ``release(_:)``.
    ///
    /// - Returns: What isn't known but stands under something that is. Give it to
    ///   ``UnknownIdentities/decodeNext(of:in:)`` and ``make(_:_:of:in:)`` in turn until it is empty, or to
    ///   ``abandon(_:of:)``.
    /// - Throws: ``WireError`` if there are too many or too long names among it; the batch isn't in flight then.
    public mutating func find(_ batch: inout Batch, in request: RawSpan) throws(WireError) -> UnknownIdentities {
        now = max(now, Self.tick(batch.arrivalTime))
        enter(&batch)
        var unknown = UnknownIdentities(writerAttributes: writerAttributes, hash)
        var cursors = Cursors()
        do {
            for index in batch.resources.indices {
                try find(resource: index, of: &batch, in: request, &unknown, &cursors)
            }
        } catch {
            abandon(&unknown, of: &batch)
            throw error
        }
        return unknown
    }

    /// Lets go of what won't be made, and of the batch.
    public mutating func abandon(_ unknown: inout UnknownIdentities, of batch: inout Batch) {
        while let identity = unknown.popFirst() { unpin(identity, of: batch) }
        release(&batch)
    }

    /// Where the searches for a request's metrics and series have got to.
    struct Cursors {
        fileprivate var metrics = IdentityTable.Cursor()
        fileprivate var series = IdentityTable.Cursor()
    }

    // MARK: - Level by level

    private mutating func find(
        resource index: Int, of batch: inout Batch, in request: RawSpan, _ unknown: inout UnknownIdentities,
        _ cursors: inout Cursors
    ) throws(WireError) {
        let group = batch.resources[index]
        if let (resource, writer) = find(batch.bytes(at: group.resource, in: request)) {
            batch.resources[index].id = resource
            batch.resources[index].writer = writer
            try find(scopesOf: index, of: &batch, in: request, &unknown, &cursors)
        } else {
            try checkSize(group.resource)
            unknown.append(.resource(index))
        }
    }

    mutating func find(
        scopesOf resource: Int, of batch: inout Batch, in request: RawSpan, _ unknown: inout UnknownIdentities,
        _ cursors: inout Cursors
    ) throws(WireError) {
        let parent = batch.resources[resource].id
        for index in batch.resources[resource].scopes {
            let group = batch.scopes[index]
            if let known = findScope(
                batch.bytes(at: group.identity, in: request),
                under: Self.scopeParent(parent, messageCount: Int(group.scope.count)))
            {
                batch.scopes[index].id = ScopeID(rawValue: known)
                try find(metricsOf: index, of: &batch, in: request, &unknown, &cursors)
            } else {
                try checkSize(group.identity, limit: Self.scopeByteLimit)
                pin(.scope(index, resource: resource), of: batch, &unknown)
            }
        }
    }

    mutating func find(
        metricsOf scope: Int, of batch: inout Batch, in request: RawSpan, _ unknown: inout UnknownIdentities,
        _ cursors: inout Cursors
    ) throws(WireError) {
        let parent = batch.scopes[scope].id
        for index in batch.scopes[scope].metrics {
            let group = batch.metrics[index]
            if let known = findMetric(
                batch.bytes(at: group.header, in: request), under: Self.metricParent(parent, group.shape),
                &cursors.metrics)
            {
                batch.metrics[index].id = MetricID(rawValue: known)
                try find(pointsOf: index, under: scope, of: &batch, in: request, &unknown, &cursors)
            } else {
                try checkSize(group.header)
                pin(.metric(index, scope: scope), of: batch, &unknown)
            }
        }
    }

    mutating func find(
        pointsOf metric: Int, under scope: Int, of batch: inout Batch, in request: RawSpan,
        _ unknown: inout UnknownIdentities, _ cursors: inout Cursors
    ) throws(WireError) {
        let parent = UInt64(batch.metrics[metric].id.rawValue)
        for point in batch.metrics[metric].points {
            let attributes = batch.points[point].attributes
            if let known = findSeries(batch.bytes(at: attributes, in: request), under: parent, &cursors.series) {
                batch.points[point].identify(as: SeriesID(rawValue: known))
            } else {
                try checkSize(attributes)
                try unknown.count(
                    nameBytes: Int(attributes.count) + Int(batch.metrics[metric].header.count)
                        + Int(batch.scopes[scope].identity.count))
                pin(.point(point, metric: metric), of: batch, &unknown)
            }
        }
    }

    /// Only what is unknown is measured: what is known was small enough.
    private func checkSize(_ identity: ByteRange, limit: Int = Registry.identityByteLimit) throws(WireError) {
        guard identity.count <= limit else { throw .identityTooLarge(bytes: Int(identity.count), limit: limit) }
    }

    // MARK: - Parents of what is unknown

    /// Notes what is unknown, and keeps its parent from being forgotten meanwhile.
    private mutating func pin(
        _ identity: UnknownIdentity, of batch: borrowing Batch, _ unknown: inout UnknownIdentities
    ) {
        switch identity {
        case .resource: break
        case .scope(_, let resource): resourceTable.addUse(of: batch.resources[resource].id.rawValue)
        case .metric(_, let scope): scopeTable.addUse(of: batch.scopes[scope].id.rawValue)
        case .point(_, let metric): metricTable.addUse(of: batch.metrics[metric].id.rawValue)
        }
        unknown.append(identity)
    }

    /// The parent may go again: the child has been made, or won't be.
    mutating func unpin(_ identity: UnknownIdentity, of batch: borrowing Batch) {
        switch identity {
        case .resource: break
        case .scope(_, let resource): resourceTable.removeUse(of: batch.resources[resource].id.rawValue)
        case .metric(_, let scope): scopeTable.removeUse(of: batch.scopes[scope].id.rawValue)
        case .point(_, let metric): metricTable.removeUse(of: batch.metrics[metric].id.rawValue)
        }
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
}

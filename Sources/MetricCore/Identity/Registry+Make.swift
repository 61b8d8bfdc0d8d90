extension Registry {
    /// Makes what ``UnknownIdentities/decodeNext(of:in:)`` has decoded, unless it is known in another spelling, and
    /// finds what stands under it in the batch.
    ///
    /// Beyond ``RegistryOptions/seriesLimit``, points of new series get their metric's overflow series, and points
    /// under a new resource, scope or metric get none: they are the batch's ``Batch/unidentifiedPoints``.
    ///
    /// - Parameter unknown: What `new` was decoded from, to which the children come that aren't known.
    /// - Throws: ``WireError`` if there are too many or too long names among these.
    public mutating func make(
        _ new: [NewIdentity], _ unknown: inout UnknownIdentities, of batch: inout Batch, in request: RawSpan
    ) throws(WireError) {
        for identity in new {
            guard let place = unknown.popFirst() else { preconditionFailure("what is new was unknown") }
            defer { unpin(place, of: batch) }
            try make(identity.content, at: place, &unknown, of: &batch, in: request)
        }
        guard unknown.isEmpty else { return }
        // Children that nobody knows come behind those of other parents.
        batch.unidentifiedPoints.sort()
        for (metric, description) in unknown.descriptions {
            metrics[Int(metric.rawValue)].description.description = description
        }
    }

    private mutating func make(
        _ new: NewIdentity.Content, at place: UnknownIdentity, _ unknown: inout UnknownIdentities,
        of batch: inout Batch, in request: RawSpan
    ) throws(WireError) {
        var cursors = Cursors()
        switch (new, place) {
        case (.resource(let resource), .resource(let index)):
            batch.resources[index].writer = resource.writer
            batch.resources[index].id = intern(resource: resource.attributes)
            guard batch.resources[index].id != .none else {
                for scope in batch.resources[index].scopes { leaveUnidentified(scope: scope, of: &batch) }
                return
            }
            remember(resource: index, of: batch, in: request)
            try find(scopesOf: index, of: &batch, in: request, &unknown, &cursors)
        case (.scope(let scope), .scope(let index, let resource)):
            batch.scopes[index].id = intern(scope, under: batch.resources[resource].id)
            guard batch.scopes[index].id != .none else { return leaveUnidentified(scope: index, of: &batch) }
            remember(scope: index, under: resource, of: batch, in: request)
            try find(metricsOf: index, of: &batch, in: request, &unknown, &cursors)
        case (.metric(let metric), .metric(let index, let scope)):
            let id = intern(metric, under: batch.scopes[scope].id)
            batch.metrics[index].id = id
            guard id != .none else { return leaveUnidentified(metric: index, of: &batch) }
            unknown.descriptions.append((id, metric.description))
            remember(metric: index, under: scope, of: batch, in: request)
            try find(pointsOf: index, under: scope, of: &batch, in: request, &unknown, &cursors)
        case (.series(let canonical), .point(let index, let metric)):
            make(canonical, point: index, under: metric, of: &batch, in: request)
        default: preconditionFailure("what is new is what was unknown")
        }
    }

    private mutating func make(
        _ canonical: [UInt8], point index: Int, under metric: Int, of batch: inout Batch, in request: RawSpan
    ) {
        let group = batch.metrics[metric]
        let attributes = batch.points[index].attributes
        let (id, isOverflow) = intern(
            CanonicalSeries(canonical, of: group.shape.type, under: group.id),
            as: batch.bytes(at: attributes, in: request))
        batch.points[index].identify(as: id)
        if isOverflow {
            batch.points[index].attributesHash = hash(batch.bytes(at: attributes, in: request))
            batch.points[index].isOverflow = true
            batch.overflowedPoints += 1
        } else {
            remember(point: index, under: metric, of: batch, in: request)
        }
    }

    // MARK: - No room

    private func leaveUnidentified(scope: Int, of batch: inout Batch) {
        for metric in batch.scopes[scope].metrics { leaveUnidentified(metric: metric, of: &batch) }
    }

    private func leaveUnidentified(metric: Int, of batch: inout Batch) {
        batch.unidentifiedPoints += batch.metrics[metric].points
    }
}

// Spellings: by these an identity that was made or found once is found again without being decoded.

extension Registry {
    mutating func remember(resource index: Int, of batch: borrowing Batch, in request: RawSpan) {
        let group = batch.resources[index]
        guard group.id != .none else { return }
        let bytes = batch.bytes(at: group.resource, in: request)
        if resourceParts.split(bytes) {
            let part = resourceParts.resource
            unsafe resourceTable.addSpelling(
                part.span.bytes, hash: hash(part.span.bytes), parent: 0, of: group.id.rawValue, now: now)
            if findPart() != nil { return }
        }
        let hash = hash(bytes)
        // A request may bring a resource twice.
        guard resourceSpellings.find(bytes, hash: hash, now: now) == nil else { return }
        resourceTable.addUse(of: group.id.rawValue)
        let gone = resourceSpellings.insert(
            bytes, hash: hash, resource: group.id, writer: group.writer, now: now)
        if let gone { resourceTable.removeUse(of: gone.rawValue) }
    }

    mutating func remember(
        scope index: Int, under resource: Int, of batch: borrowing Batch, in request: RawSpan
    ) {
        let group = batch.scopes[index]
        guard group.id != .none else { return }
        let parent = Self.scopeParent(batch.resources[resource].id, messageCount: Int(group.scope.count))
        let bytes = batch.bytes(at: group.identity, in: request)
        scopeTable.addSpelling(bytes, hash: hash(bytes), parent: parent, of: group.id.rawValue, now: now)
    }

    mutating func remember(
        metric index: Int, under scope: Int, of batch: borrowing Batch, in request: RawSpan
    ) {
        let group = batch.metrics[index]
        guard group.id != .none else { return }
        let bytes = batch.bytes(at: group.header, in: request)
        metricTable.addSpelling(
            bytes, hash: hash(bytes), parent: Self.metricParent(batch.scopes[scope].id, group.shape),
            of: group.id.rawValue, now: now)
    }

    mutating func remember(
        point index: Int, under metric: Int, of batch: borrowing Batch, in request: RawSpan
    ) {
        let point = batch.points[index]
        let bytes = batch.bytes(at: point.attributes, in: request)
        seriesTable.addSpelling(
            bytes, hash: hash(bytes), parent: UInt64(batch.metrics[metric].id.rawValue), of: point.received.rawValue,
            now: now)
    }
}

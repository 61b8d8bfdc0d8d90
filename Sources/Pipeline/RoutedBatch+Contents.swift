internal import Locking
public import MetricCore

extension RoutedBatch {
    /// Shows a visitor all parts of the batch that this was made of, in order, until it has seen enough.
    public func show(_ batch: borrowing Batch, in request: RawSpan, to visitor: inout some BatchVisitor & ~Copyable) {
        for (index, group) in resources.enumerated() {
            let schemaURL = batch.resources[group.received].schemaURL
            visitor.begin(
                resource(group, of: batch, in: request),
                schemaURL: String(repairing: batch.bytes(at: schemaURL, in: request)), at: index)
            for (index, scope) in group.members.enumerated() {
                show(scopes[scope], of: group.received, at: index, batch, in: request, to: &visitor)
            }
            if visitor.hasSeenEnough { return }
        }
    }

    private func show(
        _ group: Group, of resource: Int, at index: Int, _ batch: borrowing Batch, in request: RawSpan,
        to visitor: inout some BatchVisitor & ~Copyable
    ) {
        visitor.begin(scope(group, of: batch, in: request), at: index)
        for (index, metric) in group.members.enumerated() {
            if visitor.hasSeenEnough { return }
            let group = metrics[metric]
            let received = batch.metrics[group.received]
            visitor.begin(
                self.metric(group, of: batch, in: request), metadata: batch.metadata(of: received, in: request),
                at: index)
            for (index, point) in group.members.enumerated() {
                if visitor.hasSeenEnough { return }
                visitor.add(contents(point, of: received, resource, batch, in: request), at: index)
            }
        }
    }

    // MARK: - What the parts say now: as received, apart from what the route changed

    private func resource(_ group: Group, of batch: borrowing Batch, in request: RawSpan) -> ResourceContents {
        var contents = batch.resource(of: batch.resources[group.received], in: request)
        guard let routed = group.routed else { return contents }
        let (attributes, writerKeys) = registry.withLock { ($0.known(routed).resource, $0.writerAttributes) }
        // The registry takes the writer off a resource; here it is put back.
        let keys = writerKeys.filter { key in !attributes.contains { $0.key.hasSameBytes(as: key) } }
        let writer = contents.attributes.filter { keys.contains($0.key) }
        contents.attributes = contents.attributes.changed(into: (attributes + writer).inKeyOrder())
        return contents
    }

    private func scope(_ group: Group, of batch: borrowing Batch, in request: RawSpan) -> ScopeDescription {
        let received = batch.scope(of: batch.scopes[group.received], in: request)
        guard let routed = group.routed else { return received }
        var scope = registry.withLock { $0.known(routed).scope }
        scope.attributes = received.attributes.changed(into: scope.attributes)
        scope.droppedAttributesCount = received.droppedAttributesCount
        return scope
    }

    private func metric(_ group: Group, of batch: borrowing Batch, in request: RawSpan) -> MetricDescription {
        guard let routed = group.routed else { return batch.metric(of: batch.metrics[group.received], in: request) }
        return registry.withLock { $0.known(routed).metric }
    }

    private func contents(
        _ index: Int, of metric: MetricGroup, _ resource: Int, _ batch: borrowing Batch, in request: RawSpan
    ) -> PointContents {
        let point = batch.points[index]
        let origin = PointOrigin(point, at: index, from: batch.writer(of: index, in: resource))
        var contents = batch.contents(of: point, of: metric, from: origin, in: request)
        if point.series != point.written {
            let attributes = registry.describe(point.series).attributes
            contents.attributes = contents.attributes.changed(into: attributes)
        }
        return contents
    }
}

extension [Attribute] {
    /// What a route made of these attributes, which come in key order then: these themselves if it left them alone.
    fileprivate func changed(into attributes: [Attribute]) -> [Attribute] {
        inKeyOrder() == attributes ? self : attributes
    }
}

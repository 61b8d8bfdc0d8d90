/// A series as the registry keeps it.
public struct KnownSeries: Sendable {
    /// The resource's attributes without those that name the writer, in key order.
    public let resource: [Attribute]
    /// The scope.
    public let scope: ScopeDescription
    /// The metric.
    public let metric: MetricDescription
    /// The attributes as somebody has sent them.
    let attributes: [UInt8]

    /// The series in words.
    public var description: SeriesDescription {
        do {
            // Safe: the array outlives its span.
            let attributes = try unsafe IdentityMessage(pointOf: metric.shape.type).attributes(attributes.span.bytes)
            return SeriesDescription(
                resource: resource, scope: scope, metric: metric, attributes: attributes.inKeyOrder())
        } catch {
            preconditionFailure("bytes that name a series are well-formed: \(error)")
        }
    }
}

/// A resource without its writer. Ids are dense: they index the registry's lists.
public struct ResourceID: Hashable, Sendable {
    /// The index.
    public let rawValue: UInt32
    /// No resource.
    public static let none = ResourceID(rawValue: .max)
}

/// A scope of one resource.
public struct ScopeID: Hashable, Sendable {
    /// The index.
    public let rawValue: UInt32
    /// No scope.
    public static let none = ScopeID(rawValue: .max)
}

/// A metric of one scope.
public struct MetricID: Hashable, Sendable {
    /// The index.
    public let rawValue: UInt32
    /// No metric.
    public static let none = MetricID(rawValue: .max)
}

/// A series: a metric with one set of attributes.
public struct SeriesID: Hashable, Sendable {
    /// The index.
    public let rawValue: UInt32
    /// No series; as a route's result, a series that was dropped.
    public static let none = SeriesID(rawValue: .max)

    /// Makes the id of that index.
    public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// What a series stands under.
public struct SeriesParents: Hashable, Sendable {
    /// The resource.
    public let resource: ResourceID
    /// The scope.
    public let scope: ScopeID
    /// The metric.
    public let metric: MetricID
}

/// Who reported: the resource attributes that only tell one process from another, as a 64-bit hash with a seed per
/// process. So a hundred thousand short-lived writers need no table.
public struct WriterID: Hashable, Sendable {
    /// The hash.
    public let rawValue: UInt64
    /// A resource that names no writer.
    public static let none = WriterID(rawValue: 0)
}

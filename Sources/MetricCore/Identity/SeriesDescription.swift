/// A series in words: all that names it. Processors work on it once per series; exporters make labels of it.
public struct SeriesDescription: Equatable, Sendable {
    /// The resource's attributes without those that name the writer, in key order.
    public var resource: [Attribute]
    /// The scope.
    public var scope: ScopeDescription
    /// The metric.
    public var metric: MetricDescription
    /// The attributes of the data points, in key order.
    public var attributes: [Attribute]

    /// Makes a description.
    public init(
        resource: [Attribute], scope: ScopeDescription, metric: MetricDescription, attributes: [Attribute]
    ) {
        self.resource = resource
        self.scope = scope
        self.metric = metric
        self.attributes = attributes
    }
}

/// What names an instrumentation scope, and how much of it the sender left out, which doesn't.
public struct ScopeDescription: Sendable {
    /// The name, often empty.
    public var name: String
    /// The version, often empty.
    public var version: String
    /// The schema URL of the `ScopeMetrics`, often empty.
    public var schemaURL: String
    /// The attributes, in key order.
    public var attributes: [Attribute]
    /// How many attributes the sender left out; no part of the scope's identity.
    public var droppedAttributesCount: UInt32

    /// Makes a description.
    public init(
        name: String = "", version: String = "", schemaURL: String = "", attributes: [Attribute] = [],
        droppedAttributesCount: UInt32 = 0
    ) {
        self.name = name
        self.version = version
        self.schemaURL = schemaURL
        self.attributes = attributes
        self.droppedAttributesCount = droppedAttributesCount
    }
}

/// What names a metric, and its description, which doesn't.
public struct MetricDescription: Sendable {
    /// The name as the sender wrote it.
    public var name: String
    /// What it measures; no part of its identity: that of the spelling that came last
    /// for the first time.
    public var description: String
    /// The unit, in UCUM as a rule.
    public var unit: String
    /// Type, temporality, monotonic or not.
    public var shape: MetricShape

    /// Makes a description.
    public init(name: String, description: String = "", unit: String = "", shape: MetricShape) {
        self.name = name
        self.description = description
        self.unit = unit
        self.shape = shape
    }
}

extension ScopeDescription: Equatable {
    /// Whether both say the same, byte by byte.
    public static func == (left: ScopeDescription, right: ScopeDescription) -> Bool {
        left.name.hasSameBytes(as: right.name) && left.version.hasSameBytes(as: right.version)
            && left.schemaURL.hasSameBytes(as: right.schemaURL) && left.attributes == right.attributes
            && left.droppedAttributesCount == right.droppedAttributesCount
    }
}

extension MetricDescription: Equatable {
    /// Whether both say the same, byte by byte.
    public static func == (left: MetricDescription, right: MetricDescription) -> Bool {
        left.name.hasSameBytes(as: right.name) && left.description.hasSameBytes(as: right.description)
            && left.unit.hasSameBytes(as: right.unit) && left.shape == right.shape
    }
}

import MetricCore

// Resource, scope and metric: what names series, and what is said about them beside that.

extension Place<StatementContext> {
    /// A field of a resource; nil if it has none of that name.
    static func ofResource(_ fields: ArraySlice<PathField>) throws(CompileError) -> Place? {
        switch try fields.names(keysAllowed: "attributes") {
        case ["attributes"]: map(.resource, fields.lastKeys, realm: .identity)
        case ["schema_url"]: string(realm: .annotations, { $0.resource.schemaURL }) { $0.resource.schemaURL = $1 }
        case ["dropped_attributes_count"]:
            int(realm: .annotations, { Int64($0.resource.resource.droppedAttributesCount) }) {
                $0.resource.resource.droppedAttributesCount = UInt32(truncatingIfNeeded: $1)
            }
        default: nil
        }
    }

    /// A field of a scope.
    static func ofScope(_ fields: ArraySlice<PathField>) throws(CompileError) -> Place? {
        switch try fields.names(keysAllowed: "attributes") {
        case ["attributes"]: map(.scope, fields.lastKeys, realm: .identity)
        case ["name"]: string(realm: .identity, { $0.scope.scope.name }) { $0.scope.scope.name = $1 }
        case ["version"]: string(realm: .identity, { $0.scope.scope.version }) { $0.scope.scope.version = $1 }
        case ["schema_url"]:
            string(realm: .identity, { $0.scope.scope.schemaURL }) { $0.scope.scope.schemaURL = $1 }
        case ["dropped_attributes_count"]:
            int(realm: .annotations, { Int64($0.scope.scope.droppedAttributesCount) }) {
                $0.scope.scope.droppedAttributesCount = UInt32(truncatingIfNeeded: $1)
            }
        default: nil
        }
    }

    /// A field of a metric, seen from a level.
    static func ofMetric(
        _ fields: ArraySlice<PathField>, from level: StatementLevel
    ) throws(CompileError) -> Place? {
        switch try fields.names(keysAllowed: "metadata") {
        case ["name"]: string(realm: .identity, { $0.metric.description.name }) { $0.metric.description.name = $1 }
        case ["description"]:
            string(realm: .annotations, { $0.metric.description.description }) {
                $0.metric.description.description = $1
            }
        case ["unit"]: string(realm: .identity, { $0.metric.description.unit }) { $0.metric.description.unit = $1 }
        case ["type"]:
            // A write changes nothing, as in otelcol.
            Place(realm: .identity, get: { .int($0.metric.description.shape.type.enumeration) }, set: { _, _ in })
        case ["aggregation_temporality"]: temporality
        case ["is_monotonic"]: isMonotonic
        case ["metadata"]: map(.metadata, fields.lastKeys, realm: .annotations)
        case ["data_points"]: dataPoints(from: level)
        default: nil
        }
    }

    /// A write changes the shape of the metric, which its points have, so it is nothing for a single series.
    private static var temporality: Place {
        Place(
            realm: .identity, written: .others,
            get: { context in
                switch context.metric.description.shape.type {
                case .sum, .histogram, .exponentialHistogram:
                    .int(Int64(context.metric.description.shape.temporality.rawValue))
                case .empty, .gauge, .summary: .null
                }
            },
            set: { context, value throws(EvaluationError) in
                guard case .int(let number) = value else { throw value.mismatch("int") }
                switch context.metric.description.shape.type {
                case .sum, .histogram, .exponentialHistogram:
                    context.metric.description.shape.temporality =
                        UInt8(exactly: number).flatMap(AggregationTemporality.init) ?? .unspecified
                case .empty, .gauge, .summary: break
                }
            })
    }

    private static var isMonotonic: Place {
        Place(
            realm: .identity, written: .others,
            get: { context in
                let shape = context.metric.description.shape
                return shape.type == .sum ? .bool(shape.isMonotonic) : .null
            },
            set: { context, value throws(EvaluationError) in
                guard case .bool(let flag) = value else { throw value.mismatch("bool") }
                if context.metric.description.shape.type == .sum {
                    context.metric.description.shape.isMonotonic = flag
                }
            })
    }

    private static func dataPoints(from level: StatementLevel) -> Place {
        Place(
            realm: .others,
            get: { context in
                if context.metric.description.shape.type == .empty { return .null }
                return .opaque(OpaquePoints(context.metric.points, of: context.metric.description.shape.type))
            },
            set: { context, value throws(EvaluationError) in
                // While statements run on its points, a metric has none.
                guard level == .metric else { throw .failed("data_points can be set on metrics only") }
                switch value {
                case .opaque(let points as OpaquePoints) where points.type == context.metric.description.shape.type:
                    context.metric.points = points.points
                case .null: context.metric.points = []
                default: throw value.mismatch("points of the metric's type")
                }
            })
    }
}

/// The data points of a metric, as a value.
final class OpaquePoints: OpaqueValue, @unchecked Sendable {
    // Unchecked for the superclass; all of it is constant.

    let points: [PointContents]
    let type: MetricType

    init(_ points: [PointContents], of type: MetricType) {
        self.points = points
        self.type = type
        super.init(count: points.count, typeName: "points of a metric")
    }
}

extension MetricType {
    /// The number that statements know the type by.
    fileprivate var enumeration: Int64 {
        switch self {
        case .empty: 0
        case .gauge: 1
        case .sum: 2
        case .histogram: 3
        case .exponentialHistogram: 4
        case .summary: 5
        }
    }
}

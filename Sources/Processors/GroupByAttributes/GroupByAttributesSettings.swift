public import Configuration
internal import MetricCore
public import Pipeline

/// The settings of the processor `groupbyattrs`.
public struct GroupByAttributesSettings: ProcessorSettings {
    let keys: [String]

    /// Reads the section, with otelcol's keys.
    public init(_ section: ConfigSection) {
        var keys: [String] = []
        for key in section.stringList("keys", default: []) where !key.isEmpty {
            if keys.contains(where: key.hasSameBytes) {
                section.warn(at: "keys", "\(key) is there twice")
            } else {
                keys.append(key)
            }
        }
        self.keys = keys
    }

    /// Makes the processor.
    public func makeProcessor(_ context: ComponentContext) -> [ProcessorStep] {
        let purpose = keys.isEmpty ? "" : "moves \(keys.joined(separator: ", ")) from points to their resources, and "
        return [.metrics(GroupByAttributes(keys: keys), "\(purpose)puts what has the same resource together")]
    }
}

/// Moves attributes of points to their resources, and puts together what has the same resource, scope and metric then.
///
/// Everything is put together anew, in the order in which points come: what has none is gone.
final class GroupByAttributes: MetricsProcessor {
    private let keys: [String]

    init(keys: [String]) {
        self.keys = keys
    }

    func process(_ metrics: inout MetricsData) {
        var grouped = GroupedMetrics()
        for resource in metrics.resources {
            var unchanged: Int?
            for scope in resource.scopes {
                for metric in scope.metrics {
                    for point in metric.points {
                        var point = point
                        let moved = take(from: &point.attributes)
                        let place = moved.isEmpty ? unchanged : nil
                        let index = place ?? grouped.resource(resource.resource.attributes.overwritten(by: moved))
                        if moved.isEmpty { unchanged = index }
                        grouped.add(point, of: metric, scope.scope, toResource: index)
                    }
                }
            }
        }
        metrics.resources = grouped.resources
    }

    /// Takes out the attributes that are to be moved.
    private func take(from attributes: inout [Attribute]) -> [Attribute] {
        let moved = keys.compactMap { key in attributes.first { $0.key.hasSameBytes(as: key) } }
        for attribute in moved { attributes.removeFirst(attribute.key) }
        return moved
    }
}

extension [Attribute] {
    fileprivate func overwritten(by others: [Attribute]) -> [Attribute] {
        others.reduce(into: self) { $0.set($1.key, to: $1.value) }
    }
}

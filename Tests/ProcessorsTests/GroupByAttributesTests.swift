import Configuration
import MetricCore
import TestRequests
import Testing

@testable import Processors

struct GroupByAttributesTests {
    private func point(_ value: Int64, _ attributes: KeyValuePairs<String, AttributeValue> = [:]) -> PointContents {
        PointContents(
            attributes: attributes.map { Attribute(key: $0.key, value: $0.value) }, value: .number(.int(value)))
    }

    private func metric(
        _ name: String, _ points: [PointContents], _ type: MetricType = .sum, unit: String = ""
    ) -> Metric {
        Metric(
            description: MetricDescription(name: name, unit: unit, shape: MetricShape(type: type)),
            metadata: [Attribute(key: "m", value: .string(unit))], points: points)
    }

    private func resource(
        _ attributes: KeyValuePairs<String, AttributeValue>, scope: String = "s", _ metrics: [Metric]
    ) -> ResourceMetrics {
        ResourceMetrics(
            resource: ResourceContents(attributes: attributes.map { Attribute(key: $0.key, value: $0.value) }),
            schemaURL: "url",
            scopes: [ScopeMetrics(scope: ScopeDescription(name: scope, schemaURL: "url"), metrics: metrics)])
    }

    /// What becomes of resources: a line for each metric, `resource | scope | metric: points`.
    private func group(by keys: [String], _ resources: [ResourceMetrics]) -> [String] {
        func text(_ attributes: [Attribute]) -> String {
            attributes.map { "\($0.key)=\($0.value.typeName)(\($0.value.text))" }.joined(separator: " ")
        }
        var metrics = MetricsData(resources: resources)
        GroupByAttributes(keys: keys).process(&metrics)
        return metrics.resources.flatMap { resource in
            #expect(resource.schemaURL.isEmpty)
            return resource.scopes.flatMap { scope in
                #expect(scope.scope.schemaURL.isEmpty)
                return scope.metrics.map { metric in
                    #expect(metric.metadata == [Attribute(key: "m", value: .string(metric.description.unit))])
                    let points = metric.points.map { point in
                        guard case .number(.int(let number)) = point.value else { return "?" }
                        return "\(number)" + (point.attributes.isEmpty ? "" : "{\(text(point.attributes))}")
                    }
                    return "\(text(resource.resource.attributes)) | \(scope.scope.name) | \(metric.description.name)"
                        + "\(metric.description.unit): \(points.joined(separator: " "))"
                }
            }
        }
    }

    @Test func `moves attributes of points to their resources, in order of first appearance`() {
        let points = [
            point(1, ["dag": "etl", "task": "a"]), point(2), point(3, ["task": "b", "dag": "report"]),
            point(4, ["dag": "etl"]),
        ]
        #expect(
            group(by: ["dag", "pool"], [resource(["app": "x"], [metric("m", points), metric("n", [point(5)])])]) == [
                "app=Str(x) dag=Str(etl) | s | m: 1{task=Str(a)} 4",
                "app=Str(x) | s | m: 2",
                "app=Str(x) | s | n: 5",
                "app=Str(x) dag=Str(report) | s | m: 3{task=Str(b)}",
            ])
    }

    @Test func `the point's value replaces the resource's`() {
        #expect(
            group(by: ["app"], [resource(["app": "x", "n": 1], [metric("m", [point(1, ["app": "y"]), point(2)])])])
                == ["app=Str(y) n=Int(1) | s | m: 1", "app=Str(x) n=Int(1) | s | m: 2"])
    }

    @Test func `resources are equal whatever the order of their attributes, and not if types differ`() {
        let resources = [
            resource(["a": 1, "b": "x"], [metric("m", [point(1)])]),
            resource(["b": "x", "a": 1], [metric("m", [point(2)])]),
            resource(["b": "x", "a": .double(1)], [metric("m", [point(3)])]),
            resource(["b": "x", "a": "1"], [metric("m", [point(4)])]),
            resource(["a": .double(.nan)], [metric("m", [point(5)])]),
            resource(["a": .double(.nan)], [metric("m", [point(6)])]),
        ]
        #expect(
            group(by: [], resources) == [
                "a=Int(1) b=Str(x) | s | m: 1 2", "b=Str(x) a=Double(1) | s | m: 3", "b=Str(x) a=Str(1) | s | m: 4",
                "a=Double(NaN) | s | m: 5 6",
            ])
    }

    @Test func `metrics are one if name and type agree, scopes if name and version do`() {
        let resources = [
            resource([:], [metric("m", [point(1)], unit: "s"), metric("m", [point(2)], .gauge)]),
            resource([:], scope: "t", [metric("m", [point(3)])]),
            resource([:], [metric("m", [point(4)], unit: "ms"), metric("m", [point(5)], .gauge, unit: "x")]),
        ]
        #expect(group(by: [], resources) == [" | s | ms: 1 4", " | s | m: 2 5", " | t | m: 3"])
    }

    @Test func `what has no points vanishes`() {
        let resources = [
            resource(["a": "x"], [metric("m", [])]), resource(["a": "y"], []),
            resource(["a": "z"], [metric("m", []), metric("n", [point(1)])]),
        ]
        #expect(group(by: ["a"], resources) == ["a=Str(z) | s | n: 1"])
    }

    @Test func `many resources take no more time each`() {
        let points = (0..<20_000).map { point($0, ["id": .int($0)]) }
        #expect(group(by: ["id"], [resource([:], [metric("m", points)])]).count == points.count)
    }

    @Test(
        arguments: [
            ("", [], 0, 0), ("keys: dag_id", ["dag_id"], 0, 0), ("keys: [a, '', b, a]", ["a", "b"], 1, 0),
            ("attributes: [dag_id]", [], 0, 1), ("keys: {a: b}", [], 0, 1),
        ] as [(String, [String], Int, Int)])
    func `reads its keys`(yaml: String, expected: [String], warnings: Int, faults: Int) throws {
        let diagnostics = Diagnostics()
        let settings = try ConfigSection.parse(
            yaml: yaml, component: ComponentID(type: "groupbyattrs"), diagnostics: diagnostics,
            GroupByAttributesSettings.init)
        #expect(settings.keys == expected)
        #expect(diagnostics.warnings.count == warnings)
        #expect(diagnostics.faults.count == faults)
    }
}

import Configuration
import Locking
import Logging
import MetricCore
import Pipeline
import Testing

@testable import Processors

struct FilterTests {
    private let diagnostics = Diagnostics()

    private func settings(_ yaml: String) throws -> FilterSettings {
        try ConfigSection.parse(
            yaml: yaml, component: ComponentID(type: "filter"), diagnostics: diagnostics, FilterSettings.init)
    }

    private func steps(_ yaml: String) throws -> [ProcessorStep] {
        let registry = SeriesRegistry(Registry(RegistryOptions()))
        let context = ComponentContext(.processor, ComponentID(type: "filter"), logger: .none, registry: registry)
        let steps = try settings(yaml).makeProcessor(context)
        #expect(diagnostics.faults.isEmpty, "\(diagnostics.faults)")
        return steps
    }

    /// A request of two resources with the same metrics.
    private static let request = MetricsData(
        resources: ["inst-1", "inst-2"].map { instance in
            func metric(_ name: String, _ type: MetricType, dags: [String]) -> Metric {
                let points = dags.map { dag in
                    PointContents(
                        attributes: [Attribute(key: "dag_id", value: .string(dag))], value: .number(.int(1)))
                }
                return Metric(
                    description: MetricDescription(name: name, shape: MetricShape(type: type)), points: points)
            }
            let attributes = [
                Attribute(key: "service.name", value: .string("airflow")),
                Attribute(key: "service.instance.id", value: .string(instance)),
                Attribute(key: "shard", value: .int(instance == "inst-1" ? 1 : 2)),
            ]
            let metrics = [
                metric("ti.finish", .sum, dags: ["etl", "report"]), metric("ti.finish.etl", .sum, dags: ["etl"]),
                metric("pool", .gauge, dags: ["etl"]), metric("nothing", .gauge, dags: []),
            ]
            return ResourceMetrics(
                resource: ResourceContents(attributes: attributes),
                scopes: [ScopeMetrics(metrics: metrics), ScopeMetrics(scope: ScopeDescription(name: "empty"))])
        })

    /// The names of the metrics that are kept of each resource.
    private func kept(_ yaml: String) throws -> [[String]] {
        let filter = try #require(settings("metrics:\n  \(yaml)").legacy)
        #expect(diagnostics.faults.isEmpty, "\(diagnostics.faults)")
        var request = Self.request
        LegacyRequestFilter(filter).process(&request)
        #expect(request.resources.allSatisfy { $0.scopes.count == 1 })
        return request.resources.map { $0.scopes[0].metrics.map(\.description.name) }
    }

    private static let all = ["ti.finish", "ti.finish.etl", "pool", "nothing"]

    @Test(
        arguments: [
            (
                "include: {match_type: strict, metric_names: [pool, nothing]}",
                [["pool", "nothing"], ["pool", "nothing"]]
            ),
            (
                "include: {match_type: regexp, metric_names: ['^ti', 'no']}\n  exclude: {match_type: strict, metric_names: [ti.finish]}",
                [["ti.finish.etl", "nothing"], ["ti.finish.etl", "nothing"]]
            ),
            (
                "exclude: {match_type: regexp, metric_names: ['finish\\..'], regexp: {cacheenabled: true, cachemaxnumentries: 9}}",
                [["ti.finish", "pool", "nothing"], ["ti.finish", "pool", "nothing"]]
            ),
            ("include: {match_type: strict, resource_attributes: [{key: shard, value: 2}]}", [all]),
            ("include: {match_type: strict, resource_attributes: [{key: shard, value: '2'}]}", []),
            (
                "include: {match_type: strict, resource_attributes: [{key: shard, value: 2}, {key: service.name, value: x}]}",
                []
            ),
            (
                "include: {match_type: strict, metric_names: [pool], resource_attributes: [{key: shard, value: 2}]}",
                [["pool"]]
            ),
            (
                "exclude: {match_type: strict, metric_names: [pool], resource_attributes: [{key: shard, value: 2}]}",
                [["ti.finish", "ti.finish.etl", "nothing"]]
            ),
            ("exclude: {match_type: regexp, resource_attributes: [{key: shard, value: '^[2-9]'}]}", [all]),
            ("exclude: {resource_attributes: [{key: shard}]}", []),
            ("exclude: {resource_attributes: [{key: no}]}", [all, all]),
            ("include: {metric_names: []}", [all, all]), ("include:", [all, all]),
            (
                "include: {match_type: expr, expressions: ['Label(\"dag_id\") == \"report\"']}",
                [["ti.finish"], ["ti.finish"]]
            ),
            (
                "include: {match_type: expr, expressions: ['true']}",
                [["ti.finish", "ti.finish.etl", "pool"], ["ti.finish", "ti.finish.etl", "pool"]]
            ),
            (
                "exclude: {match_type: expr, expressions: ['Label(\"dag_id\") == \"report\"', 'MetricType == \"Gauge\"']}",
                [["ti.finish.etl", "nothing"], ["ti.finish.etl", "nothing"]]
            ),
        ] as [(String, [[String]])])
    func `keeps what is included and not excluded`(yaml: String, expected: [[String]]) throws {
        #expect(try kept(yaml) == expected)
    }

    @Test func `decides about series as about requests`() throws {
        let filter = try #require(
            settings("metrics: {include: {match_type: strict, metric_names: [a], resource_attributes: [{key: x}]}}")
                .legacy)
        func isKept(_ name: String, _ attributes: [Attribute]) -> Bool {
            let metric = MetricDescription(name: name, shape: MetricShape(type: name.isEmpty ? .empty : .sum))
            return filter.process(
                SeriesDescription(resource: attributes, scope: ScopeDescription(), metric: metric, attributes: []))
                != nil
        }
        let there = [Attribute(key: "x", value: .empty)]
        #expect(isKept("a", there))
        #expect(!isKept("b", there))
        #expect(!isKept("a", []))
        #expect(!isKept("", there))
    }

    @Test(
        arguments: [
            ("", []), ("metrics:", []), ("metrics: {include: {metric_names: []}}", []),
            ("metrics: {exclude: {match_type: strict, metric_names: [a]}}", ["once per series"]),
            ("metrics: {exclude: {resource_attributes: [{key: service.name}]}}", ["once per series"]),
            ("metrics: {exclude: {resource_attributes: [{key: service.instance.id}]}}", ["for each point"]),
            ("metrics: {exclude: {match_type: expr, expressions: ['true']}}", ["with each request"]),
        ] as [(String, [String])])
    func `is done as seldom as it can be`(yaml: String, expected: [String]) throws {
        #expect(try steps(yaml).map(\.time) == expected)
    }

    @Test(
        arguments: [
            (
                "metrics: {include: {metric_names: [a]}}",
                "1:20: filter::metrics::include::match_type: is required: 'strict', 'regexp' or 'expr'"
            ),
            (
                "metrics: {include: {match_type: regexp, metric_names: ['(']}}",
                "1:56: filter::metrics::include::metric_names[0]: \"(\": no regular expression that RE2 takes: missing ): ("
            ),
            (
                "metrics: {exclude: {match_type: expr, expressions: [MetricName]}}",
                "1:53: filter::metrics::exclude::expressions[0]: \"MetricName\": expected a condition, found a text, at character 1"
            ),
            (
                "metrics: {exclude: {match_type: expr, expressions: ['Label(\"dag_id\" ==']}}",
                "1:53: filter::metrics::exclude::expressions[0]: \"Label(\\\"dag_id\\\" ==\": expected a value, found the end"
            ),
            (
                "metrics: {exclude: {match_type: regexp, resource_attributes: [{key: shard, value: 5}]}}",
                "1:83: filter::metrics::exclude::resource_attributes[0]::value: expected text, which needs quotes here, found the number 5"
            ),
            (
                "metrics: {exclude: {match_type: expr, metric_names: [a]}}",
                "1:33: filter::metrics::exclude::match_type: names and values are compared by 'strict' or 'regexp'"
            ),
            (
                "metrics: {exclude: {resource_attributes: [{value: a}]}}",
                "1:43: filter::metrics::exclude::resource_attributes[0]::key: is required and isn't written"
            ),
            ("metrics: {datapoints: []}", "1:11: filter::metrics::datapoints: unknown key"),
            (
                "error_mode: loud",
                "1:13: filter::error_mode: expected one of ignore, silent, propagate, found the text \"loud\""
            ),
        ] as [(String, String)])
    func `refuses what can't be`(yaml: String, expected: String) throws {
        _ = try settings(yaml)
        let faults = diagnostics.faults.map { String($0.description.dropFirst("test.yaml:".count)) }
        #expect(faults.contains { $0.hasPrefix(expected) }, "\(faults)")
    }

    @Test func `leaves out what isn't about metrics`() throws {
        #expect(try steps("spans: {include: {match_type: strict, services: [a]}}").isEmpty)
        #expect(diagnostics.warnings.map(\.kind) == [.leftOut])
    }
}

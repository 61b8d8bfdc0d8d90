import Configuration
import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

struct MetricsTransformTests {
    /// Two counters of one shape and a gauge.
    private static let received = request(
        metrics: sum("ti.ok", point(.int(3), ["dag": "a", "task": "x"]), point(.int(4), ["dag": "b", "task": "x"])),
        sum("ti.bad", point(.int(1), ["dag": "a", "task": "x"])),
        gauge("pool", point(.double(1.5), ["pool": "default"])))

    private static let untouched = ["pool{pool=default} 1.5"]

    private func run(_ transforms: String) throws -> [String] {
        let run = try ProcessorRun("transforms: [\(transforms)]", MetricsTransformSettings.init)
        try run.send(Self.received)
        return run.lines
    }

    @Test(
        arguments: [
            (
                "{include: ti.ok, action: update, new_name: renamed}",
                ["renamed{dag=a,task=x} 3", "renamed{dag=b,task=x} 4"]
            ),
            (
                "{include: '^ti[.](ok)$', match_type: regexp, action: update, new_name: 'all.${1}'}",
                ["all.ok{dag=a,task=x} 3", "all.ok{dag=b,task=x} 4"]
            ),
            (
                "{include: ti.ok, action: update, experimental_match_labels: {dag: a}, new_name: no}",
                ["ti.ok{dag=a,task=x} 3", "ti.ok{dag=b,task=x} 4"]
            ),
            (
                "{include: ti.ok, action: update, operations: [{action: add_label, new_label: env, new_value: prod}]}",
                ["ti.ok{dag=a,env=prod,task=x} 3", "ti.ok{dag=b,env=prod,task=x} 4"]
            ),
            (
                "{include: ti.ok, action: update, operations: [{action: add_label, new_label: dag, new_value: c}]}",
                ["ti.ok{dag=a,task=x} 3", "ti.ok{dag=b,task=x} 4"]
            ),
            (
                "{include: ti.ok, action: update, operations: [{action: update_label, label: dag, new_label: dag_id, value_actions: [{value: a, new_value: A}]}]}",
                ["ti.ok{dag_id=A,task=x} 3", "ti.ok{dag_id=b,task=x} 4"]
            ),
            (
                "{include: ti.ok, action: update, operations: [{action: delete_label_value, label: dag, label_value: a}]}",
                ["ti.ok{dag=b,task=x} 4"]
            ),
            (
                "{include: ti.ok, action: update, operations: [{action: toggle_scalar_data_type}]}",
                ["ti.ok{dag=a,task=x} 3.0", "ti.ok{dag=b,task=x} 4.0"]
            ),
            (
                "{include: ti.ok, action: update, operations: [{action: experimental_scale_value, experimental_scale: 0.5}]}",
                ["ti.ok{dag=a,task=x} 1", "ti.ok{dag=b,task=x} 2"]
            ),
            (
                "{include: ti.ok, action: update, operations: [{action: aggregate_labels, label_set: [task], aggregation_type: sum}]}",
                ["ti.ok{task=x} 7"]
            ),
            (
                "{include: ti.ok, action: update, operations: [{action: aggregate_labels, label_set: [], aggregation_type: mean}]}",
                ["ti.ok{} 3"]
            ),
            (
                "{include: ti.ok, action: update, operations: [{action: aggregate_label_values, label: dag, aggregated_values: [a, b], new_value: c, aggregation_type: max}]}",
                ["ti.ok{dag=c,task=x} 4"]
            ),
        ] as [(String, [String])])
    func `update changes what is selected`(transform: String, expected: [String]) throws {
        #expect(try run(transform) == expected + ["ti.bad{dag=a,task=x} 1"] + Self.untouched)
    }

    @Test func `insert puts a changed copy at the end`() throws {
        let lines = try run("{include: ti.ok, experimental_match_labels: {dag: b}, action: insert, new_name: copy}")
        #expect(
            lines == ["ti.ok{dag=a,task=x} 3", "ti.ok{dag=b,task=x} 4", "ti.bad{dag=a,task=x} 1"] + Self.untouched
                + ["copy{dag=b,task=x} 4"])
    }

    @Test func `combine makes labels of what groups hold, and adds what is alike`() throws {
        let lines = try run(
            "{include: '^ti[.](?P<state>.*)$', match_type: regexp, action: combine, new_name: ti, aggregation_type: sum}"
        )
        #expect(
            lines == Self.untouched + [
                "ti{dag=a,state=ok,task=x} 3", "ti{dag=b,state=ok,task=x} 4", "ti{dag=a,state=bad,task=x} 1",
            ])
        #expect(
            try run("{include: '^ti', match_type: regexp, action: combine, new_name: ti, aggregation_type: sum}")
                == Self.untouched + ["ti{dag=a,task=x} 4", "ti{dag=b,task=x} 4"])
    }

    @Test func `group moves metrics to a resource of their own, where later transforms don't look`() throws {
        let lines = try run(
            """
            {include: pool, action: group, group_resource_labels: {team: data}},
            {include: pool, action: update, new_name: never}
            """)
        #expect(lines.last == "[team=data]pool{pool=default} 1.5")
    }

    @Test func `a name that a later transform changes back is the first one again`() throws {
        let lines = try run(
            """
            {include: pool, action: update, new_name: other, operations: [{action: toggle_scalar_data_type}]},
            {include: other, action: update, new_name: pool}
            """)
        #expect(lines.last == "pool{pool=default} 1")
    }

    @Test func `what depends on names and labels alone runs once per series`() throws {
        let run = try ProcessorRun(
            """
            transforms:
              - {include: ti.ok, action: update, new_name: a, operations: [{action: add_label, new_label: b, new_value: c}]}
              - {include: a, action: update, operations: [{action: toggle_scalar_data_type}]}
              - {include: a, action: update, experimental_match_labels: {dag: a}, new_name: d}
              - {include: a, action: insert, new_name: e}
            """, MetricsTransformSettings.init)
        #expect(run.steps.map(\.time) == ["once per series"] + Array(repeating: "with each request", count: 3))
    }

    @Test func `aggregated points are streams of their own, also one that was alone`() {
        let points = [contents(3, "a"), contents(4, "b")]
        for count in 1...2 {
            let aggregation = PointAggregation(type: .sum, temporality: .cumulative)
            let merged = aggregation.aggregate(Array(points.prefix(count)))
            #expect(merged.count == count)
            #expect(merged.allSatisfy { $0.origin == nil })
        }
    }

    private func contents(_ value: Int64, _ dag: String) -> PointContents {
        PointContents(attributes: [Attribute(key: "dag", value: .string(dag))], value: .number(.int(value)))
    }

    @Test(
        arguments: [
            ("{action: update}", "transforms[0]::include"),
            ("{include: a}", "transforms[0]::action"),
            ("{include: a, action: change}", "transforms[0]::action"),
            ("{include: a, action: insert}", "transforms[0]::new_name"),
            ("{include: a, action: combine, new_name: b}", "transforms[0]::aggregation_type"),
            ("{include: a, action: group}", "transforms[0]::group_resource_labels"),
            ("{include: '(', match_type: regexp, action: update}", "transforms[0]::include"),
            ("{include: a, action: update, match_type: exact}", "transforms[0]::match_type"),
            ("{include: a, action: update, operations: [{action: scale}]}", "transforms[0]::operations[0]::action"),
            (
                "{include: a, action: update, operations: [{action: add_label, new_label: b}]}",
                "transforms[0]::operations[0]::new_value"
            ),
            (
                "{include: a, action: update, operations: [{action: update_label, new_label: b}]}",
                "transforms[0]::operations[0]::label"
            ),
            (
                "{include: a, action: update, operations: [{action: experimental_scale_value}]}",
                "transforms[0]::operations[0]::experimental_scale"
            ),
            ("{include: a, action: update, names: b}", "transforms[0]::names"),
        ] as [(String, String)])
    func `faults are told with their key`(transform: String, key: String) {
        do {
            _ = try ProcessorRun("transforms: [\(transform)]", as: "metrics_transform", MetricsTransformSettings.init)
            Issue.record("taken: \(transform)")
        } catch {
            #expect("\(error)".contains("\(key): "), "\(error)")
        }
    }
}

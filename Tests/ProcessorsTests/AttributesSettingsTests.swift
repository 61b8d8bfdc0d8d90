import Configuration
import MetricCore
import Testing

@testable import Processors

struct AttributesSettingsTests {
    private let diagnostics = Diagnostics()

    private func faults<Settings>(
        _ yaml: String, _ type: String, _ read: (ConfigSection) -> Settings
    ) throws -> [String] {
        _ = try ConfigSection.parse(
            yaml: yaml, component: ComponentID(type: type), diagnostics: diagnostics, read)
        return diagnostics.faults.map { String($0.description.dropFirst("test.yaml:".count)) }
    }

    @Test(
        arguments: [
            ("{}", ["1:1: attributes::actions: at least one action is required"]),
            ("actions: []", ["1:10: attributes::actions: at least one action is required"]),
            (
                "actions: {key: a, value: b, action: insert}",
                ["1:10: attributes::actions: expected a list, found a map"]
            ),
            (
                "actions:\n  - {key: a, value: 1, action: insert}\n  - {value: 1, action: insert}",
                ["3:5: attributes::actions[1]::key: is required and isn't written"]
            ),
            (
                "actions: [{key: '', value: 1, action: insert}]",
                ["1:17: attributes::actions[0]::key: is required and is empty here"]
            ),
            ("actions: [{key: a, value: 1}]", ["1:11: attributes::actions[0]::action: is required and isn't written"]),
            (
                "actions: [{key: a, value: 1, action: upsrt}]",
                [
                    "1:38: attributes::actions[0]::action: expected one of insert, update, upsert, delete, hash, "
                        + "extract, convert, found the text \"upsrt\"; did you mean upsert?"
                ]
            ),
            (
                "actions: [{key: a, action: insert}]",
                [
                    "1:11: attributes::actions[0]: one of 'value', 'from_attribute', 'from_context' and 'default_value' is "
                        + "required"
                ]
            ),
            (
                "actions: [{key: a, value: , action: insert}]",
                [
                    "1:20: attributes::actions[0]::value: one of 'value', 'from_attribute', 'from_context' and "
                        + "'default_value' is required"
                ]
            ),
            (
                "actions: [{key: a, value: 2025-10-09, action: insert}]",
                [
                    "1:27: attributes::actions[0]::value: 2025-10-09 is a time to YAML, and no attribute can be one:"
                        + " write it in quotes"
                ]
            ),
            (
                "actions: [{key: a, value: [{b: 2025-10-09 8:53:20}], action: insert}]",
                [
                    "1:27: attributes::actions[0]::value: 2025-10-09 8:53:20 is a time to YAML, and no attribute can be"
                        + " one: write it in quotes"
                ]
            ),
            (
                "actions: [{key: a, from_attribute: b, default_value: 2025-10-09, action: insert}]",
                [
                    "1:54: attributes::actions[0]::default_value: 2025-10-09 is a time to YAML, and no attribute can be"
                        + " one: write it in quotes"
                ]
            ),
            (
                "actions: [{key: a, value: 1, from_attribute: b, action: insert}]",
                ["1:46: attributes::actions[0]::from_attribute: there is a 'value' as well; only one can count"]
            ),
            (
                "actions: [{key: a, from_context: metadata.x, value: 1, action: insert}]",
                ["1:34: attributes::actions[0]::from_context: there is a 'value' as well; only one can count"]
            ),
            (
                "actions: [{key: a, from_context: x, from_attribute: b, action: insert}]",
                [
                    "1:34: attributes::actions[0]::from_context: there is a 'from_attribute' as well; only one can count"
                ]
            ),
            (
                "actions: [{key: a, value: 1, pattern: b, action: upsert}]",
                ["1:30: attributes::actions[0]::pattern: this action has no use for it: remove it"]
            ),
            (
                "actions: [{key: a, value: 1, action: delete}]",
                ["1:20: attributes::actions[0]::value: this action has no use for it: remove it"]
            ),
            ("actions: [{action: hash}]", ["1:11: attributes::actions[0]: one of 'key' and 'pattern' is required"]),
            (
                "actions: [{pattern: '^(?!dag_id)', action: delete}]",
                [
                    "1:21: attributes::actions[0]::pattern: \"^(?!dag_id)\": no regular expression that RE2 takes: "
                        + "invalid perl operator: (?!"
                ]
            ),
            (
                "actions: [{key: a, action: extract}]",
                ["1:11: attributes::actions[0]::pattern: is required and isn't written"]
            ),
            (
                "actions: [{key: a, pattern: '(?P<b>.)(.)', action: extract}]",
                [
                    "1:29: attributes::actions[0]::pattern: needs groups that all have names, as in (?P<dag_id>\\w+); "
                        + "(?:...) is no group"
                ]
            ),
            (
                "actions: [{key: a, pattern: a, action: extract}]",
                [
                    "1:29: attributes::actions[0]::pattern: needs groups that all have names, as in (?P<dag_id>\\w+); "
                        + "(?:...) is no group"
                ]
            ),
            (
                "actions: [{key: a, converted_type: float, action: convert}]",
                [
                    "1:36: attributes::actions[0]::converted_type: expected one of int, double, string, found the text "
                        + "\"float\""
                ]
            ),
            (
                "actions: [{key: a, action: convert}]",
                ["1:11: attributes::actions[0]::converted_type: is required and isn't written"]
            ),
            (
                "actions: [{key: a, action: delete, vaule: 1}]",
                ["1:36: attributes::actions[0]::vaule: unknown key"]
            ),
        ] as [(String, [String])])
    func `refuses actions that can't be done`(yaml: String, expected: [String]) throws {
        let found = try faults(yaml, "attributes", AttributesSettings.init)
        #expect(found.count == expected.count)
        for (found, expected) in zip(found, expected) { #expect(found.hasPrefix(expected)) }
    }

    @Test(
        arguments: [
            (
                "include: {match_type: strict}",
                "2:10: attributes::include: one of 'metric_names' and 'resources' is required"
            ),
            ("include: {metric_names: [a]}", "2:10: attributes::include::match_type: is required and isn't written"),
            (
                "exclude: {match_type: glob, metric_names: [a]}",
                "2:23: attributes::exclude::match_type: expected one of strict, regexp, expr, found the text \"glob\""
            ),
            (
                "include: {match_type: regexp, metric_names: [a, '*.finish']}",
                "2:49: attributes::include::metric_names[1]: \"*.finish\": no regular expression that RE2 takes: "
                    + "no argument for repetition operator: *"
            ),
            (
                "include: {match_type: strict, metric_names: [a], services: [b]}",
                "2:50: attributes::include::services: is about traces and logs; metrics are chosen by 'metric_names'"
            ),
            ("include: {match_type: strict, metric_name: [a]}", "2:31: attributes::include::metric_name: unknown key"),
        ] as [(String, String)])
    func `refuses choices that can't be made`(yaml: String, expected: String) throws {
        let found = try faults("actions: [{key: a, action: delete}]\n\(yaml)", "attributes", AttributesSettings.init)
        #expect(found.contains { $0.hasPrefix(expected) }, "\(found)")
    }

    @Test func `resource calls its list attributes`() throws {
        let found = try faults("actions: [{key: a, action: delete}]", "resource", ResourceSettings.init)
        #expect(found.contains { $0.hasPrefix("1:1: resource::actions: unknown key") })
        #expect(found.contains("1:1: resource::attributes: at least one action is required"))
    }

    @Test(
        arguments: [
            ("", ["a", "b", "ti.finish", "ti.finish.etl"]), ("include:", ["a", "b", "ti.finish", "ti.finish.etl"]),
            ("include: {match_type: strict, metric_names: [a, ti.finish]}", ["a", "ti.finish"]),
            ("include: {match_type: strict, metric_names: a}", ["a"]),
            ("include: {match_type: REGEXP, metric_names: ['finish$', ^b]}", ["b", "ti.finish"]),
            ("exclude: {match_type: regexp, metric_names: [finish], regexp: {cacheenabled: true}}", ["a", "b"]),
            (
                "include: {match_type: regexp, metric_names: [ti]}\nexclude: {match_type: strict, metric_names: [ti.finish]}",
                ["ti.finish.etl"]
            ),
            ("include: {match_type: expr, metric_names: [a]}", ["a", "b", "ti.finish", "ti.finish.etl"]),
            ("exclude: {match_type: expr, metric_names: [a]}", ["a", "b", "ti.finish", "ti.finish.etl"]),
            (
                "exclude: {match_type: strict, resources: [{key: a, value: b}]}",
                ["a", "b", "ti.finish", "ti.finish.etl"]
            ),
        ] as [(String, [String])])
    func `touches the metrics that are chosen`(yaml: String, expected: [String]) throws {
        let settings = try ConfigSection.parse(
            yaml: "actions: [{key: x, value: 1, action: insert}]\n\(yaml)", component: ComponentID(type: "attributes"),
            diagnostics: diagnostics, AttributesSettings.init)
        #expect(diagnostics.faults.isEmpty, "\(diagnostics.faults)")
        let touched = ["a", "b", "ti.finish", "ti.finish.etl"].filter { name in
            let series = SeriesDescription(
                resource: [], scope: ScopeDescription(),
                metric: MetricDescription(name: name, shape: MetricShape(type: .gauge)), attributes: [])
            return AttributesProcessor(settings: settings).process(series)?.attributes.isEmpty == false
        }
        #expect(touched == expected)
    }

    @Test func `resource changes the resource alone`() throws {
        let settings = try ConfigSection.parse(
            yaml: "attributes: [{key: env, value: prod, action: upsert}]", component: ComponentID(type: "resource"),
            diagnostics: diagnostics, ResourceSettings.init)
        var series = SeriesDescription(
            resource: [], scope: ScopeDescription(),
            metric: MetricDescription(name: "m", shape: MetricShape(type: .sum)),
            attributes: [])
        let result = ResourceProcessor(actions: settings.actions).process(series)
        series.resource = [Attribute(key: "env", value: .string("prod"))]
        #expect(result == series)
    }

    @Test(arguments: [
        "actions: [{key: a, from_context: x, default_value: 1, action: delete}]",
        "actions: [{key: a, pattern: (?P<b>.), default_value: 1, action: extract}]",
        "actions: [{key: a, converted_type: int, default_value: 1, action: convert}]",
        "actions: [{key: a, action: delete}]\ninclude: {match_type: expr, metric_names: [a]}",
        "actions: [{key: a, action: delete}]\ninclude: {match_type: strict, resources: [{key: a}]}",
    ])
    func `warns of what has no effect`(yaml: String) throws {
        #expect(try faults(yaml, "attributes", AttributesSettings.init) == [])
        #expect(!diagnostics.warnings.isEmpty)
    }
}

import Configuration
import Locking
import Logging
import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

/// Texts that look the same and have other bytes are other texts, as they are in Go.
struct SpellingTests {
    private static let composed = "caf\u{E9}"
    private static let decomposed = "cafe\u{301}"

    private static let received = request(
        [decomposed: "r"],
        metrics: gauge(composed, point(.int(1), [decomposed: "x"])),
        gauge(decomposed, point(.int(2), [composed: "x", decomposed: "y"])))

    private static let first = "[D=r]C{D=x} 1"
    private static let second = "[D=r]D{D=y,C=x} 2"

    /// What a processor makes of it. In its settings and in what comes out, C is the one spelling and D the other.
    private func run(
        _ settings: some ProcessorSettings, of request: [UInt8] = received
    ) throws -> [String] {
        let context = ComponentContext(
            .processor, ComponentID(type: "tested"), logger: .none, registry: SeriesRegistry(Registry()))
        let run = ProcessorRun(settings.makeProcessor(context))
        try run.send(request)
        return run.lines.map { line in
            line.unicodeScalars.map { $0.escaped(asASCII: true) }.joined()
                .replacing("caf\\u{00E9}", with: "C").replacing("cafe\\u{0301}", with: "D")
        }
    }

    private func read<Settings: ProcessorSettings>(
        _ yaml: String, _ settings: (ConfigSection) -> Settings
    ) throws -> Settings {
        let diagnostics = Diagnostics()
        let yaml = yaml.replacing("C", with: Self.composed).replacing("D", with: Self.decomposed)
        let parsed = try ConfigSection.parse(
            yaml: yaml, component: ComponentID(type: "tested"), diagnostics: diagnostics, settings)
        #expect(diagnostics.faults == [])
        return parsed
    }

    @Test(
        arguments: [
            ("{key: C, value: n, action: insert}", ["[D=r]C{D=x,C=n} 1", second]),
            ("{key: C, value: n, action: upsert}", ["[D=r]C{D=x,C=n} 1", "[D=r]D{D=y,C=n} 2"]),
            ("{key: C, value: n, action: update}", [first, "[D=r]D{D=y,C=n} 2"]),
            ("{key: C, action: delete}", [first, "[D=r]D{D=y} 2"]),
            ("{key: C, from_attribute: D, action: upsert}", ["[D=r]C{D=x,C=x} 1", "[D=r]D{D=y,C=y} 2"]),
        ] as [(String, [String])])
    func `are other attributes`(action: String, expected: [String]) throws {
        #expect(try run(read("actions: [\(action)]", AttributesSettings.init)) == expected)
    }

    @Test func `are other attributes of resources`() throws {
        let settings = try read("attributes: [{key: C, value: n, action: upsert}]", ResourceSettings.init)
        #expect(try run(settings) == ["[D=r,C=n]C{D=x} 1", "[D=r,C=n]D{D=y,C=x} 2"])
    }

    @Test(
        arguments: [
            ("include: {match_type: strict, metric_names: [C]}", [first]),
            ("exclude: {match_type: strict, metric_names: [C]}", [second]),
            ("exclude: {match_type: expr, expressions: ['MetricName == \"C\"']}", [second]),
            ("exclude: {match_type: expr, expressions: ['HasLabel(\"C\")']}", [first]),
            ("include: {match_type: strict, resource_attributes: [{key: C}]}", []),
            ("datapoint: ['metric.name == \"C\"']", [second]),
            ("datapoint: ['metric.name < \"C\"']", [first]),
            ("datapoint: ['attributes[\"C\"] != nil']", [first]),
        ] as [(String, [String])])
    func `are other names and keys to filter`(condition: String, expected: [String]) throws {
        #expect(try run(read("metrics: {\(condition)}", FilterSettings.init)) == expected)
    }

    @Test(
        arguments: [
            (#"set(datapoint.attributes["n"], 1) where metric.name == "C""#, ["[D=r]C{D=x,n=1} 1", second]),
            (#"delete_key(datapoint.attributes, "C")"#, [first, "[D=r]D{D=y} 2"]),
            (#"keep_keys(datapoint.attributes, ["C"])"#, ["[D=r]C{} 1", "[D=r]D{C=x} 2"]),
            (#"set(datapoint.attributes["D"], datapoint.attributes["C"])"#, ["[D=r]C{D=} 1", "[D=r]D{D=x,C=x} 2"]),
        ] as [(String, [String])])
    func `are other texts to statements`(statement: String, expected: [String]) throws {
        #expect(try run(read("metric_statements: ['\(statement)']", TransformSettings.init)) == expected)
    }

    @Test func `are other keys to group by`() throws {
        let settings = try read("keys: [C]", GroupByAttributesSettings.init)
        #expect(try run(settings) == [Self.first, "[D=r,C=x]D{D=y} 2"])
    }

    @Test(
        arguments: [
            ("include: C, action: update, new_name: n", ["[D=r]n{D=x} 1", second]),
            (
                "include: D, action: update, operations: [{action: aggregate_labels, label_set: [C]}]",
                [first, "[D=r]D{C=x} 2"]
            ),
            (
                "include: D, action: update, operations: [{action: update_label, label: C, new_label: n}]",
                [first, "[D=r]D{D=y,n=x} 2"]
            ),
        ] as [(String, [String])])
    func `are other names and labels to transform`(transform: String, expected: [String]) throws {
        #expect(try run(read("transforms: [{\(transform)}]", MetricsTransformSettings.init)) == expected)
    }

    @Test func `keep points apart that are aggregated`() throws {
        let settings = try read(
            "transforms: [{include: m, action: update, operations: [{action: aggregate_labels, label_set: [C, D]}]}]",
            MetricsTransformSettings.init)
        let points = request(
            metrics: gauge("m", point(.int(1), [Self.composed: "x"]), point(.int(2), [Self.decomposed: "x"])))
        #expect(try run(settings, of: points) == ["m{C=x} 1", "m{D=x} 2"])
    }
}

import Configuration
import Logging
import MetricCore
import Pipeline
import Testing

@testable import Processors

struct ScopeLabelsTests {
    private let diagnostics = Diagnostics()

    private func settings(_ yaml: String) throws -> ScopeLabelsSettings {
        try ConfigSection.parse(
            yaml: yaml, component: ComponentID(type: "scope_labels"), diagnostics: diagnostics,
            ScopeLabelsSettings.init)
    }

    /// The attributes that a point without any gets, as `key=value`.
    private func labels(
        _ yaml: String, scope: ScopeDescription = airflow, attributes: [Attribute] = []
    ) throws -> [String] {
        let series = SeriesDescription(
            resource: [], scope: scope, metric: MetricDescription(name: "m", shape: MetricShape(type: .gauge)),
            attributes: attributes)
        let result = try #require(ScopeLabels(settings: settings(yaml)).process(series))
        #expect(diagnostics.faults.isEmpty)
        #expect(result.scope == scope)
        return result.attributes.map { "\($0.key)=\($0.value.text)" }
    }

    private static let airflow = ScopeDescription(
        name: "airflow", version: "3", schemaURL: "url",
        attributes: [Attribute(key: "library.mood", value: .string("good")), Attribute(key: "try", value: .int(2))])

    @Test(
        arguments: [
            (
                "",
                [
                    "otel_scope_name=airflow", "otel_scope_version=3", "otel_scope_schema_url=url",
                    "otel_scope_library.mood=good", "otel_scope_try=2",
                ]
            ),
            ("include: [name]", ["otel_scope_name=airflow"]),
            ("include: ['*e*', try]\nexclude: [name, '*url']", ["otel_scope_version=3", "otel_scope_try=2"]),
            ("exclude: ['*']", []),
            ("include: []", []),
            ("prefix: ''\ninclude: [try, version]", ["version=3", "try=2"]),
            ("prefix: s_\ninclude: [t?y]", ["s_try=2"]),
            (
                "include: [name, library.mood]\nrename: {name: library, library.mood: mood, other: x}",
                ["library=airflow", "mood=good"]
            ),
        ] as [(String, [String])])
    func `makes the labels that the settings choose`(yaml: String, expected: [String]) throws {
        #expect(try labels(yaml) == expected)
    }

    @Test func `shows what is empty`() throws {
        #expect(
            try labels("", scope: ScopeDescription())
                == ["otel_scope_name=", "otel_scope_version=", "otel_scope_schema_url="])
    }

    @Test func `leaves out scope attributes that are called like the scope's own fields`() throws {
        let attributes = ["name", "version", "schema_url", "x"].map { Attribute(key: $0, value: .string("no")) }
        #expect(
            try labels("", scope: ScopeDescription(name: "n", attributes: attributes))
                == ["otel_scope_name=n", "otel_scope_version=", "otel_scope_schema_url=", "otel_scope_x=no"])
    }

    @Test func `what a point says itself stands`() throws {
        let own = [
            Attribute(key: "library", value: .string("mine")), Attribute(key: "otel_scope_try", value: .int(1)),
        ]
        #expect(
            try labels("include: [name, try]\nrename: {name: library}", attributes: own)
                == ["library=mine", "otel_scope_try=1"])
    }

    @Test func `of two that get one name the first stands`() throws {
        #expect(try labels("include: [name, try]\nrename: {name: x, try: x}") == ["x=airflow"])
    }

    @Test(arguments: [
        ("rename: {name: ''}", "scope_labels::rename: the label for name is empty"),
        ("prefx: a", "scope_labels::prefx: unknown key"),
        ("include: {a: b}", "scope_labels::include: expected"),
        ("rename: [a]", "scope_labels::rename: expected"),
        ("prefix: [a]", "scope_labels::prefix: expected"),
    ])
    func `refuses what can't be`(yaml: String, message: String) throws {
        _ = try settings(yaml)
        #expect(diagnostics.faults.contains { $0.description.contains(message) }, "\(diagnostics.faults)")
    }
}

import Configuration

/// What came of reading one component's settings.
struct Reading<Settings> {
    let settings: Settings
    /// One line each, without the source's name: `2:4: nop::key: ...`.
    let faults: [String]
    let warnings: [String]

    init(_ yaml: String, strict: Bool = false, _ read: (ConfigSection) -> Settings) throws(ConfigFault) {
        let diagnostics = Diagnostics(strict: strict)
        settings = try ConfigSection.parse(
            yaml: yaml, component: ComponentID(type: "nop"), diagnostics: diagnostics, read)
        faults = diagnostics.faults.map { String($0.description.dropFirst("test.yaml:".count)) }
        warnings = diagnostics.warnings.map { String($0.description.dropFirst("test.yaml:".count)) }
    }
}

/// What a document's only key `x` holds.
func value(of yaml: String) throws -> SettingValue? {
    try Reading("x: \(yaml)\n") { $0.any("x") }.settings
}

/// What came of reading a whole configuration of stand-ins.
struct ServiceReading {
    let config: ServiceConfig?
    let faults: [String]
    let warnings: [String]

    /// A service that runs, to which other sources can be added.
    static let smallest = """
        receivers: {otlp: {endpoint: "localhost:4318"}}
        exporters: {nop: , nop/two: }
        service: {pipelines: {metrics: {receivers: [otlp], exporters: [nop]}}}

        """

    /// Reads the texts as the files 0.yaml, 1.yaml and so on, then the words behind `--set`.
    init(
        _ texts: [String], settings: [String] = [], variables: [String: String] = [:], files: [String: String] = [:],
        strict: Bool = false
    ) throws {
        let named = texts.enumerated().map { ("\($0.offset).yaml", $0.element) }
        let environment = ConfigEnvironment(
            variables: variables, files: files.merging(named) { _, text in text })
        let sources =
            try named.map { try ConfigSource(parsing: $0.0) } + settings.map { try ConfigSource(parsingSetting: $0) }
        self.init(sources, environment: environment, strict: strict)
    }

    init(_ sources: [ConfigSource], environment: ConfigEnvironment, strict: Bool = false) {
        let diagnostics = Diagnostics(strict: strict)
        config = ConfigTree(sources, environment: environment, diagnostics: diagnostics)
            .map { ServiceConfig($0, catalogue: Self.catalogue, diagnostics: diagnostics) }
        faults = diagnostics.faults.map(\.description)
        warnings = diagnostics.warnings.map(\.description)
    }

    /// The fields that `service::telemetry::logs::initial_fields` holds, which take any value.
    var fields: [String: SettingValue] { config?.logs.initialFields ?? [:] }

    private static let catalogue = ComponentCatalogue(
        receivers: [
            ComponentType("otlp", signals: [.traces, .metrics, .logs]) { section in
                section.endpoint("endpoint", default: Endpoint(host: "localhost", port: 4318))
            },
            ComponentType("udp", signals: [.traces, .metrics]) { section in
                section.section("protocols") { $0.failIfUsed("can't be used") }
            },
        ],
        processors: [
            ComponentType("wait", signals: [.metrics]) { section in
                section.duration("timeout", default: .seconds(1))
            }
        ],
        exporters: [
            ComponentType(
                "nop", oldNames: [.init("none", advice: "none is now called nop")], signals: [.traces, .metrics, .logs]
            ) { section in
                section.optionalString("note") ?? section.component.type
            },
            ComponentType("page", signals: [.metrics]) { $0.endpoint("endpoint") },
        ],
        extensions: [ComponentType("health_check") { _ in "health" }, ComponentType("pages") { _ in "pages" }])
}

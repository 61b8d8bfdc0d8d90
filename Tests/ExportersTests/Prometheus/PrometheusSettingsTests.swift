import Configuration
import HTTPServer
import MetricCore
import Serving
import Testing

@testable import Exporters

struct PrometheusSettingsTests {
    private let diagnostics = Diagnostics()

    private func read(_ yaml: String, gates: String = "") throws -> PrometheusSettings {
        var said = FeatureGates()
        try said.set(gates)
        return try ConfigSection.parse(
            yaml: yaml, component: ComponentID(type: "prometheus"), gates: said, diagnostics: diagnostics,
            PrometheusSettings.init)
    }

    @Test func `has otelcol's defaults`() throws {
        let settings = try read("endpoint: 0.0.0.0:8889")
        #expect(settings.listener.address == .tcp(host: "0.0.0.0", port: 8889))
        #expect(settings.expiration == .seconds(300))
        #expect(settings.page.expiration == 300_000_000_000)
        #expect(settings.page.namespace.isEmpty)
        #expect(settings.page.constantLabels.isEmpty)
        #expect(!settings.page.showsTimes)
        #expect(settings.page.showsScope)
        #expect(settings.page.strategy == .underscoreEscapingWithSuffixes)
        if case .all = settings.page.resourceLabels { Issue.record("shows the resource") }
        #expect(settings.offers == [.text, .text1, .protobuf, .protobufText, .protobufCompactText])
        #expect(diagnostics.faults.isEmpty && diagnostics.warnings.isEmpty)
    }

    @Test func `takes what is written`() throws {
        let settings = try read(
            """
            endpoint: '[::1]:1'
            namespace: air
            const_labels: {zone: eu, a.b: c}
            send_timestamps: true
            metric_expiration: 1m30s
            add_metric_suffixes: false
            without_scope_info: true
            enable_open_metrics: true
            resource_to_telemetry_conversion: {enabled: true, exclude_service_attributes: true}
            """)
        #expect(settings.listener.address == .tcp(host: "::1", port: 1))
        #expect(settings.page.namespace == "air")
        #expect(settings.page.constantLabels.map { "\($0.name.text)=\($0.value)" } == ["a.b=c", "zone=eu"])
        #expect(settings.page.showsTimes)
        #expect(settings.page.expiration == 90_000_000_000)
        #expect(settings.page.strategy == .underscoreEscapingWithoutSuffixes)
        #expect(!settings.page.showsScope)
        #expect(settings.offers.isSuperset(of: [.openMetrics, .openMetrics0]))
        guard case .all(excludingService: true) = settings.page.resourceLabels else {
            Issue.record("\(settings.page.resourceLabels)")
            return
        }
        #expect(diagnostics.faults.isEmpty)
    }

    @Test(arguments: [
        (
            "translation_strategy: UnderscoreEscapingWithoutSuffixes",
            TranslationStrategy.underscoreEscapingWithoutSuffixes
        ),
        (
            "translation_strategy: UnderscoreEscapingWithSuffixes\nadd_metric_suffixes: false",
            .underscoreEscapingWithSuffixes
        ),
        ("translation_strategy: ''\nadd_metric_suffixes: false", .underscoreEscapingWithoutSuffixes),
    ])
    func `the strategy goes before the older setting of suffixes`(yaml: String, strategy: TranslationStrategy) throws {
        #expect(try read("endpoint: a:1\n" + yaml).page.strategy == strategy)
        #expect(diagnostics.faults.isEmpty)
    }

    @Test(arguments: [
        ("resource_constant_labels: {included: ['k8s.*', host.name]}", ["host.name", "k8s.pod"], 0),
        ("resource_constant_labels: {excluded: [service.*]}", ["host.name", "k8s.pod"], 0),
        ("resource_constant_labels: {included: ['*.name'], excluded: [host.*]}", ["service.name"], 0),
        ("resource_constant_labels: {}", [], 0),
        ("resource_to_telemetry_conversion: {included: [k8s.p?d]}", ["k8s.pod"], 1),
        ("resource_to_telemetry_conversion: {exclude_service_attributes: true}", [], 1),
    ])
    func `attributes of the resource are chosen by patterns`(yaml: String, keys: [String], warnings: Int) throws {
        let options = try read("endpoint: a:1\n" + yaml).page
        let resource = ["host.name", "k8s.pod", "service.name"].map { Attribute(key: $0, value: .string("x")) }
        #expect(TranslatedResource(resource, writer: [], options).seriesAttributes.map(\.key) == keys)
        #expect(diagnostics.faults.isEmpty && diagnostics.warnings.count == warnings)
    }

    @Test(arguments: [
        "", "resource_to_telemetry_conversion: {enabled: true}", "resource_to_telemetry_conversion: {included: [a]}",
        "resource_constant_labels: {excluded: [a]}",
    ])
    func `of settings that exclude each other the one is printed that counts`(labels: String) throws {
        let printed = try #require(self.printed("exporters: {prometheus: {endpoint: a:1, \(labels)}}"))
        #expect(self.printed(printed) == printed)
    }

    /// What `print-config` prints of exporters; nil if they are refused.
    private func printed(_ exporters: String) -> String? {
        let diagnostics = Diagnostics()
        let others = """
            receivers: {r: }
            service: {pipelines: {metrics: {receivers: [r], exporters: [prometheus]}}}
            """
        let sources = [others, exporters].map { ConfigSource(builtIn: "test.yaml", yaml: Array($0.utf8)) }
        let catalogue = ComponentCatalogue(
            receivers: [ComponentType("r", signals: [.metrics]) { _ in 0 }],
            exporters: [ComponentType("prometheus", signals: [.metrics], settings: PrometheusSettings.init)])
        let config = ConfigTree(sources, environment: ConfigEnvironment(), diagnostics: diagnostics).map {
            ServiceConfig($0, catalogue: catalogue, diagnostics: diagnostics)
        }
        return diagnostics.faults.isEmpty ? config?.effective.yaml : nil
    }

    @Test(arguments: [
        ("windsock", "", false), ("windsock", "-", false), ("windsock", "+", true), ("otelcol", "", true),
        ("otelcol", "-", false), ("otelcol", "+", true),
    ])
    func `a feature gate says whether the older setting of suffixes counts`(
        compatibility: String, gate: String, hasSuffixes: Bool
    ) throws {
        let gates = gate.isEmpty ? "" : gate + FeatureGate.disableAddMetricSuffixes.rawValue
        let yaml = "endpoint: a:1\nadd_metric_suffixes: false\ncompatibility: \(compatibility)"
        let page = try read(yaml, gates: gates).page
        #expect((page.strategy == .underscoreEscapingWithSuffixes) == hasSuffixes)
    }

    @Test(arguments: [
        ("", "", LabelRule.collapsing), ("", "+", .permissive), ("", "-", .collapsing),
        ("translation_strategy: NoTranslation", "+", .unchanged),
        ("translation_strategy: NoTranslation", "", .unchanged),
    ])
    func `a feature gate keeps underscores in labels`(yaml: String, gate: String, rule: LabelRule) throws {
        let gates = gate.isEmpty ? "" : gate + FeatureGate.permissiveLabelSanitization.rawValue
        #expect(try read("endpoint: a:1\n" + yaml, gates: gates).page.labelRule == rule)
    }

    @Test func `otelcol's ways are one setting, and single ones go first`() throws {
        let page = try read("endpoint: a:1\ncompatibility: otelcol\nadd_metric_suffixes: false").page
        #expect(page.counting.writers == .last)
        #expect(page.repeatsNamespace && page.collidingLabels == .refused && page.exponentialBuckets == .native)
        #expect(page.strategy == .underscoreEscapingWithSuffixes)
        #expect(diagnostics.warnings.count == 1)
        #expect(try !read("endpoint: a:1\ncompatibility: otelcol").offers.contains(.text1))
        #expect(try read("endpoint: a:1\ncompatibility: otelcol\nmetric_expiration: 0").expiration == .zero)

        let single = try read(
            "endpoint: a:1\ncompatibility: otelcol\nwriters: merge\nrepeat_namespace: false\ncolliding_labels: join"
        ).page
        #expect(single.counting.writers == .merge)
        #expect(!single.repeatsNamespace && single.collidingLabels == .joined)
        #expect(diagnostics.faults.isEmpty)
    }

    @Test(arguments: [
        ("", 0), ("sending_queue: null", 0), ("sending_queue: {enabled: false}", 0),
        ("sending_queue: {enabled: false, num_consumers: 0, queue_size: -1}", 0),
        ("sending_queue: {enabled: true, num_consumers: 1, queue_size: 10, sizer: requests}", 1),
        (
            "sending_queue: {num_consumers: 1, queue_size: 10, sizer: bytes, block_on_overflow: true, "
                + "wait_for_result: true, batch: {flush_timeout: 1s, min_size: 5}}", 1
        ),
    ])
    func `a queue is taken, and not needed`(yaml: String, warnings: Int) throws {
        _ = try read("endpoint: a:1\n" + yaml)
        #expect(diagnostics.faults.isEmpty && diagnostics.warnings.count == warnings, "\(diagnostics.faults)")
        let printed = try #require(self.printed("exporters: {prometheus: {endpoint: a:1, \(yaml)}}"))
        #expect(self.printed(printed) == printed)
    }

    @Test(arguments: [
        ("", true), ("airflow_help: false", false), ("compatibility: otelcol", false),
        ("compatibility: otelcol\nairflow_help: true", true),
    ])
    func `what Airflow's metrics count is known, but not to otelcol`(yaml: String, isKnown: Bool) throws {
        #expect((try read("endpoint: a:1\n" + yaml).page.describe != nil) == isKnown)
        #expect(diagnostics.faults.isEmpty)
    }

    @Test func `the longest expiration is as good as none`() throws {
        let settings = try read("endpoint: a:1\nmetric_expiration: 2562047h")
        #expect(settings.page.expiration == 2_562_047 * 3_600_000_000_000)
    }

    @Test(arguments: [
        ("", "prometheus::endpoint: "), ("endpoint: ''", "prometheus::endpoint: "),
        ("endpoint: a:1\nmetric_expiration: 0s", "prometheus::metric_expiration: "),
        ("endpoint: a:1\nmetric_expiration: -1s", "prometheus::metric_expiration: "),
        ("endpoint: a:1\nsending_queue: {}", "prometheus::sending_queue::num_consumers: has no default here"),
        (
            "endpoint: a:1\nsending_queue: {num_consumers: 1, queue_size: 1}",
            "prometheus::sending_queue::sizer: has no default here"
        ),
        (
            "endpoint: a:1\nsending_queue: {num_consumers: 1, queue_size: 0, sizer: items}",
            "prometheus::sending_queue::queue_size: expected a whole number of at least 1"
        ),
        (
            "endpoint: a:1\nsending_queue: {enabled: false, storage: file_storage}",
            "prometheus::sending_queue::storage: is a setting of otelcol"
        ),
        ("endpoint: a:1\nsending_queue: {enabled: yes}", "sending_queue::enabled: expected true or false"),
        ("endpoint: a:1\nsending_queue: {enabled: false, size: 1}", "prometheus::sending_queue::size: unknown key"),
        ("endpoint: a:1\nsending_queue: 5", "prometheus::sending_queue: expected a map"),
        ("endpoint: a:1\nconst_labels: {'': x}", "prometheus::const_labels: label name is empty"),
        ("endpoint: a:1\nconst_labels: {__x: y}", "prometheus::const_labels: \"__x\" is not a valid label name"),
        (
            "endpoint: a:1\nhistogram_resolution: 3",
            "prometheus::histogram_resolution: expected 1, 2, 4 or 8 bounds for each doubling, found 3"
        ),
        ("endpoint: a:1\nhistograms: none", "prometheus::histograms: expected one of classic, native, both"),
        (
            "endpoint: a:1\ncompatibility: otelcol\nseries_limit: 5",
            "prometheus::series_limit: means nothing with `compatibility: otelcol`"
        ),
        (
            "endpoint: a:1\ntranslation_strategy: underscoreEscapingWithSuffixes",
            "prometheus::translation_strategy: expected one of UnderscoreEscapingWithSuffixes, "
                + "UnderscoreEscapingWithoutSuffixes, NoUTF8EscapingWithSuffixes, NoTranslation, "
                + "found \"underscoreEscapingWithSuffixes\"; "
                + "did you mean UnderscoreEscapingWithSuffixes?"
        ),
        ("endpoint: a:1\nnamespce: x", "prometheus::namespce: unknown key"),
        (
            "endpoint: a:1\nresource_to_telemetry_conversion: {enabled: true, included: [a]}",
            "prometheus::resource_to_telemetry_conversion::enabled: can't stand beside included"
        ),
        (
            "endpoint: a:1\nresource_constant_labels: {enabled: true}",
            "prometheus::resource_constant_labels::enabled: belongs to resource_to_telemetry_conversion"
        ),
        (
            "endpoint: a:1\nresource_constant_labels: {included: [a]}\nresource_to_telemetry_conversion: {}",
            "prometheus::resource_to_telemetry_conversion: can't stand beside resource_constant_labels"
        ),
    ])
    func `refuses what can't be`(yaml: String, message: String) throws {
        _ = try read(yaml)
        #expect(diagnostics.faults.contains { $0.description.contains(message) }, "\(diagnostics.faults)")
    }
}

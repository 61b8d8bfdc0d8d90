import Configuration
import MetricCore
import Testing

@testable import Exporters

struct CountingSettingsTests {
    private let diagnostics = Diagnostics()

    private func read(_ yaml: String) throws -> PrometheusSettings {
        try ConfigSection.parse(
            yaml: "endpoint: a:1\n" + yaml, component: ComponentID(type: "prometheus"), diagnostics: diagnostics,
            PrometheusSettings.init)
    }

    @Test func `adds writers up unless it is told otherwise`() throws {
        let settings = try read("")
        let counting = settings.page.counting
        #expect(counting.writers == .merge)
        #expect(settings.page.writerAttributes == ["service.instance.id"])
        #expect(settings.showsValuesBefore)
        #expect(counting.gauges.rule(for: "x") == .last)
        #expect(counting.seriesLimit == 1_000_000)
        #expect(counting.seriesLimitPerMetric == 100_000)
        #expect(counting.streamLimit == 1_000_000)
        #expect(counting.streamTimeout == 300_000_000_000)
        #expect(counting.streamMemory == 3_600_000_000_000)
        #expect(counting.totalRetention == 7 * 86_400_000_000_000)
        #expect(diagnostics.faults.isEmpty)
    }

    @Test func `takes what is written`() throws {
        let settings = try read(
            """
            writers: separate
            writer_attributes: [service.instance.id, process.pid]
            gauges: {default: max, rules: [{match: "*.slots", take: sum}, {match: "airflow.*", take: min}]}
            first_scrape_zero: false
            series_limit: 1
            series_limit_per_metric: 2
            stream_limit: 3
            stream_timeout: 4s
            stream_memory: 5s
            total_retention: 9s
            """)
        let counting = settings.page.counting
        #expect(counting.writers == .separate)
        #expect(settings.page.writerAttributes == ["service.instance.id", "process.pid"])
        #expect(!settings.showsValuesBefore)
        #expect(counting.gauges.rule(for: "airflow.pool.slots") == .sum)
        #expect(counting.gauges.rule(for: "airflow.pool") == .min)
        #expect(counting.gauges.rule(for: "pool") == .max)
        #expect((counting.seriesLimit, counting.seriesLimitPerMetric, counting.streamLimit) == (1, 2, 3))
        #expect(counting.streamTimeout == 4_000_000_000)
        #expect(counting.streamMemory == 5_000_000_000)
        #expect(counting.totalRetention == 9_000_000_000)
        #expect(diagnostics.faults.isEmpty)
    }

    @Test(arguments: [
        ("writers: all", "prometheus::writers: "),
        ("series_limit: 0", "prometheus::series_limit: "),
        ("stream_limit: 0", "prometheus::stream_limit: "),
        ("stream_timeout: 0s", "prometheus::stream_timeout: "),
        ("total_retention: 1h", "prometheus::total_retention: must be at least stream_timeout and stream_memory"),
        ("gauges: {default: avg}", "prometheus::gauges::default: "),
        ("gauges: {rules: [{take: sum}]}", "prometheus::gauges::rules[0]::match: is required"),
        ("gauges: {rules: [{match: a, tkae: sum}]}", "prometheus::gauges::rules[0]::tkae: unknown key"),
    ])
    func `refuses what can't be`(yaml: String, message: String) throws {
        _ = try read(yaml)
        #expect(diagnostics.faults.contains { $0.description.contains(message) }, "\(diagnostics.faults)")
    }

    @Test(arguments: [
        "writer_attributes: [a]", "gauges: {}", "first_scrape_zero: true", "series_limit: 1",
        "series_limit_per_metric: 1", "stream_limit: 1", "stream_timeout: 1s", "stream_memory: 1s",
        "total_retention: 1h",
    ])
    func `refuses what means nothing where the newest value stands`(yaml: String) throws {
        #expect(try read("writers: last").page.counting.writers == .last)
        #expect(diagnostics.faults.isEmpty)
        _ = try read("writers: last\n" + yaml)
        #expect(diagnostics.faults.map(\.description).allSatisfy { $0.contains("means nothing with `writers: last`") })
        #expect(diagnostics.faults.count == 1)
    }
}

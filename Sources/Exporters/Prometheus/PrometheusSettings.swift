public import Configuration
public import MetricCore
public import Pipeline
internal import Serving

/// The settings of the exporter `prometheus`.
public struct PrometheusSettings: ExporterSettings {
    let listener: ListenerSettings
    let page: PageOptions
    let expiration: Duration
    /// Whether each scraper is shown a new counter once with the value that it had before.
    let showsValuesBefore: Bool

    private static let writerAttributes = ["service.instance.id"]

    /// Reads the section, with otelcol's keys and defaults, and those that say how writers are added up.
    public init(_ section: ConfigSection) {
        listener = Self.listener(section)
        // 0 would show nothing at all, so it is refused.
        expiration = section.duration("metric_expiration", default: .seconds(300), atLeast: .nanoseconds(1))
        let counting = CountingOptions(section)
        let isCounting = counting.writers != .last
        showsValuesBefore = isCounting && section.bool("first_scrape_zero", default: true)
        page = PageOptions(
            namespace: section.string("namespace", default: ""),
            constantLabels: Self.constantLabels(section),
            showsTimes: section.bool("send_timestamps", default: false),
            expiration: expiration.wholeNanoseconds,
            strategy: section.bool("add_metric_suffixes", default: true)
                ? .underscoreEscapingWithSuffixes : .underscoreEscapingWithoutSuffixes,
            showsScope: !section.bool("without_scope_info", default: false),
            resourceLabels: section.section("resource_to_telemetry_conversion", Self.resourceLabels),
            counting: counting,
            writerAttributes: isCounting
                ? section.stringList("writer_attributes", default: Self.writerAttributes) : Self.writerAttributes)
        if section.bool("enable_open_metrics", default: false) {
            section.fail(
                at: "enable_open_metrics", "is a setting of otelcol that Windsock does not have yet: remove it")
        }
        section.refuse(
            "translation_strategy", "resource_constant_labels", "sending_queue", "max_request_body_size",
            "compression_algorithms")
    }

    private static func listener(_ section: ConfigSection) -> ListenerSettings {
        var defaults = ListenerSettings.Defaults(endpoint: nil)
        // A reader that stands still keeps what it hasn't read yet in memory.
        defaults.connectionsMax = 256
        // Prometheus scrapes once a minute by default.
        defaults.idleTimeout = .seconds(300)
        return ListenerSettings(section, defaults)
    }

    /// A series has to be known for as long as its streams are remembered, and a little longer, so that a point that
    /// comes again is one of the same stream.
    public var registryOptions: RegistryOptions? {
        let counting = page.counting
        let memory = max(counting.streamTimeout, counting.streamMemory)
        let (longer, overflow) = memory.addingReportingOverflow(600_000_000_000)
        return RegistryOptions(
            writerAttributes: page.writerAttributes, seriesMemory: overflow ? .max : longer,
            seriesLimit: Self.registryLimit(for: counting.seriesLimit))
    }

    /// How many series the registry may know for so many on the page: processors make series of others, and one of
    /// several. Few series may have many metrics.
    private static func registryLimit(for seriesLimit: Int) -> Int {
        let (limit, overflow) = seriesLimit.multipliedReportingOverflow(by: 4)
        return overflow ? .max : max(limit, 10_000)
    }

    /// Makes the exporter.
    public func makeExporter(_ context: ComponentContext) -> any Exporter {
        PrometheusExporter(self, context)
    }

    private static func resourceLabels(_ section: ConfigSection) -> PageOptions.ResourceLabels {
        let isEnabled = section.bool("enabled", default: false)
        let excludingService = section.bool("exclude_service_attributes", default: false)
        section.refuse("included", "excluded")
        return isEnabled ? .all(excludingService: excludingService) : .none
    }

    private static func constantLabels(_ section: ConfigSection) -> [(name: LabelName, value: String)] {
        section.stringMap("const_labels").sorted { $0.key < $1.key }.compactMap { key, value in
            do {
                return (try LabelName(constant: key), value)
            } catch {
                section.fail(at: "const_labels", "\(error)")
                return nil
            }
        }
    }
}

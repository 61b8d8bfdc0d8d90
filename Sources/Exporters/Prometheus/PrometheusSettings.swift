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
    /// What a scraper can choose the page to be written in.
    ///
    /// OpenMetrics is there only if `enable_open_metrics` says so, as with otelcol: Prometheus 2 asks for it before
    /// text, and would get other series than it has stored until then. `le="5"` is `le="5.0"` there, and the lines
    /// `_created` become series of their own. In otelcol's way the text format 1.0.0 isn't there, which otelcol answers
    /// with 0.0.4.
    let offers: Set<PageFormat.Syntax>

    private static let writerAttributes = ["service.instance.id"]

    /// Reads the section, with otelcol's keys and defaults, and those that say how writers are added up.
    public init(_ section: ConfigSection) {
        listener = Self.listener(section)
        let isOtelcol = section.choice("compatibility", default: false, named: ["windsock": false, "otelcol": true])
        // 0 shows nothing at all, so it is refused, unless it is to be as in otelcol.
        expiration = section.duration(
            "metric_expiration", default: .seconds(300), atLeast: .nanoseconds(isOtelcol ? 0 : 1))
        let counting = CountingOptions(section, writers: isOtelcol ? .last : .merge)
        let isCounting = counting.writers != .last
        showsValuesBefore = isCounting && section.bool("first_scrape_zero", default: true)
        page = PageOptions(
            namespace: section.string("namespace", default: ""),
            repeatsNamespace: section.bool("repeat_namespace", default: isOtelcol),
            constantLabels: Self.constantLabels(section),
            showsTimes: section.bool("send_timestamps", default: false),
            expiration: expiration.wholeNanoseconds,
            strategy: Self.strategy(section, isOtelcol: isOtelcol),
            labelRule: section.gates[.permissiveLabelSanitization] == true ? .permissive : .collapsing,
            showsScope: !section.bool("without_scope_info", default: false),
            resourceLabels: PageOptions.ResourceLabels(section),
            counting: counting,
            writerAttributes: isCounting
                ? section.stringList("writer_attributes", default: Self.writerAttributes) : Self.writerAttributes,
            collidingLabels: section.choice(
                "colliding_labels", default: isOtelcol ? .refused : .joined,
                named: ["join": .joined, "drop": .refused]),
            exponentialBuckets: section.choice(
                "histograms", default: isOtelcol ? .native : [.classic, .native],
                named: ["classic": .classic, "native": .native, "both": [.classic, .native]]),
            bucketResolution: Self.bucketResolution(section),
            isTerse: isOtelcol,
            describe: section.bool("airflow_help", default: !isOtelcol) ? AirflowDescriptions.description : nil)
        offers = Self.offers(section, isOtelcol: isOtelcol)
        UnneededQueue.check(section)
        section.refuse("max_request_body_size", "compression_algorithms")
    }

    private static func listener(_ section: ConfigSection) -> ListenerSettings {
        var defaults = ListenerSettings.Defaults(endpoint: nil)
        // A reader that stands still keeps what it hasn't read yet in memory.
        defaults.connectionsMax = 256
        // Prometheus scrapes once a minute by default.
        defaults.idleTimeout = .seconds(300)
        return ListenerSettings(section, defaults)
    }

    private static func bucketResolution(_ section: ConfigSection) -> Int {
        let key = "histogram_resolution"
        let resolution = section.int(key, default: 1, in: 1...8)
        if !BucketGrid.resolutions.contains(resolution) {
            section.fail(at: key, "expected 1, 2, 4 or 8 bounds for each doubling, found \(resolution)")
            return 1
        }
        return resolution
    }

    private static func offers(_ section: ConfigSection, isOtelcol: Bool) -> Set<PageFormat.Syntax> {
        var offers: Set<PageFormat.Syntax> = [.text, .protobuf, .protobufText, .protobufCompactText]
        if !isOtelcol { offers.insert(.text1) }
        if section.bool("enable_open_metrics", default: false) { offers.formUnion([.openMetrics, .openMetrics0]) }
        return offers
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

    /// `translation_strategy`, and where that isn't written the older `add_metric_suffixes`.
    private static func strategy(_ section: ConfigSection, isOtelcol: Bool) -> TranslationStrategy {
        let key = "translation_strategy"
        let older = "add_metric_suffixes"
        var addsSuffixes = section.bool(older, default: true)
        if section.gates[.disableAddMetricSuffixes] ?? isOtelcol, !addsSuffixes {
            section.warn(at: older, "is ignored, as otelcol has done since 0.154: use \(key)")
            addsSuffixes = true
        }
        guard let name = section.optionalString(key), !name.isEmpty else {
            return addsSuffixes ? .underscoreEscapingWithSuffixes : .underscoreEscapingWithoutSuffixes
        }
        if let strategy = TranslationStrategy(rawValue: name) { return strategy }
        let known = TranslationStrategy.allCases.map(\.rawValue)
        let hint = nearestName(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
        section.fail(at: key, "expected one of \(known.joined(separator: ", ")), found \"\(name)\"\(hint)")
        return .underscoreEscapingWithSuffixes
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

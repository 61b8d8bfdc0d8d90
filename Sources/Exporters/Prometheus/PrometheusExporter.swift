internal import Configuration
internal import Locking
internal import Logging
internal import MetricCore
internal import Pipeline
internal import Serving

/// Keeps the state of every series and serves it as a page for Prometheus.
final class PrometheusExporter: Exporter {
    private let settings: PrometheusSettings
    private let options: PageOptions
    private let logger: Logger
    private let registry: SeriesRegistry
    let page: ServedPage
    private let listener: Listener
    private let conflicts = RepeatLimiter<FamilyConflict>()
    private let failures = RepeatLimiter<String>()
    private let leftOut = RepeatLimiter<String>()
    private let limits: LimitLog

    init(_ settings: PrometheusSettings, _ context: ComponentContext) {
        self.settings = settings
        listener = Listener(settings.listener, context)
        logger = context.logger
        registry = context.registry
        limits = LimitLog(context.logger)
        var options = settings.page
        options.counting.startTime = clockNanoseconds()
        self.options = options
        let writerAttributes = registry.withLock { $0.writerAttributes }
        page = ServedPage(
            Page(options, writerAttributes: writerAttributes), showsValuesBefore: settings.showsValuesBefore
        ) { [logger, leftOut] name in
            guard leftOut.admits(name) else { return }
            logger.warn(
                "A metric isn't shown, since one that came first has lines of that name: rename one of the two",
                ["metric": .string(name)])
        }
    }

    /// What answers scrapes.
    var handler: PageHandler {
        PageHandler(page, offers: settings.offers)
    }

    var isScraped: Bool { true }

    func start() throws(StartError) {
        // Scrapes are few; a second thread keeps one slow reader from holding up another.
        try listener.start(handler, threads: 2)
    }

    /// Removes what has expired, whether anybody scrapes or not.
    func run() async {
        async let _ = listener.run()
        let interval = min(max(settings.expiration, .seconds(1)), .seconds(60))
        while (try? await Task.sleep(for: interval)) != nil {
            page.expire()
            noteLimits()
        }
    }

    func stop() {
        listener.stop()
    }

    func consume(_ batch: borrowing Batch, in request: RawSpan) -> [RejectedPoint] {
        var report = AbsorbReport()
        page.withPage { $0.absorb(batch, in: request, &report) }
        guard !report.unknown.isEmpty else { return rejected(report.refused) }
        while !report.unknown.isEmpty {
            let translations = translate(report.unknown, batch, request)
            page.withPage { $0.absorb(batch, in: request, knowing: translations, &report) }
        }
        for conflict in report.conflicts where conflicts.admits(conflict) { log(conflict) }
        return rejected(report.refused)
    }

    private func rejected(_ refused: [(point: Int, reason: PointRefusal)]) -> [RejectedPoint] {
        guard !refused.isEmpty else { return [] }
        for reason in PointRefusal.allCases {
            limits.note("Data points not kept: \(reason)", count: refused.count { $0.reason == reason })
        }
        return refused.sorted { $0.point < $1.point }.map { RejectedPoint(index: $0.point, reason: "\($0.reason)") }
    }

    func forget(_ series: [SeriesID]) {
        page.withPage { $0.forget(series) }
    }

    private func noteLimits() {
        let counts = page.withPage { $0.takeLimitCounts() }
        limits.note(
            "There are too many series: points of further ones are added up in the overflow series of their metrics",
            count: counts.overflowedPoints)
        limits.note(
            "There are too many streams: those silent for longest count as finished", count: counts.finishedStreams)
        limits.note(
            "Too many finished streams are remembered: those silent for longest are forgotten",
            count: counts.forgottenStreams)
        limits.tellRest()
    }

    // MARK: - New series

    /// Works out how new series are shown. No lock is held while it does.
    private func translate(
        _ unknown: [PointPlace], _ batch: borrowing Batch, _ request: RawSpan
    ) -> [SeriesKey: Result<TranslatedSeries, TranslationError>] {
        var translations: [SeriesKey: Result<TranslatedSeries, TranslationError>] = [:]
        // Points come resource by resource, and a resource may be as large as all of its points.
        var last: (index: Int, resource: TranslatedResource)?
        for point in unknown where translations[point.key] == nil {
            let series = registry.describe(point.key.series)
            let resource: TranslatedResource
            if let last, last.index == point.resource, last.resource.attributes == series.resource {
                resource = last.resource
            } else {
                let group = batch.resources[point.resource]
                let writer = registry.withLock { $0.writer(of: group, of: batch, in: request) }
                resource = TranslatedResource(series.resource, writer: writer, options)
                last = (point.resource, resource)
            }
            let translation = Result { () throws(TranslationError) in
                try TranslatedSeries(series, of: resource, options)
            }
            translations[point.key] = translation
            if case .failure(let error) = translation, failures.admits("\(error)") { logger.error("\(error)") }
        }
        return translations
    }

    private func log(_ conflict: FamilyConflict) {
        guard conflict.isAboutType else {
            logger.info(
                "Instrument description conflict, using existing",
                [
                    "instrument": .string(conflict.family), "existing": .string(conflict.existing),
                    "dropped": .string(conflict.other),
                ])
            return
        }
        logger.error(
            "instrument type conflict, using existing type definition",
            [
                "instrument": .string(conflict.family), "existing": .string(conflict.existing),
                "dropped": .string(conflict.other),
            ])
    }
}

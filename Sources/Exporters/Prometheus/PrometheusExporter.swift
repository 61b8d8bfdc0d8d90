internal import Configuration
internal import Glibc
internal import HTTPServer
internal import Locking
internal import Logging
internal import MetricCore
internal import Pipeline

/// Keeps the newest state of every series and serves it as a page for Prometheus.
final class PrometheusExporter: Exporter {
    private let settings: PrometheusSettings
    private let logger: Logger
    private let registry: SeriesRegistry
    private let page: Locked<Page>
    private let server = HTTPService()
    private let conflicts = RepeatLimiter<FamilyConflict>()
    private let failures = RepeatLimiter<String>()

    init(_ settings: PrometheusSettings, _ context: ComponentContext) {
        self.settings = settings
        logger = context.logger
        registry = context.registry
        page = Locked(Page(settings.page))
    }

    func start() throws(StartError) {
        // Scrapes are few; a second thread keeps one slow reader from holding up another.
        var listening = ServerSettings(host: settings.endpoint.host, port: settings.endpoint.port, threads: 2)
        // A reader that stands still keeps what it hasn't read yet in memory.
        listening.connectionsMax = 256
        listening.idleTimeoutSeconds = 300
        do {
            let port = try server.start(listening, PageHandler { [weak self] in self?.snapshot() })
            logger.info("Starting HTTP server", ["endpoint": .string(settings.endpoint.bound(to: port))])
        } catch {
            throw StartError("\(error)\(error.advice)", at: settings.endpointLocation)
        }
    }

    /// Removes what has expired, whether anybody scrapes or not.
    func run() async {
        let interval = max(settings.expiration, .seconds(1))
        while (try? await Task.sleep(for: interval)) != nil { expire() }
    }

    func stop() {
        server.stop()
    }

    func consume(_ batch: borrowing Batch, in request: RawSpan) -> [RejectedPoint] {
        let unknown = page.withLock { $0.absorb(batch, in: request) }
        guard !unknown.isEmpty else { return [] }
        let translations = translate(unknown, batch, request)
        let found = page.withLock { $0.absorb(unknown, translations, batch, in: request) }
        for conflict in found where conflicts.admits(conflict) { log(conflict) }
        return []
    }

    // MARK: - New series

    /// Works out how new series are shown. No lock is held while it does.
    private func translate(
        _ unknown: [UnknownPoint], _ batch: borrowing Batch, _ request: RawSpan
    ) -> [SeriesKey: TranslatedSeries] {
        var translations: [SeriesKey: TranslatedSeries] = [:]
        var seen: Set<SeriesKey> = []
        // Points come resource by resource, and a resource may be as large as all of its points.
        var last: (index: Int, resource: TranslatedResource)?
        for point in unknown where seen.insert(point.key).inserted {
            let series = registry.withLock { $0.describe(point.key.series) }
            let resource: TranslatedResource
            if let last, last.index == point.resource, last.resource.attributes == series.resource {
                resource = last.resource
            } else {
                let group = batch.resources[point.resource]
                let writer = registry.withLock { $0.writer(of: group, of: batch, in: request) }
                resource = TranslatedResource(series.resource, writer: writer, settings.page)
                last = (point.resource, resource)
            }
            do {
                translations[point.key] = try TranslatedSeries(series, of: resource, settings.page)
            } catch {
                let text = "\(error)"
                if failures.admits(text) { logger.error(text) }
            }
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

    // MARK: - Scrapes

    /// What there is to show, in order.
    func snapshot() -> PageSnapshot {
        expire()
        var snapshot = page.withLock { $0.snapshot() }
        snapshot.sort()
        page.withLock { $0.keepOrder(of: snapshot) }
        return snapshot
    }

    private func expire() {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &now)
        let nanoseconds = UInt64(now.tv_sec) * 1_000_000_000 + UInt64(now.tv_nsec)
        page.withLock { $0.expire(now: nanoseconds) }
    }
}

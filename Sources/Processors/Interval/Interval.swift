internal import Locking
internal import Logging
internal import MetricCore
internal import Pipeline

/// Keeps the newest point of each series, and sends them on at intervals and at the end.
///
/// A million points are kept; further ones pass at once.
final class Interval: HoldingProcessor {
    private let settings: IntervalSettings
    private let registry: SeriesRegistry
    private let sender: HeldSender
    private let newest = Locked(NewestPoints())

    init(_ settings: IntervalSettings, _ context: ComponentContext) {
        self.settings = settings
        registry = context.registry
        sender = HeldSender(context.logger)
    }

    var keepsState: Bool { true }

    func connect(_ outlet: PipelineOutlet) { sender.connect(outlet) }

    func forget(_ series: [SeriesID]) {
        newest.withLock { $0.forget(series) }
    }

    func run() async {
        await Sweep.run(every: settings.interval) { _ in send() }
    }

    func stop() { send() }

    private func send() {
        sender.send { newest.withLock { $0.take() } }
    }

    func process(_ metrics: inout MetricsData) {
        let parents = parents(of: metrics)
        newest.withLock { newest in
            for resource in metrics.resources.indices {
                for scope in metrics.resources[resource].scopes.indices {
                    for metric in metrics.resources[resource].scopes[scope].metrics.indices {
                        let place = NewestPoints.Place(resource: resource, scope: scope, metric: metric)
                        keep(place, of: &metrics, &newest, parents)
                    }
                }
            }
        }
        metrics.changeMetrics { !isKept($0) || !$0.points.isEmpty }
    }

    /// Keeps the points of a metric, all for which there is room.
    private func keep(
        _ place: NewestPoints.Place, of metrics: inout MetricsData, _ newest: inout NewestPoints,
        _ parents: [SeriesID: SeriesParents]
    ) {
        let metric = metrics[place]
        guard isKept(metric), let series = metric.points.first?.origin?.identity.series, let parents = parents[series]
        else { return }
        let rest = metric.points.filter { !newest.keep($0, of: place, in: metrics, parents) }
        metrics[place].points = rest
    }

    /// What the metrics stand under whose points are kept, by the series of their first points.
    private func parents(of metrics: MetricsData) -> [SeriesID: SeriesParents] {
        let series = metrics.resources.lazy.flatMap(\.scopes).flatMap(\.metrics).filter(isKept)
            .compactMap { $0.points.first?.origin?.identity.series }
        let distinct = Set(series)
        return registry.withLock { registry in
            distinct.reduce(into: [:]) { $0[$1] = registry.parents(of: $1) }
        }
    }

    private func isKept(_ metric: Metric) -> Bool {
        let shape = metric.description.shape
        return switch shape.type {
        case .empty: false
        case .gauge, .summary: !settings.passThrough.contains(shape.type)
        case .sum: shape.temporality == .cumulative && shape.isMonotonic
        case .histogram, .exponentialHistogram: shape.temporality == .cumulative
        }
    }
}

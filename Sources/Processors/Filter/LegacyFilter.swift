internal import Configuration
internal import MetricCore
internal import Pipeline

/// Keeps the metrics that are included, without those that are excluded.
struct LegacyFilter: Sendable {
    let include: LegacyMatch?
    let exclude: LegacyMatch?

    /// Reads the section.
    init(_ section: ConfigSection) {
        include = section.sectionIfWritten("include", LegacyMatch.init)
        exclude = section.sectionIfWritten("exclude", LegacyMatch.init)
    }

    /// Whether a metric is kept. What is included must have all that is asked for, what is excluded some of it.
    func keeps(
        _ metric: MetricDescription, points: some Sequence<[Attribute]>, resource: [Attribute]
    ) -> Bool {
        if include?.isFulfilled(byResource: resource) == false { return false }
        if include?.isFulfilled(by: metric, points: points) == false { return false }
        return exclude?.isFulfilled(byResource: resource) != true
            && exclude?.isFulfilled(by: metric, points: points) != true
    }

    /// Whether anything is asked for.
    var isEmpty: Bool {
        matches.allSatisfy { $0.condition == nil && $0.resource.isEmpty }
    }

    /// Whether it takes all points of a metric to decide.
    var needsPoints: Bool {
        matches.contains { if case .expressions? = $0.condition { true } else { false } }
    }

    /// Whether it looks at an attribute of resources with that key.
    func asksForResource(_ key: String) -> Bool {
        matches.contains { $0.resource.contains { $0.key == key } }
    }

    private var matches: [LegacyMatch] { [include, exclude].compactMap(\.self) }
}

extension LegacyFilter: SeriesProcessor {
    var stopsEmptyRequests: Bool { true }

    /// Decides about the metric of a series by its name and resource.
    func process(_ series: SeriesDescription) -> SeriesDescription? {
        // A resource or scope that came without metrics goes, as one does of which none is left.
        let isNothing = series.metric.shape.type == .empty && series.metric.name.isEmpty
        return !isNothing && keeps(series.metric, points: [], resource: series.resource) ? series : nil
    }
}

/// Keeps the metrics of a request that a filter keeps, by all of their points.
final class LegacyRequestFilter: MetricsProcessor {
    private let filter: LegacyFilter

    init(_ filter: LegacyFilter) {
        self.filter = filter
    }

    var stopsEmptyRequests: Bool { true }

    func process(_ metrics: inout MetricsData) {
        for index in metrics.resources.indices { keep(&metrics.resources[index]) }
        metrics.resources.removeAll(where: \.scopes.isEmpty)
    }

    private func keep(_ resource: inout ResourceMetrics) {
        let attributes = resource.resource.attributes
        for index in resource.scopes.indices {
            resource.scopes[index].metrics.removeAll { metric in
                let points = metric.points.lazy.map(\.attributes)
                return !filter.keeps(metric.description, points: points, resource: attributes)
            }
        }
        resource.scopes.removeAll(where: \.metrics.isEmpty)
    }
}

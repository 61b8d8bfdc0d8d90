internal import MetricCore

/// Goes through the items of one level of a request, in order.
///
/// What stands above an item is moved into the context, and back when its items are done, so nothing is copied; an
/// error on the way leaves the request in pieces, for it to be given up.
struct RequestWalk {
    typealias Visit<Failure: Error> = (inout StatementContext) throws(Failure) -> Void

    /// How many metrics functions may make of those of one scope: statements visit what they made, so they might never
    /// end.
    private static let madeMetricsLimit = 10_000

    let level: StatementLevel
    /// Whether a metric's points are to be seen while statements run on one of them.
    let keepsPoints: Bool
    /// Whether what statements keep stays from item to item.
    private let sharesCache: Bool
    private(set) var context = StatementContext()

    /// - Parameter sharedCache: What statements have kept so far, if they share it.
    init(level: StatementLevel, keepsPoints: Bool = false, sharedCache: [Attribute]? = nil) {
        self.level = level
        self.keepsPoints = keepsPoints
        sharesCache = sharedCache != nil
        context.cache = sharedCache ?? []
    }

    /// Calls `visit` for each item.
    mutating func visit<Failure>(_ metrics: inout MetricsData, _ visit: Visit<Failure>) throws(Failure) {
        context.client = metrics.client
        for index in metrics.resources.indices {
            swap(&context.resource, &metrics.resources[index])
            if level == .resource {
                try call(visit)
            } else {
                var scopes: [ScopeMetrics] = []
                swap(&scopes, &context.resource.scopes)
                try visitScopes(&scopes, visit)
                context.resource.scopes = scopes
            }
            swap(&context.resource, &metrics.resources[index])
        }
    }

    private mutating func visitScopes<Failure>(
        _ scopes: inout [ScopeMetrics], _ visit: Visit<Failure>
    ) throws(Failure) {
        for index in scopes.indices {
            swap(&context.scope, &scopes[index])
            if level == .scope {
                try call(visit)
            } else {
                var metrics: [Metric] = []
                swap(&metrics, &context.scope.metrics)
                try visitMetrics(&metrics, visit)
                context.scope.metrics = metrics
            }
            swap(&context.scope, &scopes[index])
        }
    }

    private mutating func visitMetrics<Failure>(_ metrics: inout [Metric], _ visit: Visit<Failure>) throws(Failure) {
        let limit = metrics.count + Self.madeMetricsLimit
        var index = 0
        while index < metrics.count {
            swap(&context.metric, &metrics[index])
            if level == .metric {
                try call(visit)
            } else {
                var points = context.metric.points
                if !keepsPoints { context.metric.points = [] }
                try visitPoints(&points, visit)
                context.metric.points = points
            }
            swap(&context.metric, &metrics[index])
            metrics += context.madeMetrics.prefix(limit - metrics.count)
            context.madeMetrics = []
            index += 1
        }
    }

    private mutating func visitPoints<Failure>(_ points: inout [PointContents], _ visit: Visit<Failure>) throws(Failure)
    {
        for index in points.indices {
            swap(&context.point, &points[index])
            if level == .datapoint {
                try call(visit)
            } else {
                var exemplars: [Exemplar] = []
                swap(&exemplars, &context.point.exemplars)
                for index in exemplars.indices {
                    swap(&context.exemplar, &exemplars[index])
                    try call(visit)
                    swap(&context.exemplar, &exemplars[index])
                }
                context.point.exemplars = exemplars
            }
            swap(&context.point, &points[index])
        }
    }

    private mutating func call<Failure>(_ visit: Visit<Failure>) throws(Failure) {
        if !sharesCache { context.cache = [] }
        try visit(&context)
    }
}

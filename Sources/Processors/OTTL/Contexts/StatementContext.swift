import MetricCore

/// What a statement runs on: an item of a request, with all that stands above it.
///
/// What stands below the item isn't there while the statement runs: a resource has no scopes, a scope no metrics, and
/// for a point's statements a metric has no points.
struct StatementContext: Sendable {
    var resource: ResourceMetrics
    var scope: ScopeMetrics
    var metric: Metric
    var point: PointContents
    var exemplar: Exemplar
    /// The request that the item came with, if somebody asks for that.
    var client: ClientInformation?
    /// What statements keep for each other while they run on one item.
    var cache: [Attribute] = []
    /// Metrics that functions have made, which come behind the others of the scope.
    var madeMetrics: [Metric] = []

    init(
        resource: ResourceMetrics = ResourceMetrics(), scope: ScopeMetrics = ScopeMetrics(),
        metric: Metric = Metric(description: MetricDescription(name: "", shape: MetricShape(type: .empty))),
        point: PointContents = PointContents(value: .number(.none)), exemplar: Exemplar = Exemplar()
    ) {
        self.resource = resource
        self.scope = scope
        self.metric = metric
        self.point = point
        self.exemplar = exemplar
    }

    /// The maps of a context.
    enum Map: Sendable {
        case resource, scope, metadata, point, exemplar, cache
    }

    subscript(map: Map) -> [Attribute] {
        _read {
            switch map {
            case .resource: yield resource.resource.attributes
            case .scope: yield scope.scope.attributes
            case .metadata: yield metric.metadata
            case .point: yield point.attributes
            case .exemplar: yield exemplar.filteredAttributes
            case .cache: yield cache
            }
        }
        _modify {
            switch map {
            case .resource: yield &resource.resource.attributes
            case .scope: yield &scope.scope.attributes
            case .metadata: yield &metric.metadata
            case .point: yield &point.attributes
            case .exemplar: yield &exemplar.filteredAttributes
            case .cache: yield &cache
            }
        }
    }
}

/// The items of a request that statements run on, from the highest to the lowest.
enum StatementLevel: Int, CaseIterable, Comparable, Sendable {
    case resource, scope, metric, datapoint, exemplar

    static func < (left: StatementLevel, right: StatementLevel) -> Bool { left.rawValue < right.rawValue }

    /// The level that a path's first field, or a configuration, names.
    init?(_ name: String) {
        switch name {
        case "resource": self = .resource
        case "scope", "instrumentation_scope": self = .scope
        case "metric": self = .metric
        case "datapoint": self = .datapoint
        case "exemplar": self = .exemplar
        default: return nil
        }
    }

    /// What paths and configurations call it.
    var name: String {
        switch self {
        case .resource: "resource"
        case .scope: "scope"
        case .metric: "metric"
        case .datapoint: "datapoint"
        case .exemplar: "exemplar"
        }
    }
}

public import MetricCore

/// Changes what a series is called, or drops it, by nothing but its identity: names, attributes, scope and resource.
///
/// It runs once per series; what it made is remembered as the series' ``Route``. So it must be a pure function.
public protocol SeriesProcessor: Sendable {
    /// The series that points of `series` go on as; nil drops them. The metric's type must stay: its points have it.
    ///
    /// The resource is without what names the writer, unless the processor is a step of
    /// ``ProcessorStep/eachPoint(_:_:)``.
    func process(_ series: SeriesDescription) -> SeriesDescription?

    /// What becomes of resources, scopes and metrics that came without points.
    var emptyGroups: EmptyGroups { get }

    /// Whether a request ends here of which nothing at all is left.
    var stopsEmptyRequests: Bool { get }
}

/// What a processor does to groups that hold nothing.
public enum EmptyGroups: Int, Sendable {
    /// They stay.
    case keep
    /// Resources without scopes, and scopes without metrics, are taken out.
    case dropScopes
    /// Metrics without points are taken out too, unless they have no data at all.
    case dropMetrics
}

extension SeriesProcessor {
    /// They stay.
    public var emptyGroups: EmptyGroups { .keep }
    /// It goes on.
    public var stopsEmptyRequests: Bool { false }
}

/// Changes what a request brought as a whole: by values or times, or by more than one point.
///
/// Several threads call at once.
public protocol MetricsProcessor: Component {
    /// Changes it. A point that continues another's stream keeps its ``PointContents/origin``; one that is made of
    /// several has none.
    ///
    /// - Throws: ``Refusal``; the receiver tells the sender.
    func process(_ metrics: inout MetricsData) throws(Refusal)

    /// Whether it keeps something under ``PointOrigin/identity``: it is given trees in which every point has one, and
    /// none of an earlier processor's making has that of another point.
    var keepsState: Bool { get }

    /// Whether it looks at ``MetricsData/client``, which is found out only then.
    var looksAtClient: Bool { get }

    /// Whether a request ends here of which nothing at all is left.
    var stopsEmptyRequests: Bool { get }

    /// Drops all that it has under these ids, received or not, which come to name other series when the call returns.
    func forget(_ series: [SeriesID])
}

extension MetricsProcessor {
    /// It keeps nothing.
    public var keepsState: Bool { false }
    /// It doesn't.
    public var looksAtClient: Bool { false }
    /// It goes on.
    public var stopsEmptyRequests: Bool { false }
    /// Has nothing under the ids of series.
    public func forget(_ series: [SeriesID]) {}
    /// Has nothing to take.
    public func start() throws(StartError) {}
    /// Has nothing to give back.
    public func stop() {}
}

/// Changes nothing of a request but its points' plain values, or drops points, whatever the other points are: where no
/// tree is made for others, it works on the batch as it is.
public protocol PointsProcessor: MetricsProcessor {
    /// Does to the points of a batch what ``MetricsProcessor/process(_:)`` does to those of a tree.
    func process(_ batch: inout Batch)
}

/// Keeps metrics back, and sends them on later by itself.
public protocol HoldingProcessor: MetricsProcessor {
    /// Is told the way on, once, before it is started.
    func connect(_ outlet: PipelineOutlet)
}

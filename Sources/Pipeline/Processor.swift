public import MetricCore

/// Changes what a series is called, or drops it, by nothing but its identity: names, attributes, scope and resource.
///
/// It runs once per series; what it made is remembered as the series' ``Route``. So it must be a pure function.
public protocol SeriesProcessor: Sendable {
    /// The series that points of `series` go on as; nil drops them. The metric's type must stay: its points have it.
    func process(_ series: SeriesDescription) -> SeriesDescription?
}

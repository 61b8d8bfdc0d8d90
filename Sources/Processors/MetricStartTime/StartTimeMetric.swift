internal import MetricCore

extension MetricStartTimeSettings.StartTimeMetric {
    /// What the first such metric of a request says, in nanoseconds since 1970; nil if there is none, or it makes no
    /// sense.
    func startTime(in metrics: MetricsData) -> UInt64? {
        let all = metrics.resources.lazy.flatMap(\.scopes).flatMap(\.metrics)
        for metric in all where matches(metric.description.name) {
            guard case .number(let value)? = metric.points.first?.value else { continue }
            return nanoseconds(ofSeconds: value.asDouble)
        }
        return nil
    }
}

/// Seconds since 1970 in nanoseconds; nil if they are none, or beyond what nanoseconds can say.
private func nanoseconds(ofSeconds seconds: Double) -> UInt64? {
    // A product would lose digits that the seconds have.
    let whole = seconds.rounded(.down)
    guard whole > 0, whole < Double(UInt64.max / 1_000_000_000) else { return nil }
    return UInt64(whole) * 1_000_000_000 + UInt64(((seconds - whole) * 1e9).rounded())
}

internal import MetricCore
internal import Pipeline

/// Brings Airflow's timers to one unit, values and all.
final class TimerConversion: MetricsProcessor {
    private let unit: TimerUnit
    /// What timers without a unit are measured in; nil if their sender's version says it.
    private let unitOfOthers: TimerUnit?

    init(to unit: TimerUnit, from unitOfOthers: TimerUnit?) {
        self.unit = unit
        self.unitOfOthers = unitOfOthers
    }

    func process(_ metrics: inout MetricsData) {
        for resource in metrics.resources.indices {
            for scope in metrics.resources[resource].scopes.indices {
                let description = metrics.resources[resource].scopes[scope].scope
                for metric in metrics.resources[resource].scopes[scope].metrics.indices {
                    convert(&metrics.resources[resource].scopes[scope].metrics[metric], of: description)
                }
            }
        }
    }

    private func convert(_ metric: inout Metric, of scope: ScopeDescription) {
        guard let sent = unit(of: metric.description, in: scope) else { return }
        metric.description.unit = unit.symbol
        if sent == unit { return }
        for point in metric.points.indices { metric.points[point].convert(from: sent, to: unit) }
    }

    /// What a metric's values are measured in; nil if it is no timer of Airflow's.
    private func unit(of metric: MetricDescription, in scope: ScopeDescription) -> TimerUnit? {
        guard let name = AirflowName(metric.name, in: scope) else { return nil }
        let modern = LegacyNames.legacy(name.own)?.modern ?? String(name.own)
        guard AirflowTimers.names.contains(modern) else { return nil }
        // Airflow 3 hands over seconds here, whatever it says.
        if modern == "dag_processing.last_duration", !scope.isEarlyAirflows { return .seconds }
        if !metric.unit.isEmpty { return TimerUnit(metric.unit) }
        return unitOfOthers ?? (scope.isEarlyAirflows ? .seconds : .milliseconds)
    }
}

extension PointContents {
    /// Converts what was measured. Numbers become fractions, since whole ones would be cut.
    fileprivate mutating func convert(from sent: TimerUnit, to unit: TimerUnit) {
        let converted = { unit.value(of: $0, in: sent) }
        switch value {
        case .number(.none): break
        case .number(let number): value = .number(.double(converted(number.asDouble)))
        case .histogram(var histogram):
            histogram.sum = histogram.sum.map(converted)
            histogram.min = histogram.min.map(converted)
            histogram.max = histogram.max.map(converted)
            histogram.bounds = histogram.bounds.map(converted)
            value = .histogram(histogram)
        case .exponentialHistogram(var histogram):
            histogram.sum = histogram.sum.map(converted)
            histogram.min = histogram.min.map(converted)
            histogram.max = histogram.max.map(converted)
            histogram.buckets.move(byDoublings: unit == .seconds ? -10 : 10)
            value = .exponentialHistogram(histogram)
        case .summary(var summary):
            summary.sum = converted(summary.sum)
            for index in summary.quantiles.indices {
                summary.quantiles[index].value = converted(summary.quantiles[index].value)
            }
            value = .summary(summary)
        }
        for index in exemplars.indices where exemplars[index].value != NumberValue.none {
            exemplars[index].value = .double(converted(exemplars[index].value.asDouble))
        }
    }
}

extension ExponentialBuckets {
    /// Multiplies by a power of two, the one next to 1000 or its inverse, so that buckets fall on buckets.
    ///
    /// 1024 for 1000 is an error of 2.4 %, the same at any scale. Going to the next bucket instead would be nearer at
    /// fine scales, but a histogram gets coarser while it counts, and its values would then move to other buckets: a
    /// bucket that falls is taken for a counter that began anew.
    fileprivate mutating func move(byDoublings doublings: Int) {
        zeroThreshold *= doublings < 0 ? 1 / 1024 : 1024
        positive.move(byDoublings: doublings, scale: scale)
        negative.move(byDoublings: doublings, scale: scale)
    }
}

extension ExponentialBucketCounts {
    fileprivate mutating func move(byDoublings doublings: Int, scale: Int32) {
        guard !counts.isEmpty else { return }
        // At scales below 0 a bucket is wider than a doubling; above 32 it would go further than any index.
        let buckets = Double(sign: .plus, exponent: Int(min(scale, 32)), significand: Double(doublings)).rounded()
        offset = Int32(clamping: Int64(offset) + Int64(buckets))
    }
}

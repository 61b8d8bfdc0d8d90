import MetricCore
import TestRandom

/// What a process measures for one series: it changes at random, and can say at any time how it stands.
struct RandomInstrument {
    /// How the numbers of a sender look.
    enum Style: CaseIterable { case whole, huge, fractions, mixed }

    let metric: SentMetric
    let label: String?
    private let style: Style
    var start: UInt64
    /// Whether it has something to say, as far as deltas go.
    private(set) var isChanged = false
    /// Whether it has said that it has no value any more, and nothing since.
    var hasEnded = false

    /// A sum, in 1024ths, or the sum of a histogram's values.
    private var units: Int64 = 0
    private var bounds: [Double] = []
    private var counts: [UInt64] = []
    private var recorder: ExponentialRecorder

    init(_ metric: SentMetric, label: String?, start: UInt64, bounds: [Double], _ random: inout SplitMix64) {
        self.metric = metric
        self.label = label
        self.start = start
        // A gauge's values are told apart by what they are, not by how they are written.
        let styles: [Style] = metric.kind == .gauge ? [.whole, .fractions] : [.whole, .fractions, .mixed]
        style = random.chance(20) ? .huge : random.among(styles)
        recorder = ExponentialRecorder(
            bucketLimit: random.among([8, 20, 20, 160]), zeroThreshold: random.among([0, 0, 0, 0.25, 2]))
        begin(at: start, bounds: bounds)
    }

    /// Begins to measure anew.
    mutating func begin(at start: UInt64, bounds: [Double]) {
        self.start = start
        isChanged = false
        guard metric.kind != .gauge else { return }
        units = 0
        self.bounds = bounds
        counts = [UInt64](repeating: 0, count: bounds.count + 1)
        recorder.reset()
    }

    mutating func record(_ random: inout SplitMix64) {
        isChanged = true
        hasEnded = false
        switch metric.kind {
        case .counter: units += amount(&random)
        case .upDownCounter: units += random.chance(2) ? amount(&random) : -amount(&random)
        case .gauge: setGauge(&random)
        case .histogram, .summary:
            let value = Int64(random.below(16 << 10))
            units += value
            counts[bounds.firstIndex { Double(value) / 1024 <= $0 } ?? bounds.count] += 1
        case .exponentialHistogram:
            let magnitude = Int64(bitPattern: random.next() >> UInt64(30 + random.below(34)))
            recorder.record(random.chance(8) ? -magnitude : magnitude)
        }
    }

    /// Another value than before: a value that comes again is how a copy is known.
    private mutating func setGauge(_ random: inout SplitMix64) {
        let old = units
        while units == old { units = random.chance(4) ? Int64(random.below(4)) << 10 : amount(&random) * 977 }
    }

    private func amount(_ random: inout SplitMix64) -> Int64 {
        switch style {
        case .huge: Int64(bitPattern: random.next() >> 12)
        case .whole: Int64(random.below(5)) << 10
        case .fractions, .mixed: Int64(random.below(5 << 10))
        }
    }

    func value(_ random: inout SplitMix64) -> SentValue {
        switch metric.kind {
        case .counter, .upDownCounter, .gauge: return .number(number(&random))
        case .histogram:
            let count = counts.reduce(0, +)
            return .histogram(SentHistogram(bounds: bounds, counts: counts, count: count, sum: Double(units) / 1024))
        case .exponentialHistogram: return .exponential(recorder.value)
        case .summary:
            return .summary(
                SentSummary(count: counts.reduce(0, +), sum: Double(units) / 1024, quantiles: [0.5: Double(units) / 8]))
        }
    }

    private func number(_ random: inout SplitMix64) -> NumberValue {
        switch style {
        case .huge: .int(units)
        case .whole: .int(units >> 10)
        case .fractions: .double(Double(units) / 1024)
        case .mixed: units % 1024 == 0 && random.chance(2) ? .int(units >> 10) : .double(Double(units) / 1024)
        }
    }
}

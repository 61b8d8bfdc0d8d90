import MetricCore
import TestRandom

/// A process that measures and reports as an SDK in it would.
struct RandomProcess {
    /// What its points say of their time.
    enum Times { case right, none, farAhead }

    private(set) var writer: String?
    private let host: String?
    private let isDelta: Bool
    /// Whether its clock knows no more than milliseconds, so that others begin when it does.
    let isCoarse: Bool
    private let knowsStart: Bool
    let times: Times
    private var instruments: [RandomInstrument] = []
    /// Whether it only repeats what it inherited, as the child of a fork often does.
    private(set) var isFrozen = false

    /// - Parameter clock: Gives a time that nobody else has.
    init(
        writer: String?, in world: RandomWorld, _ random: inout SplitMix64, clock: (_ isCoarse: Bool) -> UInt64
    ) {
        self.writer = writer
        host = random.among(world.hosts)
        isDelta = world.hasDeltas && random.chance(3)
        isCoarse = random.chance(5)
        knowsStart = !random.chance(6)
        // A delta without a start is named by its time, so that has to be right or left out.
        times = random.chance(10) ? random.among(knowsStart || !isDelta ? [.none, .farAhead] : [.none]) : .right
        let collected = clock(isCoarse)
        for (metric, labels) in world.metrics where random.chance(2) {
            var metric = metric
            if isDelta, metric.kind != .gauge, metric.kind != .summary { metric.temporality = .delta }
            // Two exponential histograms of one stream that aren't copies of each other are nothing that is met.
            let mayMeet = isCoarse && (isDelta || writer == nil) || !knowsStart && writer == nil
            if metric.kind == .exponentialHistogram, mayMeet { continue }
            for label in labels where random.chance(2) {
                // A cumulative stream has a start of its own, deltas have that of all.
                let start = start(at: isDelta ? collected : clock(isCoarse), in: world)
                instruments.append(
                    RandomInstrument(metric, label: label, start: start, bounds: world.bounds(since: start), &random))
            }
        }
    }

    private func start(at time: UInt64, in world: RandomWorld) -> UInt64 {
        guard knowsStart else { return 0 }
        return isCoarse ? time - time % world.interval : time
    }

    /// A child of it, which has all that it had.
    func forked(as writer: String?, isFrozen: Bool) -> RandomProcess {
        var child = self
        child.writer = writer
        child.isFrozen = isFrozen
        if !isFrozen { child.instruments.removeAll { $0.metric.kind == .exponentialHistogram } }
        return child
    }

    mutating func measure(_ random: inout SplitMix64) {
        guard !isFrozen else { return }
        for index in instruments.indices where random.chance(2) { instruments[index].record(&random) }
    }

    /// What it says at a time that nobody else has.
    mutating func report(at time: UInt64, in world: RandomWorld, _ random: inout SplitMix64) -> SentResource {
        var points: [SentPoint] = []
        let start = start(at: time, in: world)
        for index in instruments.indices where !instruments[index].hasEnded {
            let instrument = instruments[index]
            if world.hasEnds, !isFrozen, random.chance(30) {
                points.append(point(of: instrument, at: time, value: .end))
                instruments[index].hasEnded = true
            } else if instrument.isChanged || !instrument.metric.isDelta {
                points.append(point(of: instrument, at: time, value: value(of: instrument, &random)))
            }
            if instrument.metric.isDelta { instruments[index].begin(at: start, bounds: world.bounds(since: start)) }
        }
        return SentResource(writer: writer, host: host, points: points)
    }

    /// What an instrument says, which seldom is what nobody can add up.
    private func value(of instrument: RandomInstrument, _ random: inout SplitMix64) -> SentValue {
        var value = instrument.value(&random)
        if instrument.metric.kind != .gauge, random.chance(300) { value.spoil(&random) }
        return value
    }

    private func point(of instrument: RandomInstrument, at time: UInt64, value: SentValue) -> SentPoint {
        let sent =
            switch times {
            case .right: time
            case .none: UInt64(0)
            case .farAhead: time + 3600 * .second
            }
        return SentPoint(
            metric: instrument.metric, label: instrument.label, start: instrument.start, time: sent, value: value)
    }
}

extension SentValue {
    /// Makes it what nobody can add up.
    fileprivate mutating func spoil(_ random: inout SplitMix64) {
        let bad = random.among([Double.nan, .infinity, -.infinity])
        switch self {
        case .number: self = .number(.double(bad))
        case .histogram(var histogram):
            histogram.sum = bad
            self = .histogram(histogram)
        case .exponential(var histogram):
            histogram.sum = bad
            self = .exponential(histogram)
        case .summary, .end: break
        }
    }
}

import MetricCore

/// What a series on the page is made of.
final class CountedCell {
    let name: CellName
    private(set) var streams: [CountedKey: CountedStream] = [:]
    /// What streams came to that are forgotten.
    private var base = Amount()
    private var gauge = GaugeSources()
    private var summary: CountedPoint?
    private(set) var bounds: [Double] = []
    /// The latest start of a stream with these bounds.
    private var latestStart: UInt64 = 0

    /// The smallest scale of all exponential histograms that ever counted.
    private var leastScale = Int.max

    /// When its last point arrived, on the monotonic clock; the number of that point in the order of all arrivals.
    private(set) var updated: UInt64 = 0
    private(set) var sequence = 0
    /// The number of the last page that was begun before it came to the page, or came back.
    private(set) var born: Int
    /// When it left the page.
    private(set) var hiddenSince: UInt64?
    /// How often it has come to the page or left it.
    private(set) var visits = 0
    /// What it came to before that: what those are shown who haven't seen it yet.
    private(set) var before = Amount()

    init(_ name: CellName, born: Int) {
        self.name = name
        self.born = born
    }

    var isShown: Bool { hiddenSince == nil }

    /// Whether it goes up only, so that a scraper must see it where it began.
    var isCount: Bool {
        switch name.kind {
        case .counter, .histogram, .exponentialHistogram: true
        case .upDownCounter, .gauge, .summary: false
        }
    }

    /// What all streams come to.
    var total: Amount {
        var total = base
        for stream in streams.values { total += stream.amount }
        total.exponential.coarsen(to: leastScale)
        return total
    }

    /// What a gauge shows.
    func gaugeValue(_ rules: CountingRules, now: UInt64) -> Double? {
        gauge.value(rules.gauges[name.metric] ?? .last, rules, now: now)
    }

    /// What a summary shows.
    var summaryValue: SentSummary? {
        if case .summary(let value) = summary?.value { value } else { nil }
    }

    // MARK: - Points

    /// Takes a point, if its bounds are right. What names no stream, a delta without start and time, has no key.
    func add(
        _ point: CountedPoint, of received: ReceivedSeries, _ key: CountedKey?, _ rules: CountingRules, now: UInt64,
        sequence: Int, page: Int
    ) {
        if case .histogram(let histogram) = point.value, !fit(histogram, start: key?.start ?? 0) { return }
        if !isShown {
            hiddenSince = nil
            visits += 1
            born = page
        }
        updated = now
        self.sequence = sequence
        switch (name.kind, key) {
        case (.gauge, _):
            let rule = rules.gauges[name.metric] ?? .last
            gauge.add(point, of: received, rule, rules, now: now)
        case (.summary, _):
            if summary.map({ $0.time <= point.time }) ?? true { summary = point }
        case (_, let key?): add(point, to: key, rules, now: now, sequence: sequence)
        case (_, nil):
            base += Amount(point.value)
            leastScale = min(leastScale, base.exponential.scale ?? .max)
        }
    }

    private func add(
        _ point: CountedPoint, to key: CountedKey, _ rules: CountingRules, now: UInt64, sequence: Int
    ) {
        let isNew = streams[key] == nil
        let stream = streams[key] ?? CountedStream(key)
        streams[key] = stream
        stream.add(point, now: now, sequence: sequence)
        leastScale = min(leastScale, stream.amount.exponential.scale ?? .max)
        // Somebody counted this before.
        if isNew, isCount, stream.isInherited(startTime: rules.startTime) { before += stream.amount }
    }

    /// Looks whether a histogram's bounds are those of the cell, or come after them: then the cell begins anew.
    private func fit(_ histogram: SentHistogram, start: UInt64) -> Bool {
        let isNew = updated == 0
        if isNew || histogram.bounds != bounds {
            guard isNew || isAfter(start, histogram.bounds) else { return false }
            for stream in streams.values { stream.clear() }
            base = Amount()
            before = Amount()
            bounds = histogram.bounds
            latestStart = start
        }
        latestStart = max(latestStart, start)
        return true
    }

    private func isAfter(_ start: UInt64, _ others: [Double]) -> Bool {
        guard start == latestStart else { return start > latestStart }
        return bounds.map(\.bitPattern).lexicographicallyPrecedes(others.map(\.bitPattern))
    }

    // MARK: - Ending

    /// Finishes and forgets the streams that have been silent for long enough.
    func endStreams(_ rules: CountingRules, now: UInt64) {
        for (key, stream) in streams {
            let silence = now - stream.heard
            if silence >= rules.streamTimeout { finish(key) }
            if silence >= stream.memory(rules) { forget(key) }
        }
    }

    /// Ends a stream that may be heard again.
    func finish(_ key: CountedKey) {
        if streams[key]?.isGoneWhenFinished == true { streams[key] = nil }
        streams[key]?.isFinished = true
    }

    /// Keeps of a stream only what it came to.
    func forget(_ key: CountedKey) {
        if let stream = streams.removeValue(forKey: key) { base += stream.amount }
    }

    /// Takes the series off the page.
    func hide(now: UInt64) {
        hiddenSince = now
        visits += 1
        before = total
    }
}

/// A series as it is on the page.
struct CellName: Hashable {
    let metric: String
    let kind: SentMetric.Kind
    var label: String?
    var instance: String?
    /// Whether it takes the series that are beyond a limit.
    var isOverflow = false
}

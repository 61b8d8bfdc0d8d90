import MetricCore

/// Who reports a gauge, and what it shows of what they say.
struct GaugeSources {
    private struct Key: Hashable {
        let received: ReceivedSeries
        let writer: String?
    }

    /// One writer of one series as received, with all its points. That there is no value is a value like any other.
    private struct Source {
        let key: Key
        /// Who came before it.
        let order: Int
        var points: [CountedPoint] = []
        var heard: UInt64 = 0

        var newest: CountedPoint? { points.max { $0.isEarlier(than: $1) } }
        var first: CountedPoint? { points.min { $0.isEarlier(than: $1) } }

        /// The newest point with another value than the newest one's.
        private var other: CountedPoint? {
            points.filter { $0.value.asDouble != newest?.value.asDouble }.max { $0.isEarlier(than: $1) }
        }

        /// Whether it has sent one value only.
        var isConstant: Bool { other == nil }

        /// Whether a child of its process might have inherited a value from it.
        func isKnown(for value: Double?) -> Bool {
            [first, newest, other].compactMap { $0 }.contains { $0.value.asDouble == value }
        }
    }

    private var sources: [Key: Source] = [:]
    private var sourceCount = 0
    /// The newest of what those said who had to go.
    private var candidate: CountedPoint?

    mutating func add(
        _ point: CountedPoint, of received: ReceivedSeries, _ rule: CountingRules.GaugeRule,
        _ rules: CountingRules, now: UInt64
    ) {
        let key = Key(received: received, writer: point.writer)
        if sources[key] == nil { makeRoom(rule, rules, now: now) }
        sourceCount += 1
        var source = sources[key] ?? Source(key: key, order: sourceCount)
        source.points.append(point)
        source.heard = now
        sources[key] = source
    }

    /// A new source takes the place of those whose values aren't added or compared any more, or of the one that has
    /// been silent for longest.
    private mutating func makeRoom(_ rule: CountingRules.GaugeRule, _ rules: CountingRules, now: UInt64) {
        if rule != .last { sources = sources.filter { now - $0.value.heard <= rules.expiration } }
        guard sources.count >= (rule == .last ? CountingRules.sourceLimit : CountingRules.combinedSourceLimit),
            let silent = sources.values.min(by: { ($0.heard, $0.order) < ($1.heard, $1.order) }),
            let newest = silent.newest
        else { return }
        if rule == .last, !isCopy(silent, rules, now: now), candidate.map({ $0.isEarlier(than: newest) }) ?? true {
            candidate = newest
        }
        sources[silent.key] = nil
    }

    /// What is shown; nil if there is nothing to show.
    func value(_ rule: CountingRules.GaugeRule, _ rules: CountingRules, now: UInt64) -> Double? {
        let originals = sources.values.filter { !isCopy($0, rules, now: now) }
        guard rule != .last else {
            let all = originals.compactMap(\.newest) + [candidate].compactMap { $0 }
            return all.max { $0.isEarlier(than: $1) }?.value.asDouble
        }
        let values = originals.filter { now - $0.heard <= rules.expiration }.compactMap(\.newest?.value)
        switch rule {
        case .max: return values.compactMap(\.asDouble).max()
        case .min: return values.compactMap(\.asDouble).min()
        case .last, .sum:
            let numbers = values.filter { $0 != .end }
            return numbers.isEmpty ? nil : numbers.reduce(Amount()) { $0 + Amount($1) }.sum
        }
    }

    /// Whether a source has only repeated yet what another had said before it that is still heard of.
    private func isCopy(_ source: Source, _ rules: CountingRules, now: UInt64) -> Bool {
        guard source.isConstant, let first = source.first else { return false }
        return sources.values.contains { other in
            guard other.key != source.key, other.key.received == source.key.received else { return false }
            guard now - other.heard < rules.streamTimeout, let before = other.first else { return false }
            return before.time < first.time && other.isKnown(for: first.value.asDouble)
        }
    }
}

extension SentValue {
    /// The number, if it is one.
    fileprivate var asDouble: Double? {
        if case .number(let number) = self { number.asDouble } else { nil }
    }
}

import TestRandom

/// A random script that found a difference.
struct CountingFailure: CustomStringConvertible {
    let description: String

    /// Plays a script. Nil if there is no difference.
    ///
    /// - Parameters:
    ///   - limit: How many events the script may have.
    ///   - duration: How long to look for a shorter script.
    init?<Subject: CountingSubject>(
        seed: UInt64, atMost limit: Int, shrinkingFor duration: Duration, _ type: Subject.Type,
        played: (Int) -> Void = { _ in }
    ) throws {
        let script = CountingScript(seed: seed, atMost: limit)
        guard let difference = try script.difference(from: type) else {
            played(script.eventCount)
            return nil
        }
        let metric = script.rules.metric(of: difference.line)
        let short = try script.shrunk(from: type, metric: metric, until: .now + duration)
        let shortDifference = try short.difference(from: type) ?? difference
        let event = script.steps[...difference.step].reduce(0) { $0 + $1.eventCount }
        let metricToShow = short.eventCount <= 60 ? nil : script.rules.metric(of: shortDifference.line)
        description = """
            COUNTING_SEED=\(seed), event \(event): \(difference.text)
            \(script.rules)
            In \(short.steps.count) of \(script.steps.count) steps: \(shortDifference.text)
            \(short.text(ofMetric: metricToShow, limit: 60))
            """
    }
}

extension CountingScript {
    /// A random script. How long it is goes by the seed as well; a shorter one is the beginning of a longer one.
    init(seed: UInt64, atMost limit: Int) {
        var random = SplitMix64(seed: seed)
        let eventCount = random.among([1000, 1000, 3000, 3000, 10_000, 50_000])
        self = RandomScript(seed: random.next(), eventCount: min(eventCount, limit)).script
    }
}

extension CountingScript.Difference {
    fileprivate var text: String {
        let expected = expected.map { "\($0)" } ?? "no line"
        let found = found.map { "\($0)" } ?? "no line"
        let others = lineCount > 1 ? " (and \(lineCount - 1) other lines)" : ""
        return "\(line) is \(found), the model says \(expected)\(others)"
    }
}

extension CountingRules {
    /// The metric that a line is of, by the names that random metrics have.
    fileprivate func metric(of line: String) -> String {
        let name = line.prefix { $0 != "{" }
        return gauges.keys.filter { name.hasPrefix($0) }.max { $0.count < $1.count } ?? String(name)
    }
}

/// The seeds of many scripts, the first of which is given.
struct CountingSeeds {
    private var upcoming: UInt64

    init(first: UInt64) {
        upcoming = first
    }

    mutating func next() -> UInt64 {
        defer {
            var random = SplitMix64(seed: upcoming)
            upcoming = random.next()
        }
        return upcoming
    }
}

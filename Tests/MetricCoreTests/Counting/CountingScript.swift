import MetricCore

/// What happens to a page, from its beginning on.
struct CountingScript {
    /// Something that happens, and when: in nanoseconds of the monotonic clock, and of the one on the wall.
    struct Step {
        var action: Action
        var now: UInt64
        var wall: UInt64
    }

    enum Action {
        case push(SentRequest)
        case scrape(by: Int?, isCompleted: Bool)
        case expire
    }

    /// A line of the page on which two don't agree, and how many there are.
    struct Difference {
        let line: String
        let lineCount: Int
        /// As the model has it; nil if it hasn't.
        let expected: Double?
        let found: Double?
        /// The step after which they didn't agree.
        let step: Int
    }

    let rules: CountingRules
    var steps: [Step] = []

    /// How many points are pushed, and pages made or expired.
    var eventCount: Int { steps.reduce(0) { $0 + $1.eventCount } }

    /// Plays the script to the model and to another, and looks whether each page of the one is that of the other.
    func difference<Subject: CountingSubject>(from type: Subject.Type) throws -> Difference? {
        var model = CountingModel(rules)
        var subject = Subject(rules)
        for (index, step) in steps.enumerated() {
            switch step.action {
            case .push(let request):
                model.push(request, now: step.now, wall: step.wall)
                try subject.push(request, now: step.now, wall: step.wall)
            case .scrape(let scraper, let isCompleted):
                let expected = model.scrape(by: scraper, isCompleted: isCompleted, now: step.now, wall: step.wall)
                let found = try subject.scrape(by: scraper, isCompleted: isCompleted, now: step.now, wall: step.wall)
                let lines = Self.differingLines(expected, found)
                guard let line = lines.min() else { continue }
                return Difference(
                    line: line, lineCount: lines.count, expected: expected[line], found: found[line], step: index)
            case .expire:
                model.expire(now: step.now, wall: step.wall)
                try subject.expire(now: step.now, wall: step.wall)
            }
        }
        return nil
    }

    private static func differingLines(_ left: [String: Double], _ right: [String: Double]) -> [String] {
        let differing = left.filter { line, value in !(right[line].map { areEqual(value, $0) } ?? false) }.keys
        return Array(differing) + right.keys.filter { left[$0] == nil }
    }

    /// Whole numbers have to be the same; of others, those of which not all digits fit a double may differ in the last.
    private static func areEqual(_ left: Double, _ right: Double) -> Bool {
        if left == right { return true }
        let isWhole = left == left.rounded() && right == right.rounded() && max(abs(left), abs(right)) < 0x1p53
        return !isWhole && abs(left - right) <= 1e-12 * max(abs(left), abs(right))
    }
}

extension CountingScript.Step {
    var eventCount: Int {
        if case .push(let request) = action { request.pointCount } else { 1 }
    }
}

import TestRandom

/// Makes a script of what may happen between processes and a page, all from one seed.
struct RandomScript {
    private let world: RandomWorld
    private var random: SplitMix64
    private var network = RandomNetwork()
    private var processes: [RandomProcess] = []
    private var writerCount = 0
    private(set) var script: CountingScript
    /// Nanoseconds since the page began.
    private var elapsed: UInt64 = 0
    /// The last time that a process was given.
    private var lastTime: UInt64 = 0
    /// By how much the clock on the wall is wrong.
    private var wallError: Int64 = 0

    /// What the monotonic clock shows at the beginning.
    private static let beginning: UInt64 = 1000 * .second

    init(seed: UInt64, eventCount: Int) {
        random = SplitMix64(seed: seed)
        world = RandomWorld(&random)
        script = CountingScript(rules: world.rules)
        var count = 0
        while count < eventCount {
            let first = script.steps.count
            step()
            count += script.steps[first...].reduce(0) { $0 + $1.eventCount }
        }
        scrape()
    }

    private mutating func step() {
        pass()
        switch random.below(100) {
        case ..<8: spawn()
        case ..<12: fork()
        case ..<17: if !processes.isEmpty { processes.remove(at: random.below(processes.count)) }
        case ..<20: add(.expire)
        case ..<32: scrape()
        case ..<42: network.retry(&random).map { push($0) }
        case ..<43: wallError = random.among([0, 0, 60, -60, 900, -900, 86_400]) * 1_000_000_000
        default: report()
        }
        for request in network.deliver(&random) { push(request) }
    }

    /// Lets time pass: mostly so little that processes report when they do, rarely as much as makes things end.
    private mutating func pass() {
        elapsed += 1 + UInt64(random.below(Int(world.interval) / max(processes.count, 1)))
        guard random.chance(200) else { return }
        let rules = world.rules
        let long = random.among([
            rules.streamTimeout, rules.streamMemory, rules.expiration, rules.totalRetention,
            CountingRules.scraperMemory,
        ])
        // What is due is ended now and then meanwhile.
        let pieces = 8
        let duration = Double(long) * random.among([0.5, 1.01, 1.5])
        for _ in 0..<pieces {
            elapsed += UInt64(duration) / UInt64(pieces)
            add(.expire)
        }
    }

    // MARK: - Processes

    private mutating func spawn() {
        guard processes.count < world.processLimit else { return }
        let writer = random.chance(5) ? nil : newWriter()
        // Some have been there for longer than the page.
        let age = random.chance(5) ? 10 * world.interval : 0
        var last = max(lastTime, clock)
        let process = RandomProcess(writer: writer, in: world, &random) { isCoarse in
            last = Self.time(after: last, isCoarse: isCoarse)
            return last - age
        }
        lastTime = last
        processes.append(process)
    }

    /// A child says once more what its parent had to say, under an id of its own, the parent's, or none.
    private mutating func fork() {
        guard let parent = processes.randomElement(using: &random) else { return }
        let childCount = random.chance(50) ? CountingRules.writerLimit + 6 : 1
        for _ in 0..<childCount {
            let writer = random.chance(4) ? parent.writer : parent.writer.map { _ in newWriter() }
            let child = parent.forked(as: writer, isFrozen: !random.chance(4))
            if childCount == 1, processes.count < world.processLimit {
                processes.append(child)
            } else {
                report(child)
            }
        }
    }

    private mutating func report() {
        guard !processes.isEmpty else { return }
        let index = random.below(processes.count)
        processes[index].measure(&random)
        processes[index] = report(processes[index])
    }

    /// Sends what a process has to say. Tells how the process goes on.
    @discardableResult
    private mutating func report(_ process: RandomProcess) -> RandomProcess {
        var process = process
        lastTime = Self.time(after: max(lastTime, clock), isCoarse: process.isCoarse)
        let resource = process.report(at: lastTime, in: world, &random)
        if !resource.points.isEmpty {
            network.send(resource, isAlone: process.times != .right, &random)
        }
        return process
    }

    private mutating func newWriter() -> String {
        writerCount += 1
        return "w\(writerCount)"
    }

    // MARK: - Time

    /// The senders' clock, which is right.
    private var clock: UInt64 { world.rules.startTime + elapsed }

    /// A time that nobody was given yet: an odd one, or whole milliseconds of a coarse clock.
    private static func time(after last: UInt64, isCoarse: Bool) -> UInt64 {
        isCoarse ? (last / .millisecond + 1) * .millisecond : last + 1 + last % 2
    }

    // MARK: - The page

    /// A request arrives. Where the page puts its own time in the place of theirs, the processes that a gateway has
    /// put together come one after the other: nothing would tell which is newer.
    private mutating func push(_ request: SentRequest) {
        guard wallError < 0 || world.hasLimits else { return add(.push(request)) }
        for var resource in request.resources {
            guard world.hasLimits else {
                add(.push(SentRequest(resources: [resource])))
                continue
            }
            for point in resource.points {
                resource.points = [point]
                add(.push(SentRequest(resources: [resource])))
            }
        }
    }

    private mutating func scrape() {
        let scraper = random.below(world.scraperCount + 1)
        let isCompleted = !random.chance(10)
        add(.scrape(by: scraper < world.scraperCount ? scraper : nil, isCompleted: isCompleted))
    }

    private mutating func add(_ action: CountingScript.Action) {
        // No two things happen at the same time; a time of arrival is an even one.
        elapsed += 2 - elapsed % 2
        let wall = UInt64(Int64(world.rules.startTime + elapsed) + wallError)
        script.steps.append(
            CountingScript.Step(action: action, now: Self.beginning + elapsed, wall: wall))
    }
}

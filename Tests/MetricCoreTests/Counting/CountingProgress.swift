/// How many events have been played, told now and then.
struct CountingProgress {
    private(set) var eventCount = 0
    private let began = ContinuousClock.now
    private var told = ContinuousClock.now

    mutating func add(_ count: Int) {
        eventCount += count
        guard .now - told > .seconds(10) else { return }
        told = .now
        print("\(eventCount) events in \((told - began).components.seconds) s")
    }
}

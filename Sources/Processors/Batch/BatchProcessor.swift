internal import Locking
internal import Logging
internal import MetricCore
internal import Pipeline
internal import Synchronization

/// Keeps points until there are many, or the first have waited for long, and sends them on together.
final class BatchProcessor: HoldingProcessor {
    private let timeout: UInt64
    private let sender: HeldSender
    private let held: Locked<HeldBatches>
    /// When something was sent last, on the monotonic clock.
    private let lastSent = Atomic(monotonicNanoseconds())

    init(_ settings: BatchSettings, _ logger: Logger) {
        timeout = settings.timeout == .zero ? 0 : max(settings.timeout, .milliseconds(1)).nanoseconds
        sender = HeldSender(logger)
        held = Locked(HeldBatches(settings))
    }

    var stopsEmptyRequests: Bool { true }

    func connect(_ outlet: PipelineOutlet) { sender.connect(outlet) }

    func forget(_ series: [SeriesID]) {
        held.withLock { $0.forget(series) }
    }

    func process(_ metrics: inout MetricsData) {
        var received = MetricsData()
        swap(&received, &metrics)
        received.removeEmptyGroups()
        let count = received.pointCount
        guard count > 0 else { return }
        held.withLock { $0.add(received, pointCount: count) }
        sendReady()
    }

    func run() async {
        guard timeout > 0 else { return }
        while !Task.isCancelled {
            let waited = monotonicNanoseconds().since(lastSent.load(ordering: .relaxed))
            if waited < timeout {
                try? await Task.sleep(for: .nanoseconds(Int64(clamping: timeout - waited)))
            } else {
                sendAll()
            }
        }
    }

    func stop() { sendAll() }

    private func sendAll() {
        lastSent.store(monotonicNanoseconds(), ordering: .relaxed)
        held.withLock { $0.makeAllReady() }
        sendReady()
    }

    private func sendReady() {
        while held.withLock({ $0.isReady }) {
            lastSent.store(monotonicNanoseconds(), ordering: .relaxed)
            sender.send { held.withLock { $0.takeReady() } }
        }
    }
}

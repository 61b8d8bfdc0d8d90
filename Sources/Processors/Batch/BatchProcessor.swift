internal import Locking
internal import Logging
internal import MetricCore
internal import Pipeline

/// Keeps points until there are many, or the first have waited for long, and sends them on together.
final class BatchProcessor: HoldingProcessor {
    private let timeout: UInt64
    private let sender: HeldSender
    private let held: Locked<HeldBatches>
    let looksAtClient: Bool

    init(_ settings: BatchSettings, _ logger: Logger) {
        timeout = settings.timeout == .zero ? 0 : max(settings.timeout, .milliseconds(1)).nanoseconds
        sender = HeldSender(logger)
        held = Locked(HeldBatches(settings, now: monotonicNanoseconds()))
        looksAtClient = !settings.metadataKeys.isEmpty
    }

    var stopsEmptyRequests: Bool { true }

    func connect(_ outlet: PipelineOutlet) { sender.connect(outlet) }

    func forget(_ series: [SeriesID]) {
        held.withLock { $0.forget(series) }
    }

    func process(_ metrics: inout MetricsData) throws(Refusal) {
        var received = MetricsData()
        swap(&received, &metrics)
        received.removeEmptyGroups()
        let count = received.pointCount
        guard count > 0 else { return }
        let isTaken = held.withLock { $0.add(received, pointCount: count, now: monotonicNanoseconds()) }
        guard isTaken else { throw .permanent(reason: "too many batcher metadata-value combinations") }
        sendReady()
    }

    func run() async {
        guard timeout > 0 else { return }
        while !Task.isCancelled {
            let now = monotonicNanoseconds()
            let (isReady, longest) = held.withLock { held in
                let isReady = now > timeout && held.makeReady(notSentSince: now - timeout, now: now)
                return (isReady, now.since(held.leastLastSent ?? now))
            }
            // What a request has made ready its own thread sends, in order.
            if isReady { sendReady() }
            try? await Task.sleep(for: .nanoseconds(Int64(clamping: timeout.since(longest))))
        }
    }

    func stop() {
        _ = held.withLock { $0.makeReady(notSentSince: .max, now: monotonicNanoseconds()) }
        sendReady()
    }

    private func sendReady() {
        while held.withLock({ $0.isReady }) {
            sender.send { held.withLock { $0.takeReady() } }
        }
    }
}

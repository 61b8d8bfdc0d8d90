import MetricCore

/// A registry with a clock that is set by hand, in seconds, and all batches in flight.
final class TestRegistry {
    private(set) var registry: Registry
    private var batches: [BatchInFlight] = []
    /// The time, in seconds.
    var now: UInt64 = 1000
    /// The series whose holders have been told that they are gone.
    private(set) var told: [SeriesID] = []

    /// Makes a registry that remembers for that many seconds.
    init(memory: UInt64 = 10, limit: Int = 1_000_000) {
        registry = Registry(RegistryOptions(seriesMemory: memory * 1_000_000_000, seriesLimit: limit))
    }

    /// Resolves a request that is in flight until it is released.
    func begin(_ request: [UInt8]) throws -> BatchInFlight {
        let flight = BatchInFlight(Batch())
        flight.batch.arrivalTime = now * 1_000_000_000
        // The array outlives its span.
        try unsafe flight.batch.scan(request.span.bytes)
        try unsafe registry.resolve(&flight.batch, in: request.span.bytes)
        return flight
    }

    /// Looks for what is known of a request, which is in flight until it is released.
    func find(_ request: [UInt8]) throws -> BatchInFlight {
        let flight = BatchInFlight(Batch())
        flight.batch.arrivalTime = now * 1_000_000_000
        flight.request = request
        // The array outlives its span, here and below.
        try unsafe flight.batch.scan(request.span.bytes)
        flight.unknown = try unsafe registry.find(&flight.batch, in: request.span.bytes)
        return flight
    }

    /// Makes what isn't known of a request.
    func make(_ flight: BatchInFlight) throws {
        guard var unknown = flight.unknown else { return }
        let request = flight.request
        while !unknown.isEmpty {
            let new = try unsafe unknown.decodeNext(of: flight.batch, in: request.span.bytes)
            try unsafe registry.make(new, &unknown, of: &flight.batch, in: request.span.bytes)
        }
    }

    func release(_ flight: BatchInFlight) {
        registry.release(&flight.batch)
    }

    /// Resolves a request and releases it.
    @discardableResult
    func send(_ request: [UInt8]) throws -> [SeriesID] {
        let flight = try begin(request)
        defer { release(flight) }
        return flight.series
    }

    /// Forgets what can be forgotten, telling `holder`.
    func forget(_ holder: ([SeriesID], inout Registry) -> Void = { _, _ in }) {
        while true {
            switch registry.forget(now: now * 1_000_000_000) {
            case .again: continue
            case .done: return
            case .tell(let series):
                told += series
                holder(series, &registry)
            }
        }
    }

    func intern(_ description: SeriesDescription) -> SeriesID { registry.intern(description) }
    func letGo(_ id: SeriesID) { registry.letGo(id) }
}

/// A batch that somebody is still working on.
final class BatchInFlight {
    var batch: Batch
    var request: [UInt8] = []
    var unknown: UnknownIdentities?

    init(_ batch: consuming Batch) {
        self.batch = batch
    }

    /// The series of its points as received.
    var series: [SeriesID] { batch.points.map(\.received) }
}

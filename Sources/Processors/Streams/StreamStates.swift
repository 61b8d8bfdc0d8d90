internal import MetricCore

/// What a processor remembers of each stream, up to a number of streams.
struct StreamStates<State> {
    /// Names a stream.
    struct Key: Hashable {
        /// Whose stream it is.
        let identity: PointOrigin.Identity
        /// When it began, where that tells streams apart.
        var startTime: UInt64 = 0
    }

    /// How many streams a processor remembers that isn't told how many.
    static var standardLimit: Int { 1_000_000 }

    private let limit: Int
    /// By the series as received, and so that a series is forgotten without looking at all the others.
    private var states: [SeriesID: [Key: State]] = [:]
    /// The series as received, by what processors made of them.
    private var sources: [SeriesID: Set<SeriesID>] = [:]
    /// How many streams there are.
    private(set) var count = 0

    init(limit: Int = standardLimit) {
        self.limit = limit
    }

    /// Whether there is no room for another stream.
    var isFull: Bool { count >= limit }

    /// What is remembered of a stream; nil if it isn't known.
    subscript(key: Key) -> State? {
        states[key.identity.received]?[key]
    }

    /// Remembers a state of a stream in the place of what is known of it.
    mutating func remember(_ state: State, of key: Key) {
        let (received, made) = (key.identity.received, key.identity.series)
        guard states[received, default: [:]].updateValue(state, forKey: key) == nil else { return }
        count += 1
        if made != received { sources[made, default: []].insert(received) }
    }

    /// Drops what is known of these series, received or made.
    mutating func forget(_ series: [SeriesID]) {
        for series in series {
            count -= states.removeValue(forKey: series)?.count ?? 0
            for received in sources.removeValue(forKey: series) ?? [] {
                remove(of: received) { key, _ in key.identity.series == series }
            }
        }
    }

    /// Drops the streams of whose states that is true.
    mutating func removeAll(where isGone: (State) -> Bool) {
        for received in Array(states.keys) { remove(of: received) { isGone($1) } }
        sources = sources.compactMapValues { received in
            let left = received.filter { states[$0] != nil }
            return left.isEmpty ? nil : left
        }
    }

    private mutating func remove(of received: SeriesID, where isGone: (Key, State) -> Bool) {
        guard let all = states[received] else { return }
        let left = all.filter { !isGone($0.key, $0.value) }
        guard left.count < all.count else { return }
        count -= all.count - left.count
        states[received] = left.isEmpty ? nil : left
    }
}

/// Where the points of a series go.
enum PageEntry {
    /// To that series. Streams that began when there was no room for it are in `overflow`.
    case series(PageIndex, overflow: PageIndex?)
    /// To the overflow series, until there may be room again.
    case overflow(PageIndex, roomVersion: UInt64)
    /// Nowhere: it can't be shown.
    case untranslatable
    /// Nowhere, until there may be room again.
    case noRoom(roomVersion: UInt64)

    /// Whether it still leads to series that are as they were.
    func isCurrent(in all: borrowing ChunkedArray<PageSeries?>) -> Bool {
        switch self {
        case .series(let own, let overflow): own.isCurrent(in: all) && overflow?.isCurrent(in: all) ?? true
        case .overflow(let overflow, _): overflow.isCurrent(in: all)
        case .untranslatable, .noRoom: false
        }
    }
}

/// A series, for as long as it stays where it is: on the page as it is now, or off it.
struct PageIndex {
    let index: Int
    let version: UInt64

    init(_ index: Int, in all: borrowing ChunkedArray<PageSeries?>) {
        self.index = index
        version = all[index]?.version ?? 0
    }

    func isCurrent(in all: borrowing ChunkedArray<PageSeries?>) -> Bool {
        all[index]?.version == version
    }

    func isOnPage(in all: borrowing ChunkedArray<PageSeries?>) -> Bool {
        all[index].map { $0.family >= 0 } ?? false
    }
}

/// Where the points of each series and writer go. It is a cache: what isn't in it is found by its labels.
struct PageEntries {
    private var entries: [SeriesKey: (entry: PageEntry, generation: UInt32)] = [:]
    /// How often each id has come to name another series, as far as that has happened.
    private var generations: [UInt32] = []
    /// How many entries there may be until they are swept.
    private var sweepCount = leastSweepCount
    private static let leastSweepCount = 1024
    private static let leastLimit = 1 << 14

    var count: Int { entries.count }

    subscript(key: SeriesKey) -> PageEntry? {
        get {
            guard let (entry, generation) = entries[key], generation == self.generation(of: key.series) else {
                return nil
            }
            return entry
        }
        set { entries[key] = newValue.map { ($0, generation(of: key.series)) } }
    }

    /// Forgets what is known of series whose ids come to name others.
    mutating func forget(_ gone: [SeriesID]) {
        for series in gone {
            let index = Int(series.rawValue)
            let missing = index + 1 - generations.count
            if missing > 0 { generations.append(contentsOf: repeatElement(0, count: missing)) }
            generations[index] &+= 1
        }
    }

    private func generation(of series: SeriesID) -> UInt32 {
        series.rawValue < generations.count ? generations[Int(series.rawValue)] : 0
    }

    /// Whether there may be as many entries that lead nowhere as there are others.
    var isSweepDue: Bool { entries.count > sweepCount }

    /// Sweeps out what leads nowhere, and all if more than `limit` is left, some thousands at least: writers that are
    /// gone leave entries of series that others still send. What can't be shown goes as well, to be found again if it
    /// still comes.
    mutating func sweep(_ all: borrowing ChunkedArray<PageSeries?>, limit: Int) {
        entries = entries.filter { key, value in
            value.generation == generation(of: key.series) && value.entry.isCurrent(in: all)
        }
        if entries.count > max(Self.leastLimit, limit) { entries = [:] }
        sweepCount = max(Self.leastSweepCount, 2 * entries.count)
    }
}

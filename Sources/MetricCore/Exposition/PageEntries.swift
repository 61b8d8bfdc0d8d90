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

/// Where the points of a series went last time, whoever sent them.
struct KnownCell {
    /// Its own cell, or that of its metric's overflow series; else one of those below, or `UInt32.max` for nothing.
    fileprivate(set) var cell = UInt32.max
    /// The cell's placement.
    fileprivate(set) var placement: UInt32 = 0
    /// The stream of its last point; `UInt32.max` if that isn't known.
    fileprivate(set) var stream = UInt32.max
    /// Stands for the page's room version if there was no room for the series; 0 if it is about its own cell.
    fileprivate var room: UInt32 = 0

    fileprivate static let noRoom = UInt32.max - 1
    fileprivate static let untranslatable = UInt32.max - 2

    /// Whether the points go to the series' own cell, which is on the page as it was then.
    @inline(__always)
    func isOwn(in cells: borrowing ChunkedArray<Cell>) -> Bool {
        room == 0 && isCurrent(in: cells)
    }

    @inline(__always)
    fileprivate func isCurrent(in cells: borrowing ChunkedArray<Cell>) -> Bool {
        cell < cells.count && cells[Int(cell)].placement == placement
    }

    fileprivate static func room(of version: UInt64) -> UInt32 {
        // Only one that isn't looked at for 2^31 versions could be taken for current.
        UInt32(truncatingIfNeeded: version) | 1 << 31
    }
}

/// Where the points of each series and writer go. It is a cache: what isn't in it is found by its labels.
struct PageEntries {
    /// By their ids, the series whose points go to one series of the page whoever sends them: nearly all.
    private var known: [KnownCell] = []
    private var others: [SeriesKey: (entry: PageEntry, generation: UInt32)] = [:]
    /// How often each id has come to name another series, as far as that has happened.
    private var generations: [UInt32] = []
    /// How many of the others there may be until they are swept.
    private var sweepCount = leastSweepCount
    private static let leastSweepCount = 1024
    private static let leastLimit = 1 << 14

    var count: Int { others.count + known.count { $0.cell != .max } }

    /// What becomes of the points of a series that is known as it is shown now.
    enum Way {
        case into(Int)
        case intoOverflow(Int)
        case refused(PointRefusal)
    }

    /// The way of a series' points, whoever sends them, if there is one that still holds.
    @inline(__always)
    func way(of series: SeriesID, roomVersion: UInt64, in cells: borrowing ChunkedArray<Cell>) -> Way? {
        guard let known = known(series) else { return nil }
        if known.isOwn(in: cells) { return .into(Int(known.cell)) }
        return wayWithoutRoom(known, roomVersion: roomVersion, in: cells)
    }

    private func wayWithoutRoom(
        _ known: KnownCell, roomVersion: UInt64, in cells: borrowing ChunkedArray<Cell>
    ) -> Way? {
        if known.cell == KnownCell.untranslatable { return .refused(.untranslatable) }
        guard known.room == KnownCell.room(of: roomVersion) else { return nil }
        if known.cell == KnownCell.noRoom { return .refused(.tooManySeries) }
        return known.isCurrent(in: cells) ? .intoOverflow(Int(known.cell)) : nil
    }

    /// Where the points of a series went last time.
    @inline(__always)
    func known(_ series: SeriesID) -> KnownCell? {
        series.rawValue < known.count ? known[Int(series.rawValue)] : nil
    }

    /// Where the stream of the last point of a series was; `UInt32.max` if that isn't known.
    subscript(lastStreamOf series: SeriesID) -> UInt32 {
        @inline(__always)
        get { series.rawValue < known.count ? known[Int(series.rawValue)].stream : .max }
        @inline(__always)
        set {
            if series.rawValue < known.count { known[Int(series.rawValue)].stream = newValue }
        }
    }

    /// Notes that a series' points go to that cell, whoever sends them.
    mutating func set(_ series: SeriesID, cell: Int, in cells: borrowing ChunkedArray<Cell>) {
        known.makeRoom(for: series, KnownCell())
        known[Int(series.rawValue)] = KnownCell(cell: UInt32(cell), placement: cells[cell].placement)
    }

    /// Notes that a series' points go to an overflow series as long as there is no more room than now.
    mutating func set(
        _ series: SeriesID, overflow cell: Int, roomVersion: UInt64, in cells: borrowing ChunkedArray<Cell>
    ) {
        set(series, cell: cell, in: cells)
        known[Int(series.rawValue)].room = KnownCell.room(of: roomVersion)
    }

    /// Notes that a series' points go nowhere as long as there is no more room than now.
    mutating func set(_ series: SeriesID, noRoomAt roomVersion: UInt64) {
        known.makeRoom(for: series, KnownCell())
        known[Int(series.rawValue)] = KnownCell(cell: KnownCell.noRoom, room: KnownCell.room(of: roomVersion))
    }

    /// Notes that a series can't be shown.
    mutating func setUntranslatable(_ series: SeriesID) {
        known.makeRoom(for: series, KnownCell())
        known[Int(series.rawValue)] = KnownCell(cell: KnownCell.untranslatable)
    }

    /// All that isn't so simple.
    subscript(key: SeriesKey) -> PageEntry? {
        get {
            guard let (entry, generation) = others[key], generation == self.generation(of: key.series) else {
                return nil
            }
            return entry
        }
        set {
            if key.series.rawValue < known.count { known[Int(key.series.rawValue)] = KnownCell() }
            others[key] = newValue.map { ($0, generation(of: key.series)) }
        }
    }

    /// Forgets what is known of series whose ids come to name others.
    mutating func forget(_ gone: [SeriesID]) {
        for series in gone {
            if series.rawValue < known.count { known[Int(series.rawValue)] = KnownCell() }
            generations.makeRoom(for: series, 0)
            generations[Int(series.rawValue)] &+= 1
        }
        let unused = known.reversed().prefix { $0.cell == .max }.count
        known.removeLast(unused)
    }

    private func generation(of series: SeriesID) -> UInt32 {
        series.rawValue < generations.count ? generations[Int(series.rawValue)] : 0
    }

    /// Whether there may be as many entries that lead nowhere as there are others.
    var isSweepDue: Bool { others.count > sweepCount }

    /// Sweeps out what leads nowhere, and all if more than `limit` is left, some thousands at least: writers that are
    /// gone leave entries of series that others still send. What can't be shown goes as well, to be found again if it
    /// still comes.
    mutating func sweep(_ all: borrowing ChunkedArray<PageSeries?>, limit: Int) {
        others = others.filter { key, value in
            value.generation == generation(of: key.series) && value.entry.isCurrent(in: all)
        }
        if others.count > max(Self.leastLimit, limit) { others = [:] }
        sweepCount = max(Self.leastSweepCount, 2 * others.count)
    }
}

extension Array {
    /// Makes the list long enough for that id.
    fileprivate mutating func makeRoom(for series: SeriesID, _ empty: Element) {
        let missing = Int(series.rawValue) + 1 - count
        if missing > 0 { append(contentsOf: repeatElement(empty, count: missing)) }
    }
}

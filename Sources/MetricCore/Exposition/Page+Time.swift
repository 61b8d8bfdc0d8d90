/// What those who scrape have been shown.
public struct ShownPages: Sendable {
    /// Series whose version is less have been shown with their values to all of them.
    public let version: UInt64
    /// When that was at the earliest, in nanoseconds of the monotonic clock.
    public let time: UInt64

    /// Makes a note of it.
    public init(version: UInt64, time: UInt64) {
        self.version = version
        self.time = time
    }
}

/// How often the limits of a page were reached.
public struct LimitCounts: Sendable {
    /// Points that went to an overflow series.
    public let overflowedPoints: Int
    /// Live streams that were finished early.
    public let finishedStreams: Int
    /// Finished streams that were forgotten early.
    public let forgottenStreams: Int
}

extension Page {
    /// How many series are looked at in one go: in less than a millisecond.
    private static let expirySlice = 8192

    /// Takes series off the page whose last point came too long ago, and forgets totals that came longer ago.
    ///
    /// It goes through the series in slices, so that nobody waits long for a page with many of them.
    ///
    /// - Parameters:
    ///   - first: Where to begin: at 0, then at what the call before has returned.
    ///   - now: The time in nanoseconds of the monotonic clock.
    ///   - shown: What those who scrape have been shown, if there are any: a series stays until they all have seen its
    ///     value.
    /// - Returns: Where to go on; nil if all have been looked at.
    public mutating func expire(from first: Int, now: UInt64, shown: ShownPages? = nil) -> Int? {
        aggregator.advance(to: now)
        let end = min(first + Self.expirySlice, series.count)
        var leaving: [Int] = []
        for index in first..<max(first, end) { expire(index, now: aggregator.now, shown, &leaving) }
        // The total of the one that has been silent for longest is the first to go when there is no room.
        let cells = aggregator.cells
        leaving.sort { cells[$0].updated < cells[$1].updated }
        for index in leaving { hide(index) }
        guard end >= series.count else { return end }
        families.removeGone(series)
        hidden.sweep(series)
        if bySignature.count < options.counting.seriesLimit || firstUnneeded() != nil { roomVersion += 1 }
        sweepEntries()
        bySignature.giveBackMemory()
        giveBackSeries()
        return nil
    }

    private mutating func expire(_ index: Int, now: UInt64, _ shown: ShownPages?, _ leaving: inout [Int]) {
        guard let old = series[index], !old.isTarget else { return }
        let silence = now - aggregator.cells[index].updated
        if old.family < 0 {
            let isNeeded = silence <= options.counting.totalRetention || aggregator.cells[index].streamCount > 0
            if !isNeeded { remove(index) }
        } else if silence > options.expiration, isShown(index, to: shown) {
            if aggregator.cells[index].keepsTotal { leaving.append(index) } else { remove(index) }
        }
    }

    /// How often limits were reached since that was asked for last.
    public mutating func takeLimitCounts() -> LimitCounts {
        defer { overflowedCount = 0 }
        let (finished, forgotten) = aggregator.takeEarlyEnds()
        return LimitCounts(overflowedPoints: overflowedCount, finishedStreams: finished, forgottenStreams: forgotten)
    }

    private func isShown(_ index: Int, to shown: ShownPages?) -> Bool {
        guard let shown, let series = series[index] else { return true }
        // What came at the very time of a page may have come too late for it.
        return series.version < shown.version && aggregator.cells[index].updated < shown.time
    }

    /// Forgets where the points of series go that nobody sends any more. Their ids may be used for others afterwards.
    public mutating func forget(_ gone: [SeriesID]) {
        entries.forget(gone)
    }

    /// Sweeps the entries when that is due, or now.
    mutating func sweepEntries(now: Bool = false) {
        // Where writers have none of their own, there are as many as the registry has series.
        let limit = showsWriters ? 4 * bySignature.count : Int.max
        if now || entries.isSweepDue { entries.sweep(series, limit: limit) }
    }

    private static let leastGivenBack = 1024

    /// Gives back the memory of series that have gone from the end, when more have gone than are left. Those that come
    /// are put to the front first, so that the end gets free.
    private mutating func giveBackSeries() {
        guard free.count > Self.leastGivenBack, free.count > series.count / 2 else { return }
        free.sort(by: >)
        let unused = zip(free, series.indices.reversed()).prefix { $0 == $1 }.count
        guard unused > 0 else { return }
        // Nothing may lead to what isn't there any more.
        sweepEntries(now: true)
        hidden.sweep(series, always: true)
        free.removeFirst(unused)
        series.removeLast(unused)
        aggregator.removeLastCells(unused)
    }

    // MARK: - Scrapes

    /// What there is to show at this moment. It costs next to nothing; what is written meanwhile is copied once.
    public mutating func snapshot() -> PageSnapshot {
        families.removeGone(series)
        return PageSnapshot(
            series: series, cells: aggregator.cells, families: families.families, options: options,
            version: nextVersion, time: aggregator.now)
    }

    /// Keeps the order that a scrape has worked out, so that the next one needs to sort only what is new.
    public mutating func keepOrder(of snapshot: PageSnapshot) {
        families.keepOrder(snapshot.families, before: snapshot.unsortedFamilies)
    }
}

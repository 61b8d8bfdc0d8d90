/// What a Prometheus page shows: a value for each series, and the families that the series stand in.
///
/// It is changed under a lock by those who bring points; a scrape takes a ``PageSnapshot`` under that lock and writes
/// it out without.
public struct Page: ~Copyable {
    private let options: PageOptions
    private var series = ChunkedArray<PageSeries?>()
    private var free: [Int] = []
    private var families = FamilyTable()
    private var bySignature: [[UInt8]: Int] = [:]
    private var targets: [[String]: Int] = [:]
    /// Where the points of a series and writer go. Those whose version has changed are as good as unknown.
    private var entries: [SeriesKey: Entry] = [:]
    /// How many entries there may be until they are swept.
    private var entriesToSweep = Self.leastEntriesToSweep
    private static let leastEntriesToSweep = 1024
    private var nextVersion: UInt64 = 1

    private struct Entry {
        /// Index of the series; -1 if none shows its points.
        var index: Int
        var version: UInt64
    }

    /// Makes an empty page.
    public init(_ options: PageOptions) {
        self.options = options
    }

    // MARK: - Points

    /// Takes a batch's points, except those of series that this page doesn't know, which it gives back.
    public mutating func absorb(_ batch: borrowing Batch, in request: RawSpan) -> [UnknownPoint] {
        var unknown: [UnknownPoint] = []
        for resource in batch.resources.indices {
            let writer = batch.resources[resource].writer
            for scope in batch.resources[resource].scopes {
                for metric in batch.scopes[scope].metrics {
                    for point in batch.metrics[metric].points where batch.points[point].series != .none {
                        let key = SeriesKey(series: batch.points[point].series, writer: writer)
                        if !absorb(point, key, batch.metrics[metric].shape, batch, request) {
                            unknown.append(UnknownPoint(key: key, resource: resource, metric: metric, point: point))
                        }
                    }
                }
            }
        }
        return unknown
    }

    /// Takes the points that the call before gave back, now that their series have been translated. Those without a
    /// translation can't be shown, which is remembered.
    ///
    /// - Returns: Conflicts between series and their families, to be logged.
    public mutating func absorb(
        _ unknown: [UnknownPoint], _ translations: [SeriesKey: TranslatedSeries], _ batch: borrowing Batch,
        in request: RawSpan
    ) -> [FamilyConflict] {
        var conflicts: [FamilyConflict] = []
        for place in unknown {
            let shape = batch.metrics[place.metric].shape
            if absorb(place.point, place.key, shape, batch, request) { continue }
            guard let translation = translations[place.key] else {
                entries[place.key] = Entry(index: -1, version: 0)
                continue
            }
            let point = batch.points[place.point]
            if let known = bySignature[translation.signature] {
                update(known, place.key, translation, point, shape, batch, request, &conflicts)
            } else if !point.hasNoRecordedValue {
                let cell = Cell(point, of: shape.type, in: batch, request)
                insert(cell, place.key, translation, &conflicts)
            }
        }
        forgetStaleEntries()
        return conflicts
    }

    /// Takes a point if its series is known as it is shown now.
    private mutating func absorb(
        _ point: Int, _ key: SeriesKey, _ shape: MetricShape, _ batch: borrowing Batch, _ request: RawSpan
    ) -> Bool {
        guard let entry = entries[key] else { return false }
        if entry.index < 0 { return true }
        guard series[entry.index]?.version == entry.version else { return false }
        if batch.points[point].hasNoRecordedValue {
            remove(entry.index)
        } else {
            _ = series[entry.index]?.cell.absorb(batch.points[point], shape, in: batch, request)
        }
        return true
    }

    // MARK: - Series

    /// Takes a point for a series that is shown already, but was last sent by somebody else or under another name.
    private mutating func update(
        _ index: Int, _ key: SeriesKey, _ translation: TranslatedSeries, _ point: DataPoint, _ shape: MetricShape,
        _ batch: borrowing Batch, _ request: RawSpan, _ conflicts: inout [FamilyConflict]
    ) {
        if point.hasNoRecordedValue {
            remove(index)
            return
        }
        let isTaken = series[index]?.cell.absorb(point, shape, in: batch, request) == true
        guard let old = series[index] else { return }
        let isRenamed = families[old.family].name != translation.family || old.type != translation.type
        if isTaken {
            // The newest name, unit and type stand.
            if isRenamed {
                families.noteGone(from: old.family)
                place(index, in: translation.family, translation.type, help: translation.help, &conflicts)
            }
            retarget(index, translation.target)
        }
        if isTaken || !isRenamed { entries[key] = Entry(index: index, version: series[index]?.version ?? 0) }
    }

    private mutating func insert(
        _ cell: Cell, _ key: SeriesKey, _ translation: TranslatedSeries, _ conflicts: inout [FamilyConflict]
    ) {
        let index = insert(
            cell, family: translation.family, translation.type, help: translation.help,
            labels: translation.labels.textBeforeAnother, signature: translation.signature, &conflicts)
        bySignature[translation.signature] = index
        entries[key] = Entry(index: index, version: series[index]?.version ?? 0)
        retarget(index, translation.target)
    }

    private mutating func insert(
        _ cell: Cell, family name: String, _ type: PageType, help: String, labels: [UInt8], signature: [UInt8],
        _ conflicts: inout [FamilyConflict]
    ) -> Int {
        let new = PageSeries(
            cell: cell, version: 0, family: -1, type: type, labels: labels, signature: signature, target: -1,
            resource: nil)
        let index = free.popLast() ?? series.count
        if index == series.count { series.append(new) } else { series[index] = new }
        place(index, in: name, type, help: help, &conflicts)
        return index
    }

    /// Puts a series that is in no family, or in none any more, into the family of that name.
    private mutating func place(
        _ index: Int, in name: String, _ type: PageType, help: String, _ conflicts: inout [FamilyConflict]
    ) {
        let version = takeVersion()
        let (family, conflict) = families.find(name, type, help: help)
        if let conflict { conflicts.append(conflict) }
        series[index]?.version = version
        series[index]?.family = family
        series[index]?.type = type
        families.insert(FamilyMember(index: index, version: version), into: family, series)
    }

    private mutating func remove(_ index: Int) {
        guard let old = series[index] else { return }
        retarget(index, nil)
        bySignature[old.signature] = nil
        families.noteGone(from: old.family)
        series[index] = nil
        free.append(index)
    }

    private mutating func takeVersion() -> UInt64 {
        defer { nextVersion += 1 }
        return nextVersion
    }

    /// Sweeps out the entries of what has gone once there may be as many of them as of others. What can't be shown is
    /// swept out as well, to be found again if it still comes: there may be a writer for each of its points.
    private mutating func forgetStaleEntries() {
        if entries.count > entriesToSweep { sweepEntries() }
    }

    private mutating func sweepEntries() {
        entries = entries.filter { $0.value.index >= 0 && series[$0.value.index]?.version == $0.value.version }
        entriesToSweep = max(Self.leastEntriesToSweep, 2 * entries.count)
    }

    // MARK: - target_info

    /// Notes which resource a series belongs to now; a resource without series isn't described.
    private mutating func retarget(_ index: Int, _ target: TargetInfo?) {
        let old = series[index]?.target ?? -1
        let new = if let target { describe(target) } else { -1 }
        guard new != old else { return }
        series[index]?.target = new
        if new >= 0 { series[new]?.resource?.seriesCount += 1 }
        guard old >= 0, let resource = series[old]?.resource else { return }
        series[old]?.resource?.seriesCount -= 1
        if resource.seriesCount == 1 {
            targets[resource.key] = nil
            remove(old)
        }
    }

    /// The index of a resource's `target_info`, which shows what was said of the resource last.
    private mutating func describe(_ target: TargetInfo) -> Int {
        let help = "Target metadata"
        // Nobody sent this series, so nobody is told that others have its name.
        var conflicts: [FamilyConflict] = []
        let index: Int
        if let known = targets[target.key], let old = series[known] {
            if old.labels == target.labels { return known }
            index = known
            families.noteGone(from: old.family)
            series[index]?.labels = target.labels
            place(index, in: options.targetInfoName, .gauge, help: help, &conflicts)
        } else {
            index = insert(
                .always(1), family: options.targetInfoName, .gauge, help: help, labels: target.labels,
                signature: [], &conflicts)
            series[index]?.resource = (target.key, 0)
            targets[target.key] = index
        }
        if let family = series[index]?.family { families.setHelp(help, of: family) }
        return index
    }

    // MARK: - Time

    /// Removes the series whose last point came too long ago. `now` is in nanoseconds of the monotonic clock.
    public mutating func expire(now: UInt64) {
        for index in series.indices {
            guard let old = series[index], old.resource == nil else { continue }
            if now > old.cell.updated, now - old.cell.updated > options.expiration { remove(index) }
        }
        families.removeGone(series)
        forgetStaleEntries()
        giveBackSeries()
    }

    /// Gives back the memory of series that have gone from the end, when more have gone than are left. Those that come
    /// are put to the front first, so that the end gets free.
    private mutating func giveBackSeries() {
        guard free.count > Self.leastEntriesToSweep, free.count > series.count / 2 else { return }
        free.sort(by: >)
        let unused = zip(free, series.indices.reversed()).prefix { $0 == $1 }.count
        guard unused > 0 else { return }
        // Nothing may lead to what isn't there any more.
        sweepEntries()
        free.removeFirst(unused)
        series.removeLast(unused)
    }

    // MARK: - Scrapes

    /// What there is to show at this moment. It costs next to nothing; what is written meanwhile is copied once.
    public mutating func snapshot() -> PageSnapshot {
        families.removeGone(series)
        return PageSnapshot(series: series, families: families.families, options: options)
    }

    /// Keeps the order that a scrape has worked out, so that the next one needs to sort only what is new.
    public mutating func keepOrder(of snapshot: PageSnapshot) {
        families.keepOrder(snapshot.families, before: snapshot.unsortedFamilies)
    }
}

/// A series as it came out of a pipeline, and who sent it.
public struct SeriesKey: Hashable, Sendable {
    /// The series.
    public let series: SeriesID
    /// The writer.
    public let writer: WriterID
}

/// A point whose series a page doesn't know, by its place in the batch.
public struct UnknownPoint: Sendable {
    /// The series and its writer.
    public let key: SeriesKey
    /// Index into the batch's resources.
    public let resource: Int
    let metric: Int
    let point: Int
}

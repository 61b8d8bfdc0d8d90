/// What a Prometheus page shows: a value for each series, and the families that the series stand in.
///
/// It is changed under a lock by those who bring points; a scrape takes a ``PageSnapshot`` under that lock and writes
/// it out without.
public struct Page: ~Copyable {
    let options: PageOptions
    /// Whether who sent a series plays a part in how it is shown.
    let showsWriters: Bool
    /// The series' values; a series and its cell have the same index.
    var aggregator: Aggregator
    var series = ChunkedArray<PageSeries?>()
    var free: [Int] = []
    var families = FamilyTable()
    var bySignature = SignatureTable()
    var targets = TargetTable()
    var entries = PageEntries()
    /// Series that have left the page while their totals are kept, in the order in which they left.
    var hidden = HiddenSeries()
    /// The version of the next series that enters the page. Those that a page has shown have lesser ones.
    var nextVersion: UInt64 = 1
    /// Changes when there may be room again for series that found none.
    var roomVersion: UInt64 = 0
    /// How many points have gone to an overflow series since that was asked for.
    var overflowedCount = 0

    /// Makes an empty page.
    ///
    /// - Parameter writerAttributes: Keys of the resource attributes that the registry takes for the writer's, of which
    ///   the page's own may be only a part.
    public init(_ options: PageOptions, writerAttributes: [String]? = nil) {
        self.options = options
        let others = (writerAttributes ?? []).filter { !options.writerAttributes.contains($0) }
        showsWriters = options.counting.writers != .merge || !others.isEmpty
        aggregator = Aggregator(options.counting, expiration: options.expiration)
    }

    // MARK: - Points

    /// Takes a batch's points in their order, from `report.next` on, up to the first one of a series that this page
    /// neither knows nor finds among the translations. What is unknown from there on, as far as one call looks, is in
    /// the report; the call that brings its translations goes on with the first of it, so that nothing is counted out
    /// of turn.
    public mutating func absorb(
        _ batch: borrowing Batch, in request: RawSpan,
        knowing translations: [SeriesKey: Result<TranslatedSeries, TranslationError>] = [:],
        _ report: inout AbsorbReport
    ) {
        aggregator.advance(to: batch.arrivalTime)
        let first = report.next
        report.next = batch.points.count
        report.unknown = []
        for resource in batch.resources.indices {
            for scope in batch.resources[resource].scopes {
                for metric in batch.scopes[scope].metrics
                where report.unknown.count < AbsorbReport.unknownLimit {
                    absorb(metric: metric, of: resource, from: first, translations, batch, request, &report)
                }
            }
        }
        if !translations.isEmpty { sweepEntries() }
    }

    private mutating func absorb(
        metric: Int, of resource: Int, from first: Int,
        _ translations: [SeriesKey: Result<TranslatedSeries, TranslationError>], _ batch: borrowing Batch,
        _ request: RawSpan, _ report: inout AbsorbReport
    ) {
        let commonWriter = batch.commonWriter(of: resource)
        let group = batch.metrics[metric]
        var point = max(first, group.points.lowerBound)
        while point < group.points.upperBound, report.unknown.count < AbsorbReport.unknownLimit {
            if report.unknown.isEmpty, let commonWriter {
                point = countNext(of: group, from: point, by: commonWriter, batch)
                guard point < group.points.upperBound else { return }
            }
            let series = batch.points[point].series
            if series != .none {
                let writer = commonWriter ?? batch.pointWriters[point]
                let key = SeriesKey(series: series, writer: showsWriters ? writer : .none)
                let place = PointPlace(key: key, resource: resource, metric: metric, point: point, writer: writer)
                absorb(place, translations, batch, request, &report)
            }
            point += 1
        }
    }

    /// Counts points of known counters, from `start` on, for as long as nothing but their values is news: what nearly
    /// all points are, on a way without detours.
    ///
    /// - Returns: The first point that isn't such.
    private mutating func countNext(
        of group: MetricGroup, from start: Int, by writer: WriterID, _ batch: borrowing Batch
    ) -> Int {
        guard group.shape.isCumulativeCounter, options.counting.writers != .last else { return start }
        for index in start..<group.points.upperBound {
            let point = batch.points[index]
            guard let known = entries.known(point.series),
                aggregator.countNext(
                    point, group.shape, from: writer, into: known, time: batch.time(of: point),
                    clock: batch.arrivalClockTime)
            else { return index }
        }
        return group.points.upperBound
    }

    private mutating func absorb(
        _ place: PointPlace, _ translations: [SeriesKey: Result<TranslatedSeries, TranslationError>],
        _ batch: borrowing Batch, _ request: RawSpan, _ report: inout AbsorbReport
    ) {
        let way = way(of: place, batch)
        if report.unknown.isEmpty {
            if let way { return absorb(place, by: way, batch, request, &report) }
            if let translation = translations[place.key] {
                return absorb(place, translation, batch, request, &report)
            }
            report.next = place.point
        }
        if way == nil, translations[place.key] == nil { report.unknown.append(place) }
    }

    @inline(__always)
    private mutating func way(of place: PointPlace, _ batch: borrowing Batch) -> PageEntries.Way? {
        let known = entries.way(of: place.key.series, roomVersion: roomVersion, in: aggregator.cells)
        return known ?? wayOfOthers(place, batch)
    }

    private mutating func wayOfOthers(_ place: PointPlace, _ batch: borrowing Batch) -> PageEntries.Way? {
        switch entries[place.key] {
        case nil: return nil
        case .untranslatable?: return .refused(.untranslatable)
        case .noRoom(let version)?: return version == roomVersion ? .refused(.tooManySeries) : nil
        case .overflow(let overflow, let version)?:
            guard version == roomVersion, overflow.isCurrent(in: series), overflow.isOnPage(in: series) else {
                return nil
            }
            return .intoOverflow(overflow.index)
        case .series(let own, let overflow)?:
            guard own.isCurrent(in: series), overflow?.isCurrent(in: series) ?? true else { return nil }
            let target = if let overflow, knowsStream(of: place, batch, in: overflow.index) { overflow } else { own }
            // One of the two may have left the page since the other was sent, and has to come back.
            return target.isOnPage(in: series) ? .into(target.index) : nil
        }
    }

    private mutating func absorb(
        _ place: PointPlace, by way: PageEntries.Way, _ batch: borrowing Batch, _ request: RawSpan,
        _ report: inout AbsorbReport
    ) {
        switch way {
        case .into(let index): _ = absorb(place, into: index, batch, request, &report)
        case .intoOverflow(let index):
            overflowedCount += 1
            _ = absorb(place, into: index, batch, request, &report)
        case .refused(let reason): report.refuse(place.point, reason)
        }
    }

    private mutating func absorb(
        _ place: PointPlace, _ translation: Result<TranslatedSeries, TranslationError>, _ batch: borrowing Batch,
        _ request: RawSpan, _ report: inout AbsorbReport
    ) {
        guard case .success(let translation) = translation else {
            noteUntranslatable(place.key)
            report.refuse(place.point, .untranslatable)
            return
        }
        if let known = find(translation.signature) {
            update(known, translation, place, batch, request, &report)
        } else {
            begin(translation, place, batch, request, &report)
        }
    }

    mutating func knowsStream(of place: PointPlace, _ batch: borrowing Batch, in index: Int) -> Bool {
        aggregator.knowsStream(
            of: batch.points[place.point], batch.metrics[place.metric].shape, from: place.writer, in: index)
    }

    /// Takes a point of a series. Tells whether it was taken.
    mutating func absorb(
        _ place: PointPlace, into index: Int, _ batch: borrowing Batch, _ request: RawSpan,
        _ report: inout AbsorbReport
    ) -> Bool {
        let point = batch.points[place.point]
        if point.hasNoRecordedValue, options.counting.writers == .last {
            // The sender ends the series.
            remove(index)
            return true
        }
        let oldStream = entries[lastStreamOf: place.key.series]
        var stream = oldStream
        let result = aggregator.absorb(
            point, batch.metrics[place.metric].shape, from: place.writer, into: index, stream: &stream, of: batch,
            in: request)
        if stream != oldStream { entries[lastStreamOf: place.key.series] = stream }
        if case .refused(let reason) = result { report.refuse(place.point, reason) }
        return result == .taken
    }
}

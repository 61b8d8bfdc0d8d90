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
    /// neither knows nor finds among the translations. What is unknown from there on is in the report; the call that
    /// brings its translations goes on with the first of it, so that nothing is counted out of turn.
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
            let writer = batch.resources[resource].writer
            for scope in batch.resources[resource].scopes {
                for metric in batch.scopes[scope].metrics {
                    for point in batch.metrics[metric].points
                    where point >= first && batch.points[point].series != .none {
                        let key = SeriesKey(
                            series: batch.points[point].series, writer: showsWriters ? writer : .none)
                        let place = PointPlace(key: key, resource: resource, metric: metric, point: point)
                        absorb(place, translations, batch, request, &report)
                    }
                }
            }
        }
        if !translations.isEmpty { sweepEntries() }
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

    /// What becomes of the points of a series that is known as it is shown now.
    private enum Way {
        case into(Int)
        case intoOverflow(Int)
        case refused(PointRefusal)
    }

    @inline(__always)
    private mutating func way(of place: PointPlace, _ batch: borrowing Batch) -> Way? {
        if let cell = entries.cell(of: place.key.series, in: aggregator.cells) { return .into(cell) }
        return wayOfOthers(place, batch)
    }

    private mutating func wayOfOthers(_ place: PointPlace, _ batch: borrowing Batch) -> Way? {
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
        _ place: PointPlace, by way: Way, _ batch: borrowing Batch, _ request: RawSpan, _ report: inout AbsorbReport
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
            entries[place.key] = .untranslatable
            report.refuse(place.point, .untranslatable)
            return
        }
        if let known = bySignature.find(translation.signature, in: series) {
            update(known, translation, place, batch, request, &report)
        } else {
            begin(translation, place, batch, request, &report)
        }
    }

    private mutating func knowsStream(of place: PointPlace, _ batch: borrowing Batch, in index: Int) -> Bool {
        aggregator.knowsStream(
            of: batch.points[place.point], batch.metrics[place.metric].shape,
            from: batch.resources[place.resource].writer, in: index)
    }

    /// Takes a point of a series. Tells whether it was taken.
    private mutating func absorb(
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
            point, batch.metrics[place.metric].shape, from: batch.resources[place.resource].writer, into: index,
            stream: &stream, of: batch, in: request)
        if stream != oldStream { entries[lastStreamOf: place.key.series] = stream }
        if case .refused(let reason) = result { report.refuse(place.point, reason) }
        return result == .taken
    }

    // MARK: - New series

    /// Takes a point for a series that is there already: it was last sent by somebody else or under another name, or
    /// has left the page.
    private mutating func update(
        _ index: Int, _ translation: TranslatedSeries, _ place: PointPlace, _ batch: borrowing Batch,
        _ request: RawSpan, _ report: inout AbsorbReport
    ) {
        let point = batch.points[place.point]
        if point.hasNoRecordedValue, options.counting.writers == .last {
            remove(index)
            return
        }
        // What isn't on the page can't end.
        if point.hasNoRecordedValue, let old = series[index], old.family < 0 { return }
        let overflow = overflowSeries(of: translation)
        if let overflow, knowsStream(of: place, batch, in: overflow) {
            _ = absorb(place, bringingBack: overflow, translation, batch, request, &report)
        } else {
            let isTaken = absorb(place, bringingBack: index, translation, batch, request, &report)
            guard rename(index, translation, isTaken: isTaken, &report.conflicts) else { return }
        }
        note(index, overflow: overflow, of: place.key)
    }

    /// Takes the first point of a series, if there is room for it.
    private mutating func begin(
        _ translation: TranslatedSeries, _ place: PointPlace, _ batch: borrowing Batch, _ request: RawSpan,
        _ report: inout AbsorbReport
    ) {
        let point = batch.points[place.point]
        let shape = batch.metrics[place.metric].shape
        guard !point.hasNoRecordedValue else { return }
        if let refusal = aggregator.refusal(of: point, shape, in: batch) {
            report.refuse(place.point, refusal)
            return
        }
        if let overflow = overflowSeries(of: translation), knowsStream(of: place, batch, in: overflow) {
            absorb(place, intoOverflow: overflow, translation, batch, request, &report)
            // For the next stream there may be room.
            if mayHaveRoom(for: translation) { entries[place.key] = nil }
        } else if hasRoom(for: translation) {
            let state = aggregator.makeState(for: point, of: shape, gauge: translation.gauge, in: batch, request)
            let index = insert(
                Cell(state: state, updated: aggregator.now), family: translation.family, translation.type,
                help: translation.help, labels: translation.labels.textBeforeAnother,
                signature: translation.signature, &report.conflicts)
            retarget(index, translation.target)
            _ = absorb(place, into: index, batch, request, &report)
            note(index, overflow: overflowSeries(of: translation), of: place.key)
        } else if let overflow = overflowSeries(of: translation)
            ?? beginOverflow(translation, point, shape, batch, request, &report)
        {
            absorb(place, intoOverflow: overflow, translation, batch, request, &report)
        } else {
            entries[place.key] = .noRoom(roomVersion: roomVersion)
            report.refuse(place.point, .tooManySeries)
        }
    }

    private mutating func absorb(
        _ place: PointPlace, intoOverflow index: Int, _ translation: TranslatedSeries, _ batch: borrowing Batch,
        _ request: RawSpan, _ report: inout AbsorbReport
    ) {
        overflowedCount += 1
        _ = absorb(place, bringingBack: index, translation, batch, request, &report)
        entries[place.key] = .overflow(PageIndex(index, in: series), roomVersion: roomVersion)
    }

    /// Takes a point of a series, which comes back by it if it has left the page.
    private mutating func absorb(
        _ place: PointPlace, bringingBack index: Int, _ translation: TranslatedSeries, _ batch: borrowing Batch,
        _ request: RawSpan, _ report: inout AbsorbReport
    ) -> Bool {
        let point = batch.points[place.point]
        let shape = batch.metrics[place.metric].shape
        let refusal = aggregator.refusal(of: point, shape, into: index, of: batch, in: request)
        if refusal == nil, !point.hasNoRecordedValue { comeBack(index, translation, &report.conflicts) }
        return absorb(place, into: index, batch, request, &report)
    }

    /// Notes where the points of a series go from now on.
    private mutating func note(_ index: Int, overflow: Int?, of key: SeriesKey) {
        entries[key] = nil
        if let overflow {
            entries[key] = .series(PageIndex(index, in: series), overflow: PageIndex(overflow, in: series))
        } else if showsWriters {
            entries[key] = .series(PageIndex(index, in: series), overflow: nil)
        } else {
            entries.set(key.series, cell: index, in: aggregator.cells)
        }
    }
}

/// A series as it came out of a pipeline, and who sent it if that plays a part.
public struct SeriesKey: Hashable, Sendable {
    /// The series.
    public let series: SeriesID
    /// The writer.
    public let writer: WriterID
}

/// A point by its place in the batch.
public struct PointPlace: Sendable {
    /// The series and its writer.
    public let key: SeriesKey
    /// Index into the batch's resources.
    public let resource: Int
    let metric: Int
    let point: Int
}

/// What became of a batch's points. Empty as a rule, and no memory is taken for it then.
public struct AbsorbReport: Sendable {
    /// Points of series that the page doesn't know.
    public internal(set) var unknown: [PointPlace] = []
    /// The first point that hasn't been looked at yet.
    var next = 0
    /// Points that don't count, by their index in the batch, and why.
    public internal(set) var refused: [(point: Int, reason: PointRefusal)] = []
    /// Conflicts between series and their families, to be logged.
    public internal(set) var conflicts: [FamilyConflict] = []

    /// Makes the report of a batch that no page has seen.
    public init() {}

    mutating func refuse(_ point: Int, _ reason: PointRefusal) {
        refused.append((point, reason))
    }
}

extension Page {
    /// Takes a point for a series that is there already: it was last sent by somebody else or under another name, or
    /// has left the page.
    mutating func update(
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
    mutating func begin(
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
                Cell(state: state, start: point.startTime, updated: aggregator.now), into: translation.head,
                labels: translation.labels.text, signature: translation.signature, &report.conflicts)
            retarget(index, translation.target)
            _ = absorb(place, into: index, batch, request, &report)
            note(index, overflow: overflowSeries(of: translation), of: place.key)
        } else if let overflow = overflowSeries(of: translation)
            ?? beginOverflow(translation, point, shape, batch, request, &report)
        {
            absorb(place, intoOverflow: overflow, translation, batch, request, &report)
        } else {
            noteNoRoom(for: place.key)
            report.refuse(place.point, .tooManySeries)
        }
    }

    private mutating func absorb(
        _ place: PointPlace, intoOverflow index: Int, _ translation: TranslatedSeries, _ batch: borrowing Batch,
        _ request: RawSpan, _ report: inout AbsorbReport
    ) {
        overflowedCount += 1
        _ = absorb(place, bringingBack: index, translation, batch, request, &report)
        noteOverflow(index, of: place.key)
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

    private mutating func noteOverflow(_ index: Int, of key: SeriesKey) {
        entries[key] = nil
        if showsWriters {
            entries[key] = .overflow(PageIndex(index, in: series), roomVersion: roomVersion)
        } else {
            entries.set(key.series, overflow: index, roomVersion: roomVersion, in: aggregator.cells)
        }
    }

    private mutating func noteNoRoom(for key: SeriesKey) {
        entries[key] = nil
        if showsWriters {
            entries[key] = .noRoom(roomVersion: roomVersion)
        } else {
            entries.set(key.series, noRoomAt: roomVersion)
        }
    }

    mutating func noteUntranslatable(_ key: SeriesKey) {
        entries[key] = nil
        if showsWriters { entries[key] = .untranslatable } else { entries.setUntranslatable(key.series) }
    }
}

import MetricCore

/// The rules of counting, told as plainly as can be: every point is kept until its stream is forgotten, and everything
/// is worked out from the points.
struct CountingModel: CountingSubject {
    private let rules: CountingRules
    private var cells: [CellName: CountedCell] = [:]
    private var scrapers = ScraperHistory()
    /// How many points have been counted.
    private var sequence = 0
    /// Before this moment nothing ends by time.
    private var nextEnding: UInt64 = 0

    /// Series that found no room, and the overflow series in which they count instead, if there was one. They aren't
    /// looked at again before that has come or gone, a total made room, or there is room when a page is made or
    /// expired.
    private var turnedAway: [TurnedAway: (overflow: CellName, visits: Int)?] = [:]

    private struct TurnedAway: Hashable {
        let received: ReceivedSeries
        let instance: String?
    }

    init(_ rules: CountingRules) {
        self.rules = rules
    }

    mutating func push(_ request: SentRequest, now: UInt64, wall: UInt64) {
        endStreams(now: now)
        for resource in request.resources {
            for point in resource.points where !point.isRefused && !point.isIgnored {
                count(point, of: resource, now: now, wall: wall)
            }
        }
    }

    mutating func scrape(by scraper: Int?, isCompleted: Bool, now: UInt64, wall: UInt64) -> [String: Double] {
        expire(now: now, wall: wall)
        let previous = scraper.flatMap { scrapers.previousPage(of: $0) }
        scrapers.begin(by: scraper, isCompleted: isCompleted, now: now)
        var lines = PageLines()
        for cell in cells.values where cell.isShown {
            // Whether the scraper's previous page was begun before the series came.
            let isNew = previous.map { cell.born >= $0 } ?? false
            lines.add(cell, isBefore: isNew && cell.isCount, rules, now: now)
        }
        return lines.values
    }

    // MARK: - Points

    private mutating func count(_ point: SentPoint, of resource: SentResource, now: UInt64, wall: UInt64) {
        let isImpossible = point.time == 0 || point.time > wall + CountingRules.futureLimit
        let counted = CountedPoint(
            time: isImpossible ? wall : point.time, writer: resource.writer, value: point.value)
        let received = ReceivedSeries(host: resource.host, metric: point.metric, label: point.label)
        let key = streamKey(point, received, resource.writer)
        guard let (name, turnedAway) = cell(for: point, of: received, key, resource.writer) else { return }
        sequence += 1
        let cell = cells[name] ?? CountedCell(name, born: scrapers.page)
        cells[name] = cell
        cell.add(counted, of: received, key, rules, now: now, sequence: sequence, page: scrapers.page)
        if let turnedAway, cell.isShown { self.turnedAway[turnedAway] = (name, cell.visits) }
        nextEnding = min(nextEnding, now + rules.streamTimeout)
        keepStreamLimits()
    }

    /// What names a point's stream; nothing if each such point stands for itself.
    private func streamKey(_ point: SentPoint, _ received: ReceivedSeries, _ writer: String?) -> CountedKey? {
        let hasNoStart = point.start == 0 && point.metric.isDelta
        if hasNoStart, point.time == 0 { return nil }
        let isWriterPart = rules.writers == .separate || point.start.isMultiple(of: .millisecond)
        return CountedKey(
            received: received, start: point.start, writer: isWriterPart ? writer : nil,
            time: hasNoStart ? point.time : nil)
    }

    /// Where a point counts, and what was turned away if it found no room of its own; nil if there is no place for it.
    private mutating func cell(
        for point: SentPoint, of received: ReceivedSeries, _ key: CountedKey?, _ writer: String?
    ) -> (name: CellName, turnedAway: TurnedAway?)? {
        var name = CellName(metric: point.metric.name, kind: point.metric.kind)
        var overflow = name
        overflow.isOverflow = true
        name.label = point.label
        name.instance = rules.writers == .separate ? writer : nil

        let series = TurnedAway(received: received, instance: name.instance)
        if let key, cells[overflow]?.streams[key] != nil {
            return (overflow, mayHaveRoom(in: point.metric.name) || cells[name] != nil ? nil : series)
        }
        // What isn't on the page can't end.
        if point.value == .end, cells[name]?.isShown != true { return nil }
        if cells[name] != nil { return (name, nil) }
        if let place = turnedAway[series] {
            guard let place else { return nil }
            if cells[place.overflow]?.visits == place.visits { return (place.overflow, nil) }
        }
        if hasRoom(in: point.metric.name) { return (name, nil) }
        let isOnPage = cells.values.contains { $0.name.metric == point.metric.name && $0.isShown }
        guard isOnPage || cells[overflow] != nil else {
            turnedAway[series] = .some(nil)
            return nil
        }
        return (overflow, series)
    }

    // MARK: - Limits

    /// Whether a metric may have one more series. For a limit on all, what has been off the page for longest goes.
    private mutating func hasRoom(in metric: String) -> Bool {
        let shown = cells.values.filter { $0.name.metric == metric && $0.isShown }
        guard shown.count < rules.seriesLimitPerMetric else { return false }
        guard cells.count >= rules.seriesLimit else { return true }
        guard let oldest = oldestUnused else { return false }
        cells[oldest] = nil
        turnedAway = [:]
        return true
    }

    /// Whether a metric would find room for one more.
    private func mayHaveRoom(in metric: String) -> Bool {
        cells.values.count { $0.name.metric == metric && $0.isShown } < rules.seriesLimitPerMetric
            && (cells.count < rules.seriesLimit || oldestUnused != nil)
    }

    /// The series that left the page first, if it has no streams any more.
    private var oldestUnused: CellName? {
        let oldest = cells.values.filter { !$0.isShown }.min { $0.isHiddenLonger(than: $1) }
        return oldest?.streams.isEmpty == true ? oldest?.name : nil
    }

    /// Finishes and forgets the streams heard longest ago, where there are more than may be.
    private mutating func keepStreamLimits() {
        let count = cells.values.reduce(0) { $0 + $1.streams.count }
        guard count > min(rules.streamLimit, rules.rememberedStreamLimit) else { return }
        for stream in streams(areFinished: false, beyond: rules.streamLimit) { cells[stream.cell]?.finish(stream.key) }
        for stream in streams(areFinished: true, beyond: rules.rememberedStreamLimit) {
            cells[stream.cell]?.forget(stream.key)
        }
    }

    /// Of the streams that are finished, or those that aren't, those that were heard longest ago, if there are too
    /// many.
    private func streams(areFinished: Bool, beyond limit: Int) -> [(cell: CellName, key: CountedKey)] {
        let all = cells.values.flatMap { cell in
            cell.streams.values.filter { $0.isFinished == areFinished }.map { (cell: cell.name, stream: $0) }
        }
        guard all.count > limit else { return [] }
        return all.sorted { $0.stream.sequence < $1.stream.sequence }.dropLast(limit).map { ($0.cell, $0.stream.key) }
    }

    // MARK: - Time

    mutating func expire(now: UInt64, wall: UInt64) {
        endStreams(now: now)
        for cell in cells.values {
            let silence = now - cell.updated
            if !cell.isShown {
                if silence > rules.totalRetention, cell.streams.isEmpty { cells[cell.name] = nil }
            } else if silence > rules.expiration, scrapers.haveSeen(cell, now: now) {
                cell.hide(now: now)
                if cell.isForgottenWhenHidden { cells[cell.name] = nil }
            }
        }
        if cells.count < rules.seriesLimit || oldestUnused != nil { turnedAway = [:] }
    }

    private mutating func endStreams(now: UInt64) {
        if now >= nextEnding {
            for cell in cells.values { cell.endStreams(rules, now: now) }
            nextEnding = cells.values.map { $0.nextEnding(rules) }.min() ?? .max
        }
        keepStreamLimits()
    }
}

extension CountedCell {
    fileprivate var isForgottenWhenHidden: Bool { name.kind == .gauge || name.kind == .summary }

    /// When one of its streams ends next by time, if nobody sends.
    fileprivate func nextEnding(_ rules: CountingRules) -> UInt64 {
        streams.values.map { $0.heard + ($0.isFinished ? $0.memory(rules) : rules.streamTimeout) }.min() ?? .max
    }

    /// By when they left the page, then by when they were heard last.
    fileprivate func isHiddenLonger(than other: CountedCell) -> Bool {
        (hiddenSince ?? .max, sequence) < (other.hiddenSince ?? .max, other.sequence)
    }
}

extension SentPoint {
    /// Whether a running total would never be a number again.
    fileprivate var isRefused: Bool {
        switch (metric.kind, value) {
        case (.gauge, _), (.summary, _): false
        case (_, .number(let number)): !number.asDouble.isFinite
        case (_, .histogram(let histogram)): histogram.sum?.isFinite == false
        case (_, .exponential(let histogram)): histogram.sum?.isFinite == false
        case (_, .summary), (_, .end): false
        }
    }

    /// Whether it says nothing.
    fileprivate var isIgnored: Bool {
        switch metric.kind {
        case .counter, .histogram, .exponentialHistogram:
            metric.temporality == .unspecified || value == .end
        case .upDownCounter:
            metric.temporality == .unspecified || value == .end && metric.isDelta
        case .gauge, .summary: false
        }
    }
}

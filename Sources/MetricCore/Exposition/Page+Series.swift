extension Page {
    /// The index of the series with that signature.
    func find(_ signature: Signature) -> Int? {
        bySignature.find(signature) { series[$0]?.signature }
    }

    // MARK: - Coming and going

    mutating func insert(
        _ cell: Cell, into head: FamilyHead, labels: LabelText, signature: Signature?,
        _ conflicts: inout [FamilyConflict]
    ) -> Int {
        let new = PageSeries(head.type, labels: labels, signature)
        let index = free.popLast() ?? series.count
        if index == series.count { series.append(new) } else { series[index] = new }
        aggregator.set(cell, at: index)
        if let signature { bySignature.insert(index, signature) }
        place(index, in: head, &conflicts)
        return index
    }

    /// Puts a series that is in no family, or in none any more, into the one of that name.
    mutating func place(
        _ index: Int, in head: FamilyHead, _ conflicts: inout [FamilyConflict]
    ) {
        let version = takeVersion()
        let (family, conflict) = families.find(head)
        if let conflict { conflicts.append(conflict) }
        setVersion(version, of: index)
        series[index]?.family = family
        series[index]?.type = head.type
        families.insert(FamilyMember(index: index, version: version), into: family, series)
    }

    /// Gives a series the name, unit and type that were sent last, and its resource.
    ///
    /// - Returns: Whether it is shown as the translation says.
    mutating func rename(
        _ index: Int, _ translation: TranslatedSeries, isTaken: Bool, _ conflicts: inout [FamilyConflict]
    ) -> Bool {
        guard let old = series[index], old.family >= 0 else { return false }
        let isRenamed = families[old.family].name != translation.head.name || old.type != translation.head.type
        if isTaken {
            if isRenamed {
                families.noteGone(from: old.family)
                place(index, in: translation.head, &conflicts)
            }
            retarget(index, translation.target)
        }
        return isTaken || !isRenamed
    }

    /// Takes a series off the page, and keeps its total.
    mutating func hide(_ index: Int) {
        guard let old = series[index] else { return }
        retarget(index, nil)
        families.noteGone(from: old.family)
        let version = takeVersion()
        setVersion(version, of: index)
        series[index]?.family = -1
        hidden.append(index, version: version)
    }

    /// Puts a series back that has left the page, if it has.
    mutating func comeBack(
        _ index: Int, _ translation: TranslatedSeries, _ conflicts: inout [FamilyConflict]
    ) {
        guard let old = series[index], old.family < 0 else { return }
        hidden.noteGone()
        aggregator.withCell(index) { $0.comeBack() }
        var head = translation.head
        head.type = old.type
        place(index, in: head, &conflicts)
    }

    /// Forgets a series.
    mutating func remove(_ index: Int) {
        guard let old = series[index] else { return }
        retarget(index, nil)
        if let signature = old.signature { bySignature.remove(index, signature) }
        if old.family >= 0 { families.noteGone(from: old.family) } else { hidden.noteGone() }
        series[index] = nil
        aggregator.set(.always(0), at: index)
        free.append(index)
    }

    private mutating func setVersion(_ version: UInt64, of index: Int) {
        series[index]?.version = version
        // Only a series that isn't looked at for 2^32 versions could be taken for what it was.
        aggregator.withCell(index) { $0.placement = UInt32(truncatingIfNeeded: version) }
    }

    private mutating func takeVersion() -> UInt64 {
        defer { nextVersion += 1 }
        return nextVersion
    }

    // MARK: - Room

    /// Whether there is room for a new series; totals that nobody needs any more make some.
    mutating func hasRoom(for translation: TranslatedSeries) -> Bool {
        guard options.counting.writers != .last else { return true }
        let memberCount = families.memberCount(of: translation.head.name)
        guard memberCount < options.counting.seriesLimitPerMetric else { return false }
        if bySignature.count < options.counting.seriesLimit { return true }
        guard let unneeded = firstUnneeded() else { return false }
        remove(unneeded)
        // The same series as somebody else sends it may have been turned away.
        roomVersion += 1
        return true
    }

    /// Whether ``hasRoom(for:)`` would find some.
    mutating func mayHaveRoom(for translation: TranslatedSeries) -> Bool {
        families.memberCount(of: translation.head.name) < options.counting.seriesLimitPerMetric
            && (bySignature.count < options.counting.seriesLimit || firstUnneeded() != nil)
    }

    /// The series that left the page first, if its total isn't needed any more: no stream of it is remembered.
    mutating func firstUnneeded() -> Int? {
        guard let first = hidden.first(series), aggregator.cells[first].streamCount == 0 else { return nil }
        return first
    }

    /// The index of the series that takes those of a metric for which there is no room.
    func overflowSeries(of translation: TranslatedSeries) -> Int? {
        find(translation.overflowSignature)
    }

    /// Makes the overflow series of a metric that is on the page, so that there are no more of them than names.
    mutating func beginOverflow(
        _ translation: TranslatedSeries, _ point: DataPoint, _ shape: MetricShape, _ batch: borrowing Batch,
        _ request: RawSpan, _ report: inout AbsorbReport
    ) -> Int? {
        guard families.memberCount(of: translation.head.name) > 0 else { return nil }
        let state = aggregator.makeState(for: point, of: shape, gauge: translation.gauge, in: batch, request)
        return insert(
            Cell(state: state, start: point.startTime, updated: aggregator.now), into: translation.head,
            labels: LabelSet(overflow: options).text, signature: translation.overflowSignature, &report.conflicts)
    }
}

extension LabelSet {
    /// The labels of an overflow series: OpenTelemetry's attribute for such a one, and the constant labels.
    fileprivate init(overflow options: PageOptions) {
        self.init(joining: options.constantLabels + [(.overflow, "true")])
    }
}

extension Page {
    /// Notes which resource a series belongs to now; a resource without series isn't described.
    mutating func retarget(_ index: Int, _ target: TargetInfo?) {
        let old = series[index]?.target ?? -1
        let new = if let target { describe(target) } else { -1 }
        guard new != old else { return }
        series[index]?.target = new
        if new >= 0 { targets.addSeries(to: new) }
        if old >= 0, targets.removeSeries(from: old) { remove(old) }
    }

    /// The index of a resource's `target_info`, which shows what was said of the resource last.
    private mutating func describe(_ target: TargetInfo) -> Int {
        let head = FamilyHead(name: options.targetInfoName, type: .gauge, help: TargetInfo.help)
        // Nobody sent this series, so nobody is told that others have its name.
        var conflicts: [FamilyConflict] = []
        let index: Int
        if let known = targets.find(target.key), let old = series[known] {
            if old.labels == target.labels { return known }
            index = known
            families.noteGone(from: old.family)
            series[index]?.labels = target.labels
            place(index, in: head, &conflicts)
        } else {
            index = insert(
                .always(1), into: head, labels: target.labels, signature: nil, &conflicts)
            targets.insert(index, target.key)
        }
        if let family = series[index]?.family { families.setHelp(head.help, of: family) }
        return index
    }
}

/// The `target_info`s of a page: what they are found by, and how many series there are of each resource.
struct TargetTable {
    private var indexes: [[String]: Int] = [:]
    private var resources: [Int: (key: [String], seriesCount: Int)] = [:]

    /// The index of the `target_info` of a job and instance.
    func find(_ key: [String]) -> Int? {
        indexes[key]
    }

    /// Adds one for a resource that has no series yet.
    mutating func insert(_ index: Int, _ key: [String]) {
        indexes[key] = index
        resources[index] = (key, 0)
    }

    mutating func addSeries(to index: Int) {
        resources[index]?.seriesCount += 1
    }

    /// Takes a series off.
    ///
    /// - Returns: Whether that was the last one: the resource isn't known any more.
    mutating func removeSeries(from index: Int) -> Bool {
        resources[index]?.seriesCount -= 1
        guard let resource = resources[index], resource.seriesCount == 0 else { return false }
        indexes[resource.key] = nil
        resources[index] = nil
        return true
    }
}

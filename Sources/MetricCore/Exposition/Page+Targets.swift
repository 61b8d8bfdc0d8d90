extension Page {
    /// Notes which resource a series belongs to now; a resource without series isn't described.
    mutating func retarget(_ index: Int, _ target: TargetInfo?) {
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
}

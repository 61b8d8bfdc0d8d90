extension PageSnapshot {
    /// The families that a format shows, by name; of all if `names` is nil.
    ///
    /// Of families that can't stand beside each other, since they or their lines would have one name, the one that came
    /// first is shown: the other's lines would be taken for its own, or cost the whole page. Two that have one name
    /// only because of how the format escapes it are one family there if they are of one type.
    ///
    /// - Returns: These families, and the names of those that are left out.
    func familiesToShow(
        as format: PageFormat, names: Set<String>? = nil
    ) -> (shown: [ShownFamily], leftOut: [String]) {
        var shown: [ShownFamily] = []
        var leftOut: [String] = []
        var indexes: [String: Int] = [:]
        var claimed: Set<String> = []
        var grids: [String: BucketGrid] = [:]
        for family in families.compactMap(\.self).sorted(by: { $0.sequence < $1.sequence }) {
            let unit = family.head.unit
            let grid = grids[unit] ?? BucketGrid(unit: unit, resolution: options.bucketResolution)
            grids[unit] = grid
            var candidate = ShownFamily(family, as: format, grid)
            if let index = indexes[candidate.head.name], shown[index].name != candidate.name,
                shown[index].head.type == candidate.head.type, shown[index].isUnknown == candidate.isUnknown
            {
                shown[index].members = merge(shown[index].members, candidate.members)
                continue
            }
            if !claimed.isDisjoint(with: candidate.claims(in: format)), format.isOpenMetrics,
                candidate.head.type == .counter
            {
                candidate.becomeUnknown()
            }
            let claims = candidate.claims(in: format)
            guard claimed.isDisjoint(with: claims) else {
                leftOut.append(family.name)
                continue
            }
            claimed.formUnion(claims)
            indexes[candidate.head.name] = shown.count
            shown.append(candidate)
        }
        if let names { shown = shown.filter { names.contains($0.name) || names.contains($0.head.name) } }
        return (shown.sorted { $0.name.precedes($1.name) }, leftOut)
    }
}

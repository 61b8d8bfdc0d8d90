/// A family as a format shows it.
struct ShownFamily {
    /// Its name before anything was escaped, which the page is sorted by.
    let name: String
    /// What stands in its head.
    private(set) var head: FamilyHead
    /// What its type is called in its head.
    private(set) var type: String
    /// What its lines are called.
    private(set) var names: LineNames
    /// What exponential histograms are shown with.
    let grid: BucketGrid
    /// In the page's order.
    var members: [FamilyMember]

    init(_ family: Family, as format: PageFormat, _ grid: BucketGrid) {
        name = family.name
        members = family.sorted
        self.grid = grid
        type = family.type.rawValue
        let escaped = family.name.escaped(by: format.escaping, as: .metric)
        head = FamilyHead(name: escaped, type: family.type, help: family.head.help, unit: family.head.unit)
        names = LineNames(escaped)
        if format.isOpenMetrics, family.type == .counter { becomeOpenMetricsCounter() }
    }

    /// A counter of OpenMetrics is called without the `_total` that its lines have; one that has none is of an unknown
    /// type.
    private mutating func becomeOpenMetricsCounter() {
        let ending = "_total"
        guard head.name.hasSuffix(ending), head.name != ending else {
            type = Self.unknown
            return
        }
        let name = String(head.name.dropLast(ending.count))
        head = FamilyHead(name: name, type: .counter, help: head.help, unit: head.unit)
        names = LineNames(name, value: name + ending)
    }

    /// Shows a counter of OpenMetrics as something of an unknown type, under the name of its lines.
    mutating func becomeUnknown() {
        type = Self.unknown
        head = FamilyHead(name: names.value, type: .counter, help: head.help, unit: head.unit)
        names = LineNames(names.value)
    }

    private static let unknown = "unknown"

    /// Whether it is of a type that OpenMetrics has no other name for.
    var isUnknown: Bool { type == Self.unknown }

    /// All names that nothing else on the page may have.
    func claims(in format: PageFormat) -> [String] {
        let created = format.isOpenMetrics ? [names.created] : []
        return switch head.type {
        case _ where isUnknown: [names.value]
        case .gauge: [names.value]
        case .counter: [head.name, names.value] + created
        case .histogram: [head.name, names.bucket, names.sum, names.count] + created
        case .summary: [head.name, names.sum, names.count] + created
        }
    }
}

/// What the lines of a family are called.
struct LineNames {
    /// The line of a number, or of a quantile.
    let value: String
    let bucket: String
    let sum: String
    let count: String
    let created: String

    init(_ name: String, value: String? = nil) {
        self.value = value ?? name
        bucket = name + "_bucket"
        sum = name + "_sum"
        count = name + "_count"
        created = name + "_created"
    }
}

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
        return (shown.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }, leftOut)
    }
}

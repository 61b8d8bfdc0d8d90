/// A family as a format shows it.
struct ShownFamily {
    /// Its name before anything was escaped, which the page is sorted by.
    let name: String
    /// What stands in its head.
    private(set) var head: FamilyHead
    /// Whether it is a counter that OpenMetrics can't have as one.
    private(set) var isUnknown = false
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
            isUnknown = true
            return
        }
        let name = String(head.name.dropLast(ending.count))
        head = FamilyHead(name: name, type: .counter, help: head.help, unit: head.unit)
        names = LineNames(name, value: name + ending)
    }

    /// Shows a counter of OpenMetrics as something of an unknown type, under the name of its lines.
    mutating func becomeUnknown() {
        isUnknown = true
        head = FamilyHead(name: names.value, type: .counter, help: head.help, unit: head.unit)
        names = LineNames(names.value)
    }

    /// What its type is called in its head.
    var type: String { isUnknown ? "unknown" : head.type.rawValue }

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

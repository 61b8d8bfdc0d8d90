/// Which series of a family are written, and under what labels: what all formats of a page have in common.
struct SeriesSelection {
    private let snapshot: PageSnapshot
    private let escaping: EscapingScheme
    private let lastSeenVersion: UInt64?
    /// The labels chosen last in this family, of which there can be only one.
    private var lastLabels: LabelText?

    /// A series that is written.
    struct Choice {
        let series: PageSeries
        let cell: Cell
        /// Its labels as the reader asks for them.
        let labels: LabelText
        /// Whether the reader hasn't seen it yet.
        let isNew: Bool
    }

    init(_ snapshot: PageSnapshot, as format: PageFormat, lastSeen: UInt64?) {
        self.snapshot = snapshot
        escaping = format.escaping
        lastSeenVersion = lastSeen
    }

    /// Goes on to another family.
    mutating func beginFamily() {
        lastLabels = nil
    }

    /// The series of a member; nil if it has left, or has another type than its family or the labels of the one before.
    @inline(__always)
    mutating func choose(_ member: FamilyMember, of family: ShownFamily) -> Choice? {
        guard let series = member.series(in: snapshot.series), series.type == family.head.type else { return nil }
        let labels = series.labels.escaped(by: escaping)
        guard labels != lastLabels else { return nil }
        lastLabels = labels
        let isNew = lastSeenVersion.map { series.version >= $0 } ?? false
        return Choice(series: series, cell: snapshot.cells[member.index], labels: labels, isNew: isNew)
    }
}

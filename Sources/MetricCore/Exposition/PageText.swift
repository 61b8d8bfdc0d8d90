/// Writes a page in the text format 0.0.4, piece by piece.
public struct PageText {
    private let snapshot: PageSnapshot
    private let lastSeenVersion: UInt64?
    private let families: [Family]
    private var family = 0
    private var member = 0
    /// What is left of a series whose lines didn't fit: a histogram may have many.
    private var rest: SeriesLines?
    /// The labels written last in this family, of which there can be only one.
    private var lastLabels: [UInt8]?

    /// Starts to write a snapshot that has been sorted.
    ///
    /// - Parameter lastSeen: The version of the page that its reader has seen last, if there is one: counters and
    ///   histograms that weren't on it are shown with their values before, since what a series begins with is lost to
    ///   Prometheus.
    public init(_ snapshot: PageSnapshot, lastSeen: UInt64? = nil) {
        self.snapshot = snapshot
        lastSeenVersion = lastSeen
        families = snapshot.familiesToShow()
    }

    /// Appends the next lines until the buffer has `size` bytes or a line more. Tells whether anything is left.
    public mutating func write(to buffer: inout TextBuffer, size: Int) -> Bool {
        while family < families.count {
            let current = families[family]
            while member < current.sorted.count {
                if buffer.count >= size { return true }
                if member == 0, rest == nil { buffer.append(headOf: current) }
                if var lines = rest.take() ?? begin(current.sorted[member], of: current) {
                    while buffer.count < size, lines.write(to: &buffer) {}
                    if !lines.isFinished {
                        rest = lines
                        return true
                    }
                }
                member += 1
            }
            family += 1
            member = 0
            lastLabels = nil
        }
        return false
    }

    /// The lines of a member; nil if it has left, or has another type or the labels of the one before.
    private mutating func begin(_ member: FamilyMember, of family: Family) -> SeriesLines? {
        guard let series = member.series(in: snapshot.series) else { return nil }
        guard series.type == family.type, series.labels != lastLabels else { return nil }
        lastLabels = series.labels
        let isNew = lastSeenVersion.map { series.version >= $0 } ?? false
        return SeriesLines(series, snapshot.cells[member.index], name: family.name, isNew: isNew, snapshot)
    }
}

extension TextBuffer {
    fileprivate mutating func append(headOf family: Family) {
        append("# HELP ")
        append(family.name)
        append(byte: UInt8(ascii: " "))
        append(help: family.help)
        append("\n# TYPE ")
        append(family.name)
        append(byte: UInt8(ascii: " "))
        append(family.type.rawValue)
        append(byte: UInt8(ascii: "\n"))
    }
}

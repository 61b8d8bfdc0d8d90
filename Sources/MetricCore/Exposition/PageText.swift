/// Writes a page in one of the text formats, piece by piece.
struct PageText: PageWriter {
    private let options: LineOptions
    private let format: PageFormat
    private let families: [ShownFamily]
    let leftOut: [String]
    private var family = 0
    private var member = 0
    private var selection: SeriesSelection
    private var starts: LineStarts?
    private var hasHead = false
    /// What is left of a series whose lines didn't fit: a histogram may have many.
    private var rest: SeriesLines?
    private var isEnded = false

    /// Starts to write a snapshot: see ``PageSnapshot/writer(as:lastSeen:names:)``.
    init(
        _ snapshot: PageSnapshot, as format: PageFormat, lastSeen: UInt64?, names: Set<String>?
    ) {
        options = LineOptions(snapshot)
        self.format = format
        selection = SeriesSelection(snapshot, as: format, lastSeen: lastSeen)
        (families, leftOut) = snapshot.familiesToShow(as: format, names: names)
    }

    /// Appends the next lines until the buffer has `size` bytes or a line more. Tells whether anything is left.
    mutating func write(to buffer: inout TextBuffer, size: Int) -> Bool {
        while family < families.count {
            let current = families[family]
            while member < current.members.count {
                if buffer.count >= size { return true }
                if var lines = rest.take() ?? begin(current.members[member], of: current, in: &buffer) {
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
            starts = nil
            hasHead = false
            selection.beginFamily()
        }
        if format.isOpenMetrics, !isEnded { buffer.append("# EOF\n") }
        isEnded = true
        return false
    }

    /// Appends what stands before the first line of a family, if that comes now.
    private mutating func appendHead(of family: ShownFamily, to buffer: inout TextBuffer) {
        guard !hasHead else { return }
        hasHead = true
        buffer.append(headOf: family, as: format, showsUnit: format.isOpenMetrics && !options.isTerse)
    }

    /// The lines of a member; nil if they have been written already, or there are none.
    private mutating func begin(
        _ member: FamilyMember, of family: ShownFamily, in buffer: inout TextBuffer
    ) -> SeriesLines? {
        guard let choice = selection.choose(member, of: family) else { return nil }
        let starts = starts ?? LineStarts(family.names)
        self.starts = starts
        if isPlain, !choice.isNew, let number = choice.cell.total {
            // What nearly all series are, without detours.
            appendHead(of: family, to: &buffer)
            buffer.append(starts.value, choice.labels)
            buffer.append(number, as: .prometheus)
            buffer.append(byte: UInt8(ascii: "\n"))
            return nil
        }
        let content = SeriesContent(choice.cell, isNew: choice.isNew, family.grid, options)
        if case .none = content.lines { return nil }
        // OpenMetrics has no such counters, and strict readers would refuse the page.
        let isCounter = family.head.type == .counter && !family.isUnknown
        if format.isOpenMetrics, !options.isTerse, isCounter, content.isBelowZero { return nil }
        appendHead(of: family, to: &buffer)
        return SeriesLines(choice, content, starts, as: format, isUnknown: family.isUnknown, options)
    }

    /// Whether there is nothing but its value on the line of a number.
    private var isPlain: Bool { !format.isOpenMetrics && !options.showsTimes }
}

extension Cell {
    /// The value of a sum; nil for anything else.
    fileprivate var total: Double? {
        switch state {
        case .counter(let total), .level(let total): total.value
        case .accumulator, .gauge, .histogram, .exponentialHistogram, .summary: nil
        }
    }
}

extension TextBuffer {
    fileprivate mutating func append(headOf family: ShownFamily, as format: PageFormat, showsUnit: Bool) {
        append("# HELP ")
        append(metricName: family.head.name)
        append(" ")
        if format.isOpenMetrics { append(labelValue: family.head.help) } else { append(help: family.head.help) }
        append("\n# TYPE ")
        append(metricName: family.head.name)
        append(" ")
        append(family.type)
        append("\n")
        // A unit that the name doesn't end in would be refused.
        guard showsUnit, !family.head.unit.isEmpty, family.head.name.hasSuffix("_" + family.head.unit) else { return }
        append("# UNIT ")
        append(metricName: family.head.name)
        append(" ")
        append(family.head.unit)
        append("\n")
    }

    private mutating func append(metricName name: String) {
        if name.isPlainName(of: .metric) { append(name) } else { append(quoted: name) }
    }
}

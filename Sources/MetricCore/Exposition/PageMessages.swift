/// Writes a page in Prometheus' protobuf format: a message `io.prometheus.client.MetricFamily` for each family, its
/// length in front, or as text.
///
/// The length has to be known before the first series is written, so those of a family are looked at twice: a family
/// may be far larger than what is sent in one piece.
final class PageMessages: PageWriter {
    private let options: LineOptions
    /// How messages are written as text; nil if they aren't.
    private let text: MessageText?
    private let families: [ShownFamily]
    let leftOut: [String]
    private var family = 0
    private var member = 0
    private var hasHead = false
    /// Whether the family has series to be shown.
    private var isShown = false
    private var selection: SeriesSelection
    private var message: MetricMessage

    /// Starts to write a snapshot: see ``PageSnapshot/writer(as:lastSeen:names:)``.
    init(
        _ snapshot: PageSnapshot, as format: PageFormat, lastSeen: UInt64?, names: Set<String>?
    ) {
        options = LineOptions(snapshot)
        text =
            switch format.syntax {
            case .protobufText: MessageText(isCompact: false)
            case .protobufCompactText: MessageText(isCompact: true)
            default: nil
            }
        selection = SeriesSelection(snapshot, as: format, lastSeen: lastSeen)
        (families, leftOut) = snapshot.familiesToShow(as: format, names: names)
        message = MetricMessage(format, options)
    }

    /// Appends the next messages until the buffer has `size` bytes or a series more. Tells whether anything is left.
    func write(to buffer: inout TextBuffer, size: Int) -> Bool {
        while family < families.count {
            if !hasHead { beginFamily(in: &buffer) }
            while member < families[family].members.count {
                if buffer.count >= size { return true }
                if setMessage(families[family].members[member]) { appendMessage(to: &buffer) }
                member += 1
            }
            if isShown { text?.appendEnd(to: &buffer) }
            family += 1
            member = 0
            hasHead = false
            selection.beginFamily()
        }
        return false
    }

    /// Appends what stands before the series of the next family; nothing if it has none.
    private func beginFamily(in buffer: inout TextBuffer) {
        let (head, members) = (families[family].head, families[family].members)
        let unit = options.isTerse ? "" : head.unit
        if let text {
            isShown = members.contains { setMessage($0) }
            if isShown { buffer.append(headOf: head, unit: unit, as: text) }
        } else {
            var size = 0
            for member in members where setMessage(member) {
                let metric = message.packedSize
                size += 1 + UInt64(metric).varintByteCount + metric
            }
            isShown = size > 0
            if isShown { buffer.append(headOf: head, unit: unit, seriesSize: size) }
        }
        selection.beginFamily()
        hasHead = true
    }

    /// Appends the series that the message was set to last.
    private func appendMessage(to buffer: inout TextBuffer) {
        if let text {
            message.append(as: text, to: &buffer)
        } else {
            let size = message.packedSize
            buffer.append(tag: 4)
            buffer.append(varint: UInt64(size))
            message.append(size: size, to: &buffer)
        }
    }

    /// Sets the message of a member; false if it isn't written.
    private func setMessage(_ member: FamilyMember) -> Bool {
        guard let choice = selection.choose(member, of: families[family]) else { return false }
        let content = SeriesContent(choice.cell, isNew: choice.isNew, families[family].grid, options)
        if case .none = content.lines { return false }
        let isTimed = options.showsTimes && !choice.series.isTarget
        message.set(choice.labels, content, choice.series.type, isTimed: isTimed)
        return true
    }
}

extension PageType {
    /// Its number in the schema.
    fileprivate var messageNumber: UInt8 {
        switch self {
        case .counter: 0
        case .gauge: 1
        case .summary: 2
        case .histogram: 4
        }
    }
}

extension TextBuffer {
    /// Appends the length of a family's message, whose series have so many bytes, and its other fields.
    fileprivate mutating func append(headOf head: FamilyHead, unit: String, seriesSize: Int) {
        var fields = TextBuffer()
        fields.append(tag: 1, text: head.name)
        fields.append(tag: 2, text: head.help)
        fields.append(byte: 3 << 3)
        fields.append(byte: head.type.messageNumber)
        if !unit.isEmpty { fields.append(tag: 5, text: unit) }
        append(varint: UInt64(fields.count + seriesSize))
        append(fields.span)
    }

    /// Appends the fields of a family's message but for its series.
    fileprivate mutating func append(headOf head: FamilyHead, unit: String, as text: MessageText) {
        text.append("name", text: head.name, isFirst: true, to: &self)
        text.append("help", text: head.help, to: &self)
        text.append("type", symbol: head.type.rawValue.uppercased(), to: &self)
        if !unit.isEmpty { text.append("unit", text: unit, to: &self) }
    }

    /// Appends the tag of a field whose length follows.
    fileprivate mutating func append(tag number: UInt8) {
        append(byte: number << 3 | 2)
    }

    fileprivate mutating func append(tag number: UInt8, text: String) {
        append(tag: number)
        append(varint: UInt64(text.utf8.count))
        append(text)
    }

    fileprivate mutating func append(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(byte: UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(byte: UInt8(rest))
    }
}

extension UInt64 {
    /// How many bytes it has as a varint.
    fileprivate var varintByteCount: Int {
        Swift.max((UInt64.bitWidth - leadingZeroBitCount + 6) / 7, 1)
    }
}

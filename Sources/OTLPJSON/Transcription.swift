internal import MetricCore

/// A request on its way from JSON to protobuf: what is written so far, and what is still open.
struct Transcription {
    /// A buffer that has become larger than this isn't kept for the next request.
    private static let keptBytes = 256 << 10

    private(set) var writer = MessageWriter()
    private var levels: [Level] = []
    /// The field whose key was read last, for the value that follows; nil when it isn't known.
    private var field: MessageField?
    /// How many objects and arrays are open that belong to no field.
    private var skippedLevels = 0
    private var byteLimit = 0

    /// An object or array that isn't closed yet.
    private struct Level {
        enum Content {
            case message(MessageType)
            case list(MessageField)
        }

        let content: Content
        /// Where its bytes begin, if their length stands before them.
        let start: Int?
    }

    /// Begins anew, for a message of `byteLimit` bytes at most.
    mutating func begin(byteLimit: Int) {
        writer.removeAll(keeping: Self.keptBytes)
        levels.removeAll(keepingCapacity: true)
        skippedLevels = 0
        self.byteLimit = byteLimit
    }

    /// Takes what is found next in the text.
    mutating func take(_ event: JSONEvent, _ text: RawSpan) throws(JSONFault) {
        if skippedLevels > 0 {
            skip(event)
        } else if event == .objectEnd || event == .arrayEnd {
            if let start = levels.removeLast().start { writer.close(start) }
        } else if let level = levels.last {
            switch level.content {
            case .message(let type): try take(event, text, in: type)
            case .list(let field): try takeElement(event, text, of: field)
            }
        } else {
            try takeRequest(event)
        }
        guard levels.count + skippedLevels <= JSONTranscoder.nestingLimit else { throw .nestedTooDeep }
        guard writer.bytes.count <= byteLimit else { throw .tooLarge }
    }

    // MARK: - Objects and arrays

    private mutating func takeRequest(_ event: JSONEvent) throws(JSONFault) {
        switch event {
        case .objectStart: levels.append(Level(content: .message(.request), start: nil))
        case .null: break
        default: throw .noObject
        }
    }

    private mutating func take(_ event: JSONEvent, _ text: RawSpan, in type: MessageType) throws(JSONFault) {
        if event == .key {
            field = type.field(called: text)
        } else if event == .null {
            return
        } else if let field {
            if field.isRepeated {
                try beginList(event, of: field)
            } else {
                try write(event, text, as: field)
            }
        } else {
            skip(event)
        }
    }

    private mutating func beginList(_ event: JSONEvent, of field: MessageField) throws(JSONFault) {
        guard event == .arrayStart else { throw field.fault("an array") }
        var start: Int?
        if field.isPacked {
            writer.tag(field.number, .lengthDelimited)
            start = writer.open()
        }
        levels.append(Level(content: .list(field), start: start))
    }

    private mutating func takeElement(_ event: JSONEvent, _ text: RawSpan, of field: MessageField) throws(JSONFault) {
        guard event == .null else { return try write(event, text, as: field) }
        // An element must be something: what is empty, where there is such a thing.
        switch field.kind {
        case .message, .text:
            writer.tag(field.number, .lengthDelimited)
            writer.varint(0)
        default: throw field.fault("an array without null")
        }
    }

    private mutating func write(_ event: JSONEvent, _ text: RawSpan, as field: MessageField) throws(JSONFault) {
        guard case .message(let type) = field.kind else {
            return try writer.write(event, text, as: field)
        }
        guard event == .objectStart else { throw field.fault("an object") }
        writer.tag(field.number, .lengthDelimited)
        levels.append(Level(content: .message(type), start: writer.open()))
    }

    private mutating func skip(_ event: JSONEvent) {
        switch event {
        case .objectStart, .arrayStart: skippedLevels += 1
        case .objectEnd, .arrayEnd: skippedLevels -= 1
        default: break
        }
    }
}

/// Makes protobuf of requests in OTLP's JSON form, so that there is one way in for both.
///
/// It reads what otelcol reads: names in camel case or as in the schema, 64-bit numbers as numbers or texts, enums as
/// numbers or names, ids in hexadecimal; unknown keys are passed over. A null means that the field isn't set, which
/// otelcol says of texts, objects and arrays only.
///
/// Not Sendable: one thread at a time uses it, for one request after the other, always with the same memory.
public final class JSONTranscoder: JSONEventHandler {
    /// How deep objects and arrays may be nested: an attribute's value that holds another takes four levels, so this is
    /// more than the 128 values that a request may nest.
    public static let nestingLimit = 600

    /// A buffer that has become larger than this isn't kept for the next request.
    private static let keptBytes = 256 << 10

    private var writer = MessageWriter()
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

    /// Makes a transcoder.
    public init() {}

    /// The `ExportMetricsServiceRequest` that was made last.
    public var message: [UInt8] { writer.bytes }

    /// Makes ``message`` of a text, which may get `limit` bytes.
    public func transcode(_ text: RawSpan, limit: Int) throws(JSONError) {
        removeAll()
        byteLimit = limit
        try JSONEvents.read(text, self)
    }

    /// Forgets the message, and gives its memory back if it was large.
    public func removeAll() {
        writer.removeAll(keeping: Self.keptBytes)
        levels.removeAll(keepingCapacity: true)
        skippedLevels = 0
    }

    func handle(_ event: JSONEvent, _ text: RawSpan) throws(JSONFault) {
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
        guard levels.count + skippedLevels <= Self.nestingLimit else { throw .nestedTooDeep }
        guard writer.bytes.count <= byteLimit else { throw .tooLarge }
    }

    // MARK: - Objects and arrays

    private func takeRequest(_ event: JSONEvent) throws(JSONFault) {
        switch event {
        case .objectStart: levels.append(Level(content: .message(.request), start: nil))
        case .null: break
        default: throw .noObject
        }
    }

    private func take(_ event: JSONEvent, _ text: RawSpan, in type: MessageType) throws(JSONFault) {
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

    private func beginList(_ event: JSONEvent, of field: MessageField) throws(JSONFault) {
        guard event == .arrayStart else { throw field.fault("an array") }
        var start: Int?
        if field.isPacked {
            writer.tag(field.number, .lengthDelimited)
            start = writer.open()
        }
        levels.append(Level(content: .list(field), start: start))
    }

    private func takeElement(_ event: JSONEvent, _ text: RawSpan, of field: MessageField) throws(JSONFault) {
        guard event == .null else { return try write(event, text, as: field) }
        // An element must be something: what is empty, where there is such a thing.
        switch field.kind {
        case .message, .text:
            writer.tag(field.number, .lengthDelimited)
            writer.varint(0)
        default: throw field.fault("an array without null")
        }
    }

    private func write(_ event: JSONEvent, _ text: RawSpan, as field: MessageField) throws(JSONFault) {
        guard case .message(let type) = field.kind else {
            return try writer.write(event, text, as: field)
        }
        guard event == .objectStart else { throw field.fault("an object") }
        writer.tag(field.number, .lengthDelimited)
        levels.append(Level(content: .message(type), start: writer.open()))
    }

    private func skip(_ event: JSONEvent) {
        switch event {
        case .objectStart, .arrayStart: skippedLevels += 1
        case .objectEnd, .arrayEnd: skippedLevels -= 1
        default: break
        }
    }
}

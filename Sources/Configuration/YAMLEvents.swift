import CYAML

/// What libyaml finds next in a text, and where.
struct YAMLEvent {
    enum Kind {
        /// `isPlain` is false for text in quotes or in a block behind `|` or `>`.
        case scalar(text: String, isPlain: Bool, tag: String?, anchor: String?)
        case listStart(anchor: String?)
        case listEnd
        case mapStart(anchor: String?)
        case mapEnd
        case alias(String)
        case documentStart
        case documentEnd
        case streamStart
        case streamEnd
    }

    let kind: Kind
    /// From 1.
    let line: Int
    /// In characters, from 1.
    let column: Int
}

/// Why a text is no YAML, mostly in libyaml's words.
struct YAMLSyntaxError: Error {
    let line: Int
    let column: Int
    let message: String
}

/// Reads YAML event by event: the only place that faces libyaml.
@safe struct YAMLEvents: ~Copyable {
    // Both are allocated here and freed in deinit; libyaml reads the input until then, so neither may move.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>

    init(_ bytes: [UInt8]) {
        unsafe input = .allocate(capacity: bytes.count)
        _ = unsafe input.initialize(from: bytes)
        unsafe parser = .allocate(capacity: 1)
        unsafe parser.initialize(to: yaml_parser_t())
        // It fails only for want of memory, of which no caller could make more.
        let initialized = unsafe yaml_parser_initialize(parser)
        precondition(initialized == 1, "yaml_parser_initialize failed")
        unsafe yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe input.deallocate()
    }

    mutating func next() throws(YAMLSyntaxError) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
        // Everything is copied out of the event before it is freed.
        defer { unsafe yaml_event_delete(&event) }
        let mark = unsafe event.start_mark
        return YAMLEvent(kind: unsafe Self.kind(of: event), line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    private static func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
        // The type tells which member of the union `data` libyaml has filled.
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return unsafe .scalar(
                text: String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE,
                tag: text(scalar.tag), anchor: text(scalar.anchor))
        case YAML_SEQUENCE_START_EVENT: return unsafe .listStart(anchor: text(event.data.sequence_start.anchor))
        case YAML_SEQUENCE_END_EVENT: return .listEnd
        case YAML_MAPPING_START_EVENT: return unsafe .mapStart(anchor: text(event.data.mapping_start.anchor))
        case YAML_MAPPING_END_EVENT: return .mapEnd
        case YAML_ALIAS_EVENT: return unsafe .alias(text(event.data.alias.anchor) ?? "")
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_STREAM_START_EVENT: return .streamStart
        default: return .streamEnd
        }
    }

    /// Copies one of libyaml's texts, which end with a zero byte.
    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        unsafe pointer.map { unsafe String(cString: $0) }
    }

    /// What libyaml's words mean, where they are hard to understand or the cause stands elsewhere.
    private func explained(_ problem: String) -> String? {
        switch problem {
        case "found character that cannot start any token":
            // The scanner stopped at this character, which is in its buffer.
            let byte = unsafe parser.pointee.buffer.pointer.pointee
            return byte == UInt8(ascii: "\t")
                ? "a tab stands here, and YAML indents with spaces"
                : "a value that begins with \(Unicode.Scalar(byte)) needs quotes"
        case "mapping values are not allowed in this context":
            return "\(problem): the line is indented wrongly, a text with a colon needs quotes,"
                + " or the key above a blank behind its colon"
        default: return nil
        }
    }

    private func syntaxError() -> YAMLSyntaxError {
        let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "not valid YAML"
        guard unsafe parser.pointee.error != YAML_READER_ERROR else {
            return readerError(problem, atByte: unsafe parser.pointee.problem_offset)
        }
        let context = unsafe parser.pointee.context.map { unsafe String(cString: $0) }
        let (place, start) = unsafe (parser.pointee.problem_mark, parser.pointee.context_mark)
        guard problem != "could not find expected ':'" else {
            // libyaml tells where it gave up waiting for the colon.
            return YAMLSyntaxError(at: start, "a key needs a colon with a blank behind it, as in key: value")
        }
        if let explained = explained(problem) { return YAMLSyntaxError(at: place, explained) }
        guard let context else { return YAMLSyntaxError(at: place, problem) }
        // What is never closed is found at the end, and is of interest where it begins.
        let isUnclosed = problem == "found unexpected end of stream"
        guard !isUnclosed else { return YAMLSyntaxError(at: start, "\(problem) \(context) that begins here") }
        let origin = start.line == place.line ? "" : " that begins in line \(start.line + 1)"
        return YAMLSyntaxError(at: place, "\(problem) \(context)\(origin)")
    }

    /// Finds the line and column of a byte that can't stand in YAML, where libyaml tells only its offset.
    private func readerError(_ problem: String, atByte offset: Int) -> YAMLSyntaxError {
        let before = unsafe input.prefix(offset)
        let lineStart = unsafe before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let line = unsafe before.count { $0 == UInt8(ascii: "\n") } + 1
        let column = unsafe before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
        return YAMLSyntaxError(line: line, column: column, message: problem)
    }
}

extension YAMLSyntaxError {
    fileprivate init(at mark: yaml_mark_t, _ message: String) {
        self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1, message: message)
    }
}

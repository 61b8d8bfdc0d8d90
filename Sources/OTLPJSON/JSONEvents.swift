import CYAJL

/// What is found next in a JSON text.
enum JSONEvent: Equatable {
    case null
    case bool(Bool)
    case number
    case string
    case objectStart
    case key
    case objectEnd
    case arrayStart
    case arrayEnd
}

/// Who is told the events of a JSON text; a fault ends the reading.
protocol JSONEventHandler: AnyObject {
    /// Takes an event, and the text of a number, string or key: a number as it is written, the others with their
    /// escapes undone. Their UTF-8 isn't checked.
    func handle(_ event: JSONEvent, _ text: RawSpan) throws(JSONFault)
}

/// Reads JSON event by event: the only place that faces yajl.
///
/// yajl doesn't recurse; it takes memory for a copy of the longest text with escapes, and a byte for each level.
final class JSONEvents {
    private let handler: any JSONEventHandler
    private var fault: JSONFault?

    private init(_ handler: any JSONEventHandler) {
        self.handler = handler
    }

    /// Tells `handler` the first value of a text. What follows it isn't looked at.
    static func read(_ text: RawSpan, _ handler: any JSONEventHandler) throws(JSONError) {
        let events = JSONEvents(handler)
        var callbacks = callbacks
        // The parser holds pointers to the callbacks and, unretained, to the object that they are called with; it is
        // freed before either goes.
        let error: JSONError? = unsafe withUnsafePointer(to: &callbacks) { callbacks in
            let context = unsafe Unmanaged.passUnretained(events).toOpaque()
            guard let parser = unsafe yajl_alloc(callbacks, nil, context) else {
                preconditionFailure("yajl_alloc failed")
            }
            defer { unsafe yajl_free(parser) }
            unsafe windsock_yajl_enable(parser, yajl_dont_validate_strings)
            unsafe windsock_yajl_enable(parser, yajl_allow_trailing_garbage)
            // The text's pointer is used within the closure only.
            return unsafe text.withUnsafeBytes { unsafe events.parse($0, parser) }
        }
        withExtendedLifetime(events) {}
        if let error { throw error }
    }

    private func parse(_ text: UnsafeRawBufferPointer, _ parser: yajl_handle) -> JSONError? {
        let start = unsafe text.bindMemory(to: UInt8.self).baseAddress
        var status = unsafe yajl_parse(parser, start, text.count)
        let offset = unsafe yajl_get_bytes_consumed(parser)
        if status == yajl_status_ok { status = unsafe yajl_complete_parse(parser) }
        if let fault { return JSONError(fault, at: offset) }
        if status == yajl_status_ok { return nil }
        return unsafe JSONError(.syntax(Self.reason(parser)), at: offset)
    }

    /// What yajl says is wrong: a line, which may end with a full stop.
    private static func reason(_ parser: yajl_handle) -> String {
        guard let message = unsafe yajl_get_error(parser, 0, nil, 0) else { return "parse error" }
        defer { unsafe yajl_free_error(parser, message) }
        let line = unsafe String(cString: message).prefix { $0 != "\n" }
        return String(line.last == "." ? line.dropLast() : line)
    }

    // MARK: - What yajl calls

    private static var callbacks: yajl_callbacks {
        unsafe yajl_callbacks(
            yajl_null: { unsafe JSONEvents.tell($0, .null) },
            yajl_boolean: { unsafe JSONEvents.tell($0, .bool($1 != 0)) },
            yajl_integer: nil, yajl_double: nil,
            yajl_number: { unsafe JSONEvents.tell($0, .number, UnsafeRawPointer($1), $2) },
            yajl_string: { unsafe JSONEvents.tell($0, .string, UnsafeRawPointer($1), $2) },
            yajl_start_map: { unsafe JSONEvents.tell($0, .objectStart) },
            yajl_map_key: { unsafe JSONEvents.tell($0, .key, UnsafeRawPointer($1), $2) },
            yajl_end_map: { unsafe JSONEvents.tell($0, .objectEnd) },
            yajl_start_array: { unsafe JSONEvents.tell($0, .arrayStart) },
            yajl_end_array: { unsafe JSONEvents.tell($0, .arrayEnd) })
    }

    /// Hands an event on; 0 ends the reading.
    private static func tell(
        _ context: UnsafeMutableRawPointer?, _ event: JSONEvent, _ text: UnsafeRawPointer? = nil, _ count: Int = 0
    ) -> Int32 {
        guard let context = unsafe context else { return 0 }
        let events = unsafe Unmanaged<JSONEvents>.fromOpaque(context).takeUnretainedValue()
        do throws(JSONFault) {
            // yajl lends the text for the call.
            try unsafe events.handler.handle(
                event, RawSpan(_unsafeStart: text ?? UnsafeRawPointer(context), byteCount: count))
            return 1
        } catch {
            events.fault = error
            return 0
        }
    }
}

import CMicroHTTPD

/// A client's connection while a request is under way on it.
@safe
struct Connection: @unchecked Sendable {
    // Safe and Sendable: libmicrohttpd keeps the connection until its request is completed, and whoever has a value of
    // this type drops it before. Only one thread at a time works on a request.
    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        unsafe self.pointer = pointer
    }

    /// What we know of the connection.
    var record: OpenConnection {
        guard let context = unsafe windsock_socket_context(pointer) else {
            preconditionFailure("a connection without a record")
        }
        // Set when the connection was opened; it holds the record until it is closed.
        return unsafe Unmanaged<OpenConnection>.fromOpaque(context).takeUnretainedValue()
    }

    /// The address of the other end.
    var peer: PeerAddress {
        record.peer
    }

    /// What the head's fields are, taken together.
    var census: HeaderCensus {
        var census = HeaderCensus()
        // The pointers are used within the calls only.
        unsafe withUnsafeMutablePointer(to: &census) { census in
            _ = unsafe MHD_get_connection_values_n(
                pointer, .HEADER_KIND,
                { context, _, name, length, _, _ in
                    guard let census = unsafe context?.assumingMemoryBound(to: HeaderCensus.self) else { return .NO }
                    unsafe census.pointee.count(UnsafeRawBufferPointer(start: name, count: length))
                    return .YES
                }, census)
        }
        return census
    }

    /// The value of a header field or of a query parameter; it stays until the request is completed.
    func value(_ name: String, _ kind: MHD_ValueKind) -> UnsafeRawBufferPointer? {
        var value: UnsafePointer<CChar>?
        var length = 0
        // The name's own bytes, with their count: as a C string it would be copied each time.
        let found = unsafe name.utf8Span.span.bytes.withUnsafeBytes { name in
            unsafe MHD_lookup_connection_value_n(
                pointer, kind, name.bindMemory(to: CChar.self).baseAddress, name.count, &value, &length)
        }
        guard found == .YES else { return nil }
        // A parameter without "=" has no value, which is the same as an empty one here.
        let bytes = unsafe UnsafeRawBufferPointer(start: value, count: length)
        return unsafe kind == .HEADER_KIND ? bytes.withoutBlanksAtEnd : bytes
    }

    /// All header fields, in the order in which they were sent.
    var headers: [HTTPHeader] {
        var fields: [HTTPHeader] = []
        // The pointers are used within the calls only.
        unsafe withUnsafeMutablePointer(to: &fields) { fields in
            _ = unsafe MHD_get_connection_values_n(
                pointer, .HEADER_KIND,
                { context, _, name, nameLength, value, length in
                    guard let fields = unsafe context?.assumingMemoryBound(to: [HTTPHeader].self) else { return .NO }
                    let name = unsafe UnsafeRawBufferPointer(start: name, count: nameLength)
                    let value = unsafe UnsafeRawBufferPointer(start: value, count: length).withoutBlanksAtEnd
                    unsafe fields.pointee.append(
                        HTTPHeader(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self)))
                    return .YES
                }, fields)
        }
        return fields
    }

    /// The values of all query parameters of that name, in their order; escapes are undone in both.
    func parameters(_ name: String) -> [String] {
        var found = NamedParameters(name: name)
        // The pointers are used within the calls only.
        unsafe withUnsafeMutablePointer(to: &found) { found in
            _ = unsafe MHD_get_connection_values_n(
                pointer, .GET_ARGUMENT_KIND,
                { context, _, name, nameLength, value, length in
                    guard let found = unsafe context?.assumingMemoryBound(to: NamedParameters.self) else { return .NO }
                    unsafe found.pointee.take(
                        UnsafeRawBufferPointer(start: name, count: nameLength),
                        UnsafeRawBufferPointer(start: value, count: length))
                    return .YES
                }, found)
        }
        return found.values
    }

    /// Takes the connection off its event loop until `resume`, which may be called by another thread.
    func suspend() {
        unsafe MHD_suspend_connection(pointer)
    }

    /// Gives the connection back to its event loop, which then asks for the answer.
    func resume() {
        unsafe MHD_resume_connection(pointer)
    }

    /// Sends the answer, or its head alone, and closes the connection after it if asked to. False when that isn't
    /// possible any more.
    func send(
        _ exchange: Exchange, _ response: HTTPResponse, adding headers: [HTTPHeader] = [], headOnly: Bool = false,
        closes: Bool
    ) -> Bool {
        record.enter(.answer)
        switch response.content(with: headers) {
        case .prepared(let prepared):
            return unsafe queue(prepared.status, prepared.response(closes: closes))
        case .bytes(let parts, let body):
            return unsafe queueOnce(parts, makeResponse(parts, body, closes: closes))
        case .stream(let parts, let stream, let coding):
            let pump = StreamPump(headOnly ? stream : coding.encode(stream), record)
            exchange.pump = pump
            let sent = coding == .identity ? parts : parts.adding(HTTPHeader("Content-Encoding", coding.rawValue))
            return unsafe queueOnce(parts, makeResponse(sent, pump, headOnly: headOnly, closes: closes))
        }
    }

    /// Sends a response that is used for nothing else; the connection holds it from now on.
    private func queueOnce(_ parts: ResponseParts, _ response: OpaquePointer) -> Bool {
        defer { unsafe MHD_destroy_response(response) }
        return unsafe queue(UInt32(parts.status), response)
    }

    private func queue(_ status: UInt32, _ response: OpaquePointer) -> Bool {
        unsafe MHD_queue_response(pointer, status, response) == .YES
    }
}

extension UnsafeRawBufferPointer {
    /// The same without the blanks that libmicrohttpd leaves behind a field's value.
    fileprivate var withoutBlanksAtEnd: UnsafeRawBufferPointer {
        let end = unsafe lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? 0
        return unsafe UnsafeRawBufferPointer(rebasing: self[..<end])
    }
}

/// The values of query parameters of one name.
private struct NamedParameters {
    let name: String
    private(set) var values: [String] = []

    init(name: String) {
        self.name = name
    }

    /// Notes a parameter, if it has this name.
    mutating func take(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        guard unsafe HTTPText(name.bytes).percentDecoded.elementsEqual(self.name.utf8) else { return }
        unsafe values.append(String(decoding: HTTPText(value.bytes).percentDecoded, as: UTF8.self))
    }
}

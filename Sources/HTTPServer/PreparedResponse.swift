import CMicroHTTPD

/// A constant answer, made once and sent as often as wanted, by any number of threads.
@safe
public final class PreparedResponse: @unchecked Sendable {
    // Sendable: nothing changes after init but libmicrohttpd's reference counts, which it keeps under a lock.
    let status: UInt32
    let parts: ResponseParts
    let body: [UInt8]
    private let keeping: OpaquePointer
    private let closing: OpaquePointer

    /// Makes an answer.
    public init(status: Int, contentType: String?, headers: [HTTPHeader] = [], body: [UInt8]) {
        parts = ResponseParts(status, contentType, headers)
        self.body = body
        self.status = UInt32(status)
        unsafe keeping = makeResponse(parts, body, closes: false)
        unsafe closing = makeResponse(parts, body, closes: true)
    }

    deinit {
        unsafe MHD_destroy_response(keeping)
        unsafe MHD_destroy_response(closing)
    }

    /// The response, which belongs to this object; `closes` asks for the one that ends its connection.
    func response(closes: Bool) -> OpaquePointer {
        unsafe closes ? closing : keeping
    }
}

/// A response that has its own copy of `body` and belongs to the caller.
func makeResponse(_ parts: ResponseParts, _ body: [UInt8], closes: Bool) -> OpaquePointer {
    // The bytes are only read, although the parameter isn't const, and copied within the call.
    let response = unsafe body.withUnsafeBytes { bytes in
        unsafe MHD_create_response_from_buffer(
            bytes.count, UnsafeMutableRawPointer(mutating: bytes.baseAddress), .RESPMEM_MUST_COPY)
    }
    return unsafe addHeaders(parts, closes: closes, to: response)
}

/// A response whose body `pump` brings.
func makeResponse(_ parts: ResponseParts, _ pump: StreamPump, headOnly: Bool, closes: Bool) -> OpaquePointer {
    // The response holds the pump until its last callback.
    let response = unsafe MHD_create_response_from_callback(
        windsock_size_unknown, StreamPump.pieceBytes,
        { context, _, buffer, room in
            guard let context = unsafe context, let buffer = unsafe buffer else { return windsock_end_of_stream }
            let pump = unsafe Unmanaged<StreamPump>.fromOpaque(context).takeUnretainedValue()
            return unsafe pump.fill(UnsafeMutableRawBufferPointer(start: buffer, count: room)) ?? windsock_end_of_stream
        },
        Unmanaged.passRetained(pump).toOpaque(),
        { context in
            if let context = unsafe context { unsafe Unmanaged<StreamPump>.fromOpaque(context).release() }
        })
    // Of a body in chunks libmicrohttpd sends the last one, which is empty, also where it sends no other.
    if headOnly, unsafe response != nil { unsafe windsock_end_by_closing(response) }
    return unsafe addHeaders(parts, closes: closes, to: response)
}

private func addHeaders(_ parts: ResponseParts, closes: Bool, to response: OpaquePointer?) -> OpaquePointer {
    // libmicrohttpd gives none only when there is no memory left, where Swift's own allocations trap as well.
    guard let response = unsafe response else { preconditionFailure("out of memory") }
    for header in parts.headers {
        unsafe MHD_add_response_header(response, header.name, header.value)
    }
    if closes { unsafe MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close") }
    return unsafe response
}

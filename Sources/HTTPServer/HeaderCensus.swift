/// How many header fields a request has, and how many of those that must be there once at most.
struct HeaderCensus {
    private var fields = 0
    private var lengths = 0
    private var transferEncodings = 0
    private var hosts = 0

    /// Counts a field of this name.
    mutating func count(_ name: UnsafeRawBufferPointer) {
        fields += 1
        // Only names of these lengths matter.
        switch name.count {
        case 4: if unsafe equals(name, "host") { hosts += 1 }
        case 14: if unsafe equals(name, "content-length") { lengths += 1 }
        case 17: if unsafe equals(name, "transfer-encoding") { transferEncodings += 1 }
        default: break
        }
    }

    /// Whether there are more than so many.
    func exceeds(_ fieldsMax: Int) -> Bool { fields > fieldsMax }

    /// The answer to a request that has too many fields.
    static var tooManyFields: HTTPResponse { answer(431, "431 Request Header Fields Too Large") }

    /// The answer to a request that has too many of some; nil if all is well.
    ///
    /// Where lengths contradict each other, two servers may see two requests in what is one to the other.
    func refusal() -> HTTPResponse? {
        if hosts > 1 { return Self.answer(400, "400 Bad Request: too many Host headers") }
        if lengths > 1 || transferEncodings > 1 || lengths + transferEncodings > 1 {
            return Self.answer(400, "400 Bad Request: more than one Content-Length or Transfer-Encoding")
        }
        return nil
    }

    /// Whether the body's length is told by a Transfer-Encoding.
    var hasTransferEncoding: Bool { transferEncodings > 0 }

    /// The answer to a Transfer-Encoding that isn't chunked.
    static var unknownTransferEncoding: HTTPResponse { answer(501, "501 Unsupported transfer encoding") }

    private static func answer(_ status: Int, _ text: String) -> HTTPResponse {
        HTTPResponse(status: status, contentType: "text/plain; charset=utf-8", body: text)
    }

    private func equals(_ name: UnsafeRawBufferPointer, _ lowercase: StaticString) -> Bool {
        // A static string's bytes stay; the caller has compared the counts.
        for index in 0..<name.count where unsafe name[index] | 0x20 != lowercase.utf8Start[index] | 0x20 {
            return false
        }
        return true
    }
}

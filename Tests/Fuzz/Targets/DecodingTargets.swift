import HTTPServer

extension FuzzTarget {
    /// Compressed bodies, a target for each format that others than this project define.
    static let decoding = [
        decoding("gzip", .gzip), decoding("zlib", .zlib), decoding("zstd", .zstd),
        decoding("snappy", .snappy, .framedSnappy), decoding("lz4", .lz4),
    ]

    /// In bytes; what bombs run into.
    private static let limit = 64 << 10

    private static func decoding(_ name: String, _ codings: ContentCoding...) -> FuzzTarget {
        FuzzTarget(name: name) { body in
            for coding in codings {
                if let fault = decodingFault(body, coding) { return fault }
            }
            return nil
        }
    }

    private static func decodingFault(_ body: RawSpan, _ coding: ContentCoding) -> String? {
        var decoder = BodyDecoder()
        let first = Decoded(body, coding, limit: limit, by: &decoder)
        guard first.capacity <= 2 * limit else { return "took \(first.capacity) bytes of memory" }
        guard Decoded(body, coding, limit: limit, by: &decoder) == first else { return "is different a second time" }
        guard let bytes = first.bytes else { return nil }
        guard bytes.count <= limit else { return "became \(bytes.count) bytes" }
        guard Decoded(body, coding, limit: bytes.count, by: &decoder).bytes == bytes else {
            return "is refused where there is just room for it"
        }
        guard bytes.isEmpty || Decoded(body, coding, limit: bytes.count - 1, by: &decoder).isTooLarge else {
            return "isn't refused where there is no room for its last byte"
        }
        return nil
    }
}

/// What a decoder makes of a body.
private struct Decoded: Equatable {
    private let result: Result<[UInt8], BodyRefusal>
    let capacity: Int

    init(_ body: RawSpan, _ coding: ContentCoding, limit: Int, by decoder: inout BodyDecoder) {
        var output = DecodedBody()
        do throws(BodyRefusal) {
            try decoder.decode(body, coding, limit: limit, into: &output)
            result = .success(output.bytes)
        } catch {
            result = .failure(error)
        }
        capacity = output.bytes.capacity
    }

    /// Nil if it was refused.
    var bytes: [UInt8]? { try? result.get() }

    var isTooLarge: Bool {
        if case .failure(.tooLarge) = result { true } else { false }
    }
}

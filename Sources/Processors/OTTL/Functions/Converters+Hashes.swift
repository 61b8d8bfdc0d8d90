import MetricCore

extension Converter {
    /// Hashes, and other ways to write bytes.
    static let hashes: [Converter] = [
        Converter("FNV", .string("target")) { .int(Int64(bitPattern: fnv1a($0))) },
        Converter("MD5", .string("target")) { .string(Hashes.md5($0).hexadecimal) },
        Converter("SHA1", .string("target")) { .string(Hashes.sha1($0).hexadecimal) },
        Converter("SHA256", .string("target")) { .string(Hashes.sha256($0).hexadecimal) },
        Converter("SHA512", .string("target")) { .string(Hashes.sha512($0).hexadecimal) },
        Converter("Murmur3Hash", .string("target")) {
            .string(Murmur3.hash32($0).littleEndianBytes.hexadecimal)
        },
        Converter("Murmur3Hash128", .string("target")) { text in
            let hash = Murmur3.hash128(text)
            return .string((hash.first.littleEndianBytes + hash.second.littleEndianBytes).hexadecimal)
        },
        Converter("XXH3", .string("target")) { .string(Hashes.xxh3($0).bigEndianBytes.hexadecimal) },
        Converter("XXH128", .string("target")) { text in
            let hash = Hashes.xxh128(text)
            return .string((hash.high.bigEndianBytes + hash.low.bigEndianBytes).hexadecimal)
        },
        Converter("Hex", .bytesLike("target")) { .string(($0 ?? []).hexadecimal) },
        Converter("Base64Encode", .string("target"), .optional(.string("variant"))) {
            text, variant throws(EvaluationError) in
            .string(try Base64(named: variant ?? "base64").encode(Array(text.utf8)))
        },
        Converter("Decode", .any("target"), .string("encoding")) { target, encoding throws(EvaluationError) in
            guard let bytes = try target.asBytes() else { throw .unsupportedType(target.typeName) }
            return .string(try TextEncoding.decode(bytes, encoding))
        },
        identifier("TraceID", byteCount: 16),
        identifier("SpanID", byteCount: 8),
        identifier("ProfileID", byteCount: 16),
    ]

    /// An identifier of so many bytes, or of twice as many hexadecimal digits.
    private static func identifier(_ name: String, byteCount: Int) -> Converter {
        Converter(name, .bytesLike("target")) { bytes throws(EvaluationError) in
            let bytes = bytes ?? []
            if bytes.count == byteCount { return .bytes(bytes) }
            let digits = bytes.compactMap(hexadecimalDigit)
            guard digits.count == bytes.count, digits.count == 2 * byteCount else {
                throw .failed("\(name) needs \(byteCount) bytes, or \(2 * byteCount) hexadecimal digits")
            }
            return .bytes(stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
        }
    }
}

import Glibc

/// Text of a request, borrowed for as long as the request is: bytes as they were sent, which needn't be UTF-8.
public struct HTTPText: ~Escapable {
    /// The bytes.
    public let bytes: RawSpan

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) {
        self.bytes = bytes
    }

    /// A copy; what isn't UTF-8 is shown as U+FFFD.
    public var string: String {
        // The pointer is used within the call only.
        unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Whether it is `other`, byte for byte.
    public func equals(_ other: String) -> Bool {
        // The pointers are used within the call only.
        unsafe bytes.withUnsafeBytes { mine in
            unsafe other.utf8.withContiguousStorageIfAvailable { other in
                guard mine.count == other.count else { return false }
                guard let start = mine.baseAddress, let otherStart = other.baseAddress else { return true }
                return unsafe memcmp(start, otherStart, mine.count) == 0
            }
        } ?? compare(other) { $0 }
    }

    /// Whether it is `other` but for the case of ASCII letters.
    public func equalsIgnoringCase(_ other: String) -> Bool {
        // As a rule it is written the usual way.
        equals(other) || compare(other) { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    }

    /// Whether it begins with `prefix`, byte for byte.
    public func hasPrefix(_ prefix: String) -> Bool {
        let wanted = prefix.utf8Span.span
        return wanted.count <= bytes.byteCount && wanted.indices.allSatisfy { self[$0] == wanted[$0] }
    }

    /// What stands before the first semicolon, without the spaces around it: the type in a Content-Type.
    public var beforeParameters: HTTPText {
        @_lifetime(copy self)
        get {
            var end = bytes.byteOffsets.first { self[$0] == UInt8(ascii: ";") } ?? bytes.byteCount
            var start = 0
            while start < end, isBlank(self[start]) { start += 1 }
            while end > start, isBlank(self[end - 1]) { end -= 1 }
            return HTTPText(bytes.extracting(start..<end))
        }
    }

    /// The bytes with each `%xx` replaced by the byte that it stands for; a `%` without two hex digits stays.
    public var percentDecoded: [UInt8] {
        var decoded: [UInt8] = []
        var offset = 0
        while offset < bytes.byteCount {
            if self[offset] == UInt8(ascii: "%"), offset + 2 < bytes.byteCount,
                let high = Character(Unicode.Scalar(self[offset + 1])).hexDigitValue,
                let low = Character(Unicode.Scalar(self[offset + 2])).hexDigitValue
            {
                decoded.append(UInt8(high << 4 | low))
                offset += 3
            } else {
                decoded.append(self[offset])
                offset += 1
            }
        }
        return decoded
    }

    /// The number that the text is in decimal digits; nil when it is none, or too large.
    var decimal: Int? {
        guard bytes.byteCount > 0 else { return nil }
        var value = 0
        for offset in bytes.byteOffsets {
            let digit = self[offset] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = scaled.addingReportingOverflow(Int(digit))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }

    private func compare(_ other: String, _ fold: (UInt8) -> UInt8) -> Bool {
        let wanted = other.utf8Span.span
        guard wanted.count == bytes.byteCount else { return false }
        return wanted.indices.allSatisfy { fold(self[$0]) == fold(wanted[$0]) }
    }

    private func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private subscript(_ offset: Int) -> UInt8 {
        // Any byte is a UInt8; the offset is checked.
        unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}

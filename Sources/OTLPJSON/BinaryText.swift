/// Bytes as JSON writes them.
enum BinaryText {
    /// The bytes that hexadecimal digits of either case stand for; nil if they aren't such.
    static func hexadecimal(_ text: RawSpan) -> [UInt8]? {
        guard text.byteCount.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for offset in stride(from: 0, to: text.byteCount, by: 2) {
            guard let high = hexadecimalDigit(text[offset]), let low = hexadecimalDigit(text[offset + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// The bytes that Base64 stands for (RFC 4648, section 4), padded; nil if the text isn't such.
    static func base64(_ text: RawSpan) -> [UInt8]? {
        guard text.byteCount.isMultiple(of: 4) else { return nil }
        var digits = text.byteCount
        while digits > 0, text.byteCount - digits < 2, text[digits - 1] == UInt8(ascii: "=") { digits -= 1 }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits / 4 * 3 + 2)
        var bits: UInt32 = 0
        for offset in 0..<digits {
            guard let digit = base64Digit(text[offset]) else { return nil }
            bits = bits << 6 | digit
            // Each digit but the first of four completes a byte; the lowest two, four or six bits begin the next.
            if offset % 4 > 0 { bytes.append(UInt8(truncatingIfNeeded: bits >> (6 - 2 * UInt32(offset % 4)))) }
        }
        return bytes
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func base64Digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}

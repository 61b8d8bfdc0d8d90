/// Bytes in 64 letters (RFC 4648), in one of its variants.
struct Base64 {
    private let alphabet: [UInt8]
    private let isPadded: Bool

    /// The variant of a name.
    init(named name: String) throws(EvaluationError) {
        guard let variant = Self.variants[name] else {
            throw .failed(
                "unsupported base64 variant: \(name) (\(Self.variants.keys.sorted().joined(separator: ", ")))")
        }
        self = variant
    }

    private init(isPadded: Bool, last: String) {
        alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\(last)".utf8)
        self.isPadded = isPadded
    }

    /// The variants by their names.
    static let variants: [String: Base64] = [
        "base64": Base64(isPadded: true, last: "+/"), "base64-raw": Base64(isPadded: false, last: "+/"),
        "base64-url": Base64(isPadded: true, last: "-_"), "base64-raw-url": Base64(isPadded: false, last: "-_"),
    ]

    /// The letters of bytes.
    func encode(_ bytes: [UInt8]) -> String {
        var letters: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * (3 - UInt32(group.count)))
            for position in 0...group.count {
                letters.append(alphabet[Int(bits >> (18 - 6 * UInt32(position)) & 0x3f)])
            }
            if isPadded { letters += [UInt8](repeating: UInt8(ascii: "="), count: 3 - group.count) }
        }
        return String(decoding: letters, as: UTF8.self)
    }

    /// The bytes of letters, among which line breaks don't count.
    func decode(_ letters: [UInt8]) throws(EvaluationError) -> [UInt8] {
        let letters = letters.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        let content = letters.prefix { $0 != UInt8(ascii: "=") }
        let padding = isPadded ? (4 - content.count % 4) % 4 : 0
        guard letters.count - content.count == padding, content.count % 4 != 1,
            letters[content.count...].allSatisfy({ $0 == UInt8(ascii: "=") })
        else {
            throw .failed("could not decode: not base64")
        }
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        for (position, letter) in content.enumerated() {
            guard let value = alphabet.firstIndex(of: letter) else {
                throw .failed("could not decode: byte \(position) is no letter of base64")
            }
            bits = bits << 6 | UInt32(value)
            // Each letter but the first of four completes a byte; the lowest two, four or six bits begin the next.
            if position % 4 > 0 { bytes.append(UInt8(truncatingIfNeeded: bits >> (6 - 2 * UInt32(position % 4)))) }
        }
        return bytes
    }
}

/// Encodings of text that `Decode` reads.
enum TextEncoding {
    /// The text that bytes stand for. Bytes that mean nothing become U+FFFD.
    static func decode(_ bytes: [UInt8], _ name: String) throws(EvaluationError) -> String {
        if Base64.variants[name] != nil {
            return String(decoding: try Base64(named: name).decode(bytes), as: UTF8.self)
        }
        switch name.lowercased() {
        case "utf-8", "utf8", "nop", "ascii", "us-ascii": return String(decoding: bytes, as: UTF8.self)
        case "utf-16", "utf16", "utf-16le", "utf16le": return utf16(bytes, highFirst: false)
        case "utf-16be", "utf16be": return utf16(bytes, highFirst: true)
        case "iso-8859-1", "latin1": return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        default: throw .failed("unsupported encoding '\(name)'")
        }
    }

    private static func utf16(_ bytes: [UInt8], highFirst: Bool) -> String {
        let units = stride(from: 0, to: bytes.count - bytes.count % 2, by: 2).map { start in
            let (first, second) = (UInt16(bytes[start]), UInt16(bytes[start + 1]))
            return highFirst ? first << 8 | second : second << 8 | first
        }
        return String(decoding: units.first == 0xFEFF ? units[1...] : units[...], as: UTF16.self)
    }
}

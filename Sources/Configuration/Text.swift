/// Puts text into quotes for a message, cut if it is long, on one line.
func quoted(_ text: String) -> String {
    let limit = 80
    let shown = text.unicodeScalars.count > limit ? String(text.unicodeScalars.prefix(limit)) + "..." : text
    return "\"" + shown.unicodeScalars.map { $0 == "'" ? "'" : $0.escaped(asASCII: false) }.joined() + "\""
}

/// Puts text into quotes with the escapes that JSON and YAML share; what `isPrintable` refuses is below 0x10000.
func inDoubleQuotes(_ text: String, where isPrintable: (Unicode.Scalar) -> Bool) -> String {
    func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"", "\\": return "\\\(scalar)"
        case "\n": return "\\n"
        case "\t": return "\\t"
        default:
            if isPrintable(scalar) { return "\(scalar)" }
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
    }
    return "\"" + text.unicodeScalars.map(escaped).joined() + "\""
}

/// The text without white space at its ends.
func trimmed(_ text: Substring) -> String {
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
}

/// Tells whether a byte is one of ASCII's letters.
func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

/// Tells whether a byte is one of ASCII's digits.
func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

/// The parts of a key such as `processors::batch`; of three colons the first two count.
func splitAtDoubleColons(_ key: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var rest = Substring(key)
    while let character = rest.popFirst() {
        if character == ":", rest.first == ":" {
            rest.removeFirst()
            parts.append(part)
            part = ""
        } else {
            part.append(character)
        }
    }
    return parts + [part]
}

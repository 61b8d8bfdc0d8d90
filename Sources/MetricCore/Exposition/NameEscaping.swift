/// Which bytes a name of the Prometheus text format can have.
extension UInt8 {
    /// Whether the byte is a letter or digit of ASCII, or a colon: what both parts of a metric name may have.
    var isNameByte: Bool {
        isLabelByte || self == UInt8(ascii: ":")
    }

    /// Whether the byte is a letter or digit of ASCII.
    var isLabelByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: isDigit
        }
    }

    /// Whether the byte is a digit of ASCII.
    var isDigit: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }
}

extension String {
    /// Whether the text begins with a digit of ASCII.
    var beginsWithDigit: Bool {
        utf8.first?.isDigit ?? false
    }

    /// Whether every character is an underscore.
    var hasOnlyUnderscores: Bool {
        utf8.allSatisfy { $0 == UInt8(ascii: "_") }
    }

    /// The parts between the bytes that aren't kept, without empty ones.
    func parts(keeping isKept: (UInt8) -> Bool) -> [String] {
        // Only whole characters of several bytes are cut away, so each part is valid text.
        utf8.split(whereSeparator: { !isKept($0) }).map { String(Substring($0)) }
    }

    /// The text with each run of bytes that aren't kept as one underscore.
    func underscored(keeping isKept: (UInt8) -> Bool) -> String {
        var result: [UInt8] = []
        for byte in utf8 {
            if isKept(byte) {
                result.append(byte)
            } else if result.last != UInt8(ascii: "_") {
                result.append(UInt8(ascii: "_"))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

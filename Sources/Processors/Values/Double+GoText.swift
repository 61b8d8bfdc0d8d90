extension Double {
    /// Reads a number as Go's `strconv.ParseFloat` does: decimal, or hexadecimal with its exponent, with underscores
    /// between digits; `inf`, `infinity` and `nan` in any case.
    ///
    /// - Returns: nil if the text is none, or the number is too large.
    init?(goText text: String) {
        let hasSign = text.utf8.first == UInt8(ascii: "-") || text.utf8.first == UInt8(ascii: "+")
        let magnitude = text.dropFirst(hasSign ? 1 : 0)
        switch magnitude.lowercased() {
        case "inf", "infinity": self = text.utf8.first == UInt8(ascii: "-") ? -.infinity : .infinity
        case "nan" where !hasSign: self = .nan
        default:
            let isHexadecimal = magnitude.prefix(2).lowercased() == "0x"
            guard Self.areBetweenDigits(underscoresOf: Array(magnitude.utf8), isHexadecimal) else { return nil }
            let digits = Array(magnitude.utf8.filter { $0 != UInt8(ascii: "_") })
            guard isHexadecimal ? Self.isHexadecimal(digits.dropFirst(2)) : Self.isDecimal(digits[...]) else {
                return nil
            }
            guard let number = Double(String(decoding: digits, as: UTF8.self)), number.isFinite else { return nil }
            self = text.utf8.first == UInt8(ascii: "-") ? -number : number
        }
    }

    /// One may also stand between `0x` and the first digit.
    private static func areBetweenDigits(underscoresOf text: [UInt8], _ hexadecimal: Bool) -> Bool {
        func isDigit(_ index: Int) -> Bool {
            text.indices.contains(index) && (hexadecimal ? text[index].isHexadecimalDigit : text[index].isDigit)
        }
        return text.indices.allSatisfy { index in
            text[index] != UInt8(ascii: "_")
                || (isDigit(index - 1) || (hexadecimal && index == 2)) && isDigit(index + 1)
        }
    }

    private static func isDecimal(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        guard rest.popMantissa(\.isDigit) else { return false }
        return rest.isEmpty || rest.popExponent("e") && rest.isEmpty
    }

    private static func isHexadecimal(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        return rest.popMantissa(\.isHexadecimalDigit) && rest.popExponent("p") && rest.isEmpty
    }
}

extension ArraySlice<UInt8> {
    /// Takes digits with a point among or around them, if it has one; tells whether there was a digit.
    fileprivate mutating func popMantissa(_ isDigit: (UInt8) -> Bool) -> Bool {
        let whole = popDigits(isDigit)
        guard first == UInt8(ascii: ".") else { return whole > 0 }
        removeFirst()
        return popDigits(isDigit) + whole > 0
    }

    /// Takes the letter of an exponent, its sign and its digits; tells whether they were there.
    fileprivate mutating func popExponent(_ letter: Unicode.Scalar) -> Bool {
        guard let first = popFirst(), first | 0x20 == UInt8(ascii: letter) else { return false }
        if self.first == UInt8(ascii: "-") || self.first == UInt8(ascii: "+") { removeFirst() }
        return popDigits(\.isDigit) > 0
    }

    private mutating func popDigits(_ isDigit: (UInt8) -> Bool) -> Int {
        let digits = prefix(while: isDigit)
        removeFirst(digits.count)
        return digits.count
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isHexadecimalDigit: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20)
    }
}

/// The dates and times of YAML 1.1, in those of their forms that go-yaml version 3 reads.
enum YAMLTimestamp {
    /// Tells whether a text is one: `2025-10-09`, `2025-10-09 8:53:20.5`, `2025-10-9t08:53:20+02:00`.
    ///
    /// A time behind a T has a zone, one behind blanks has none.
    static func matches(_ text: String) -> Bool {
        var reader = Reader(rest: text.utf8[...])
        guard reader.skipDate() else { return false }
        if reader.rest.isEmpty { return true }
        if reader.skip("T") || reader.skip("t") {
            guard reader.skipTime(), reader.skipZone() else { return false }
        } else {
            guard reader.skip(" ") else { return false }
            while reader.skip(" ") {}
            guard reader.skipTime() else { return false }
        }
        return reader.rest.isEmpty
    }

    private struct Reader {
        var rest: Substring.UTF8View

        mutating func skipDate() -> Bool {
            guard let year = number(digits: 4...4, in: 0...9999), skip("-"), let month = number(in: 1...12), skip("-"),
                let day = number(in: 1...31)
            else { return false }
            return day <= days(inMonth: month, of: year)
        }

        mutating func skipTime() -> Bool {
            guard number(in: 0...23) != nil, skip(":"), number(in: 0...59) != nil, skip(":"), number(in: 0...59) != nil
            else { return false }
            guard let second = rest.dropFirst().first, isDigit(second), skip(".") || skip(",") else { return true }
            rest = rest.drop(while: isDigit)
            return true
        }

        mutating func skipZone() -> Bool {
            if skip("Z") { return true }
            guard skip("+") || skip("-") else { return false }
            return number(digits: 2...2, in: 0...24) != nil && skip(":") && number(digits: 2...2, in: 0...60) != nil
        }

        mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest.removeFirst()
            return true
        }

        private mutating func number(digits: ClosedRange<Int> = 1...2, in range: ClosedRange<Int>) -> Int? {
            let text = rest.prefix(digits.upperBound).prefix(while: isDigit)
            guard text.count >= digits.lowerBound, let number = Int(Substring(text)), range.contains(number) else {
                return nil
            }
            rest.removeFirst(text.count)
            return number
        }

        private func days(inMonth month: Int, of year: Int) -> Int {
            switch month {
            case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        }
    }
}

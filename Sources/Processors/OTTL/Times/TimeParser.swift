/// Reads a time that is written in a layout, as Go does.
struct TimeParser {
    private var rest: Substring.UTF8View
    private var time = CalendarTime()
    private var isAfternoon: Bool?
    private var offset: ZoneOffset?

    /// The time that a text is; without a zone in it, it is in the given one.
    static func parse(_ text: String, _ layout: TimeLayout, in zone: TimeZoneRules?) throws(EvaluationError) -> OTTLTime
    {
        var parser = TimeParser(rest: text.utf8[...])
        for (index, element) in layout.elements.enumerated() {
            let next = index + 1 < layout.elements.count ? layout.elements[index + 1] : nil
            guard parser.take(element, before: next) else {
                throw .failed("cannot read \"\(text)\" as a time of this format")
            }
        }
        guard parser.rest.isEmpty else { throw .failed("cannot read \"\(text)\" as a time: extra text") }
        guard let time = parser.finish(in: zone) else { throw .outOfRange("the time \"\(text)\"") }
        return time
    }

    private mutating func finish(in zone: TimeZoneRules?) -> OTTLTime? {
        switch isAfternoon {
        case true? where time.hour < 12: time.hour += 12
        case false? where time.hour == 12: time.hour = 0
        default: break
        }
        guard (1...12).contains(time.month), (1...time.daysInMonth).contains(time.day) else { return nil }
        guard (0...23).contains(time.hour), (0...59).contains(time.minute), (0...59).contains(time.second) else {
            return nil
        }
        let seconds = time.unixSeconds
        let offset = offset ?? zone?.offset(atLocalSecond: seconds)
        let (product, overflow) = (seconds - (offset?.seconds ?? 0)).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isTooLate) = product.addingReportingOverflow(time.nanosecond)
        return overflow || isTooLate ? nil : OTTLTime(unixNanoseconds: sum, zone: offset)
    }

    private mutating func take(_ element: TimeLayout.Element, before next: TimeLayout.Element?) -> Bool {
        switch element {
        case .literal(let text): return take(literal: text)
        case .year: return assign(\.year, digits(4))
        case .yearOfCentury: return assign(\.year, digits(2).map { $0 + ($0 >= 69 ? 1900 : 2000) })
        case .month: return assign(\.month, digits(2))
        case .monthUnpadded: return assign(\.month, oneOrTwoDigits())
        case .monthName: return assign(\.month, name(of: TimeLayout.months).map { $0 + 1 })
        case .monthAbbreviation:
            return assign(\.month, name(of: TimeLayout.months.map { String($0.prefix(3)) }).map { $0 + 1 })
        case .day: return assign(\.day, digits(2))
        case .dayUnpadded: return assign(\.day, oneOrTwoDigits())
        case .dayAfterSpace:
            if rest.first == UInt8(ascii: " ") { rest.removeFirst() }
            return assign(\.day, oneOrTwoDigits())
        case .weekdayName: return name(of: TimeLayout.weekdays) != nil
        case .weekdayAbbreviation: return name(of: TimeLayout.weekdays.map { String($0.prefix(3)) }) != nil
        case .hour, .hourOfHalfDayUnpadded: return assign(\.hour, oneOrTwoDigits())
        case .hourOfHalfDay: return assign(\.hour, digits(2))
        case .halfDay, .halfDaySmall: return takeHalfDay(element)
        case .minute: return assign(\.minute, digits(2))
        case .second: return assign(\.second, digits(2)) && takeUnannouncedFraction(before: next)
        case .fraction(let separator, _): return takeFraction(separator)
        case .zoneName: return takeZoneName()
        case .offset(let style): return takeOffset(style)
        }
    }

    private mutating func assign(_ field: WritableKeyPath<CalendarTime, Int64>, _ value: Int64?) -> Bool {
        guard let value else { return false }
        time[keyPath: field] = value
        return true
    }

    // MARK: - Text

    /// Takes text as it is written; spaces of it stand for any number of spaces.
    private mutating func take(literal text: String) -> Bool {
        var wanted = text.utf8[...]
        while let byte = wanted.first {
            if byte == UInt8(ascii: " ") {
                guard rest.isEmpty || rest.first == byte else { return false }
                wanted = wanted.drop { $0 == byte }
                rest = rest.drop { $0 == byte }
            } else {
                guard rest.first == byte else { return false }
                wanted.removeFirst()
                rest.removeFirst()
            }
        }
        return true
    }

    /// Takes one of several names, in letters of any case, and gives its position.
    private mutating func name(of names: [String]) -> Int64? {
        for (index, name) in names.enumerated() {
            let written = rest.prefix(name.utf8.count)
            guard written.elementsEqual(name.utf8, by: { $0 | 0x20 == $1 | 0x20 }) else { continue }
            rest = rest.dropFirst(written.count)
            return Int64(index)
        }
        return nil
    }

    private mutating func takeHalfDay(_ element: TimeLayout.Element) -> Bool {
        let names = element == .halfDay ? ["AM", "PM"] : ["am", "pm"]
        guard let index = names.firstIndex(where: { rest.starts(with: $0.utf8) }) else { return false }
        rest = rest.dropFirst(2)
        isAfternoon = index == 1
        return true
    }

    // MARK: - Digits

    private mutating func digits(_ count: Int) -> Int64? {
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy(isDigit) else { return nil }
        rest = rest.dropFirst(count)
        return Int64(Substring(digits))
    }

    private mutating func oneOrTwoDigits() -> Int64? {
        digits(rest.prefix(2).prefix(while: isDigit).count == 2 ? 2 : 1)
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Takes the separator and any number of digits; there may be neither.
    private mutating func takeFraction(_ separator: Character) -> Bool {
        guard rest.first == separator.asciiValue else { return true }
        let digits = rest.dropFirst().prefix(while: isDigit)
        guard !digits.isEmpty else { return true }
        rest = rest.dropFirst(1 + digits.count)
        let nanoseconds = String(Substring(digits.prefix(9))) + String(repeating: "0", count: max(0, 9 - digits.count))
        return assign(\.nanosecond, Int64(nanoseconds))
    }

    /// Takes a fraction that the layout doesn't have.
    private mutating func takeUnannouncedFraction(before next: TimeLayout.Element?) -> Bool {
        if case .fraction? = next { return true }
        return rest.first == UInt8(ascii: ",") ? takeFraction(",") : takeFraction(".")
    }

    // MARK: - Zones

    /// Takes the name of a zone. What it means differs from place to place, so it counts as UTC, as it does in otelcol
    /// on machines that run in UTC.
    private mutating func takeZoneName() -> Bool {
        let name = rest.prefix { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        guard (3...5).contains(name.count) else { return false }
        rest = rest.dropFirst(name.count)
        offset = ZoneOffset(seconds: 0, name: String(Substring(name)))
        return true
    }

    private mutating func takeOffset(_ style: TimeLayout.OffsetStyle) -> Bool {
        if style == .zOrMinutes || style == .zOrMinutesWithColon, rest.first == UInt8(ascii: "Z") {
            rest.removeFirst()
            offset = ZoneOffset(seconds: 0, name: "UTC")
            return true
        }
        guard let sign = rest.popFirst(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return false }
        let (parts, separator): (Int, String) =
            switch style {
            case .hours: (1, "")
            case .zOrMinutes: (2, "")
            case .zOrMinutesWithColon, .minutesWithColon: (2, ":")
            case .seconds: (3, "")
            case .secondsWithColon: (3, ":")
            }
        var seconds: Int64 = 0
        for part in 0..<parts {
            guard part == 0 || take(literal: separator), let number = digits(2), part == 0 || number < 60 else {
                return false
            }
            seconds += number * [3600, 60, 1][part]
        }
        guard seconds <= 24 * 3600 else { return false }
        let isNegative = sign == UInt8(ascii: "-")
        offset = ZoneOffset(seconds: isNegative ? -seconds : seconds, name: seconds == 0 ? "UTC" : "")
        return true
    }
}

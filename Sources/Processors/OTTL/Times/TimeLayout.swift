/// How a time is written: what Go's layouts can say, made of strptime's directives.
struct TimeLayout: Sendable {
    let elements: [Element]

    init(_ elements: [Element]) {
        self.elements = elements
    }

    enum Element: Equatable, Sendable {
        case literal(String)
        case year, yearOfCentury
        case month, monthUnpadded, monthName, monthAbbreviation
        case day, dayAfterSpace, dayUnpadded
        case weekdayName, weekdayAbbreviation
        case hour, hourOfHalfDay, hourOfHalfDayUnpadded
        case halfDay, halfDaySmall
        case minute, second
        /// A part of a second with the separator before it, both left out if it is zero.
        case fraction(separator: Character, digits: Int)
        case zoneName
        case offset(OffsetStyle)
    }

    /// How far a zone is from UTC.
    enum OffsetStyle: Sendable {
        /// `Z`, or `+0200`.
        case zOrMinutes
        /// `Z`, or `+02:00`.
        case zOrMinutesWithColon
        /// `+02`.
        case hours
        /// `+02:00`.
        case minutesWithColon
        /// `+020000`.
        case seconds
        /// `+02:00:00`.
        case secondsWithColon
    }

    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
}

extension TimeLayout {
    /// Reads strptime's directives, with the meaning that otelcol gives them.
    init(strptime format: String) throws(EvaluationError) {
        guard !format.isEmpty else { throw .failed("format cannot be empty") }
        var elements: [Element] = []
        var rest = format[...]
        while let character = rest.popFirst() {
            guard character == "%" else {
                elements.append(literal: String(character))
                continue
            }
            guard let directive = rest.popFirst() else { throw .failed("a time format can't end with %") }
            if directive == "L" || directive == "f" || directive == "s" {
                let digits = directive == "L" ? 3 : directive == "f" ? 6 : 9
                if let separator = elements.takeFractionSeparator() {
                    elements.append(.fraction(separator: separator, digits: digits))
                } else if directive == "L" {
                    throw .failed("%L must follow a dot or comma")
                } else {
                    elements.append(literal: String(repeating: "9", count: digits))
                }
            } else if let meaning = Self.directives[directive] {
                for element in meaning {
                    if case .literal(let text) = element {
                        elements.append(literal: text)
                    } else {
                        elements.append(element)
                    }
                }
            } else {
                throw .failed("unsupported directive in a time format: %\(directive)")
            }
        }
        self.elements = elements
    }

    private static let clock: [Element] = [.hour, .literal(":"), .minute, .literal(":"), .second]
    private static let americanDate: [Element] = [.month, .literal("/"), .day, .literal("/"), .year]

    private static let directives: [Character: [Element]] = [
        "Y": [.year], "y": [.yearOfCentury],
        "m": [.month], "o": [.literal("_"), .monthUnpadded], "q": [.monthUnpadded],
        "b": [.monthAbbreviation], "h": [.monthAbbreviation], "B": [.monthName],
        "d": [.day], "e": [.dayAfterSpace], "g": [.dayUnpadded],
        "a": [.weekdayAbbreviation], "A": [.weekdayName],
        "H": [.hour], "I": [.hourOfHalfDay], "l": [.hourOfHalfDayUnpadded], "p": [.halfDay], "P": [.halfDaySmall],
        "M": [.minute], "S": [.second],
        "Z": [.zoneName], "z": [.offset(.zOrMinutes)], "w": [.offset(.seconds)], "i": [.offset(.hours)],
        "j": [.offset(.minutesWithColon)], "k": [.offset(.secondsWithColon)],
        "D": americanDate, "x": americanDate, "F": [.year, .literal("-"), .month, .literal("-"), .day],
        "T": clock, "X": clock, "R": [.hour, .literal(":"), .minute],
        "r": [.hourOfHalfDay, .literal(":"), .minute, .literal(":"), .second, .literal(" "), .halfDaySmall],
        "c": [.weekdayAbbreviation, .literal(" "), .monthAbbreviation, .literal(" "), .day, .literal(" ")] + clock
            + [.literal(" "), .year],
        "n": [.literal("\n")], "t": [.literal("\t")], "%": [.literal("%")],
    ]
}

extension [TimeLayout.Element] {
    fileprivate mutating func append(literal text: String) {
        if case .literal(let before)? = last {
            self[count - 1] = .literal(before + text)
        } else {
            append(.literal(text))
        }
    }

    /// Takes the dot or comma at the end away, which becomes part of a fraction; nil if there is none.
    fileprivate mutating func takeFractionSeparator() -> Character? {
        guard case .literal(let text)? = last, let separator = text.last, separator == "." || separator == "," else {
            return nil
        }
        removeLast()
        if text.count > 1 { append(.literal(String(text.dropLast()))) }
        return separator
    }
}

extension Parameter where Value == TimeLayout {
    static func timeLayout(_ name: String) -> Self {
        Parameter<String>.literalString(name).map { text throws(EvaluationError) in try TimeLayout(strptime: text) }
    }
}

/// A time as a calendar and a clock show it in some zone.
struct CalendarTime: Equatable {
    var year: Int64 = 0
    var month: Int64 = 1
    var day: Int64 = 1
    var hour: Int64 = 0
    var minute: Int64 = 0
    var second: Int64 = 0
    var nanosecond: Int64 = 0

    /// From Sunday, which is 0.
    private(set) var weekday: Int64 = 0
}

extension CalendarTime {
    /// What a time is in its zone.
    init(_ time: OTTLTime) {
        let (seconds, nanosecond) = time.unixNanoseconds.flooringDivision(by: 1_000_000_000)
        let (days, secondOfDay) = (seconds + (time.zone?.seconds ?? 0)).flooringDivision(by: 86_400)
        (year, month, day) = Self.date(daysSince1970: days)
        hour = secondOfDay / 3600
        minute = secondOfDay / 60 % 60
        second = secondOfDay % 60
        self.nanosecond = nanosecond
        // The first day of 1970 was a Thursday.
        weekday = (days + 4).flooringDivision(by: 7).remainder
    }

    /// Seconds since 1970, as if the zone were UTC.
    var unixSeconds: Int64 {
        Self.daysSince1970(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second
    }

    /// How many days the month has.
    var daysInMonth: Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    // Years are counted from the first of March, so that the day of a leap year is the last of its year; an era of 400
    // years always has 146,097 days. From March on, months have 153 days in each five of them.

    private static func date(daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (daysSince1970 + daysFromYearZeroTo1970).flooringDivision(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }

    private static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
        let (era, yearOfEra) = (month <= 2 ? year - 1 : year).flooringDivision(by: 400)
        let monthFromMarch = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - daysFromYearZeroTo1970
    }

    private static let daysFromYearZeroTo1970: Int64 = 719_468
}

extension Int64 {
    /// The quotient rounded down and the remainder, which isn't negative.
    func flooringDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    /// The number with zeros, or spaces, before it.
    func padded(to width: Int, with padding: Character = "0") -> String {
        let digits = String(self)
        return String(repeating: padding, count: Swift.max(0, width - digits.utf8.count)) + digits
    }
}

extension OTTLTime {
    /// The time as RFC 3339 writes it, with as much of a second as there is.
    var rfc3339: String { Self.rfc3339Layout.text(of: self) }

    private static let rfc3339Layout = TimeLayout([
        .year, .literal("-"), .month, .literal("-"), .day, .literal("T"), .hour, .literal(":"), .minute, .literal(":"),
        .second, .fraction(separator: ".", digits: 9), .offset(.zOrMinutesWithColon),
    ])
}

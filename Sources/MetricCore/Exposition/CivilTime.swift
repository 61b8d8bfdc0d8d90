/// A point in time by the calendar, in UTC.
public struct CivilTime: Equatable, Sendable {
    /// The year.
    public let year: Int
    /// The month, from 1.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int
    /// The hour, from 0 to 23.
    public let hour: Int
    /// The minute, from 0 to 59.
    public let minute: Int
    /// The second, from 0 to 59.
    public let second: Int
    /// The nanoseconds since the second began.
    public let nanosecond: Int

    /// Makes the time that is `unixNanoseconds` nanoseconds after 1970.
    ///
    /// Values above the largest signed number wrap to times before 1970, as they do in otelcol.
    public init(unixNanoseconds: UInt64) {
        let (seconds, nanosecond) = Int(Int64(bitPattern: unixNanoseconds)).flooringDivision(by: 1_000_000_000)
        let (days, secondOfDay) = seconds.flooringDivision(by: 86_400)
        (year, month, day) = Self.date(daysSince1970: days)
        hour = secondOfDay / 3600
        minute = secondOfDay / 60 % 60
        second = secondOfDay % 60
        self.nanosecond = nanosecond
    }

    /// The Gregorian date of a day.
    ///
    /// Years are counted from the first of March, so that the day of a leap year is the last of its year; an era of 400
    /// years always has 146,097 days. From March on, months have 153 days in each five of them.
    private static func date(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
        let daysFromYearZeroTo1970 = 719_468
        let (era, dayOfEra) = (daysSince1970 + daysFromYearZeroTo1970).flooringDivision(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }
}

extension Int {
    /// The quotient rounded down and the remainder, which isn't negative.
    fileprivate func flooringDivision(by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

extension TextBuffer {
    /// Appends a time as Go prints it, `2020-02-11 20:26:12.000000321 +0000 UTC`: the fraction without trailing zeros,
    /// and left out when it is zero.
    public mutating func append(_ time: CivilTime) {
        append(time.year, width: 4, before: "-")
        append(time.month, width: 2, before: "-")
        append(time.day, width: 2, before: " ")
        append(time.hour, width: 2, before: ":")
        append(time.minute, width: 2, before: ":")
        append(time.second, width: 2, before: "")
        if time.nanosecond > 0 {
            append(byte: UInt8(ascii: "."))
            var digits = time.nanosecond
            var width = 9
            while digits % 10 == 0 {
                digits /= 10
                width -= 1
            }
            append(digits, width: width, before: "")
        }
        append(" +0000 UTC")
    }

    private mutating func append(_ field: Int, width: Int, before separator: String) {
        append(UInt64(field.magnitude), width: width)
        append(separator)
    }
}

/// Times as text, always in UTC.
public enum ISO8601 {
    /// `2026-11-21T07:16:20.028Z` for nanoseconds since 1970; what is below a millisecond is cut off.
    public static func milliseconds(_ nanosecondsSince1970: Int64) -> String {
        let (seconds, fraction) = split(nanosecondsSince1970)
        return "\(dateAndTime(seconds)).\(padded(fraction / 1_000_000, to: 3))Z"
    }

    /// `2026-11-21T07:16:20.0281Z` for nanoseconds since 1970, without trailing zeros: RFC 3339 as Go prints it.
    public static func nanoseconds(_ nanosecondsSince1970: Int64) -> String {
        let (seconds, fraction) = split(nanosecondsSince1970)
        guard fraction > 0 else { return "\(dateAndTime(seconds))Z" }
        var digits = padded(fraction, to: 9)
        while digits.last == "0" { digits.removeLast() }
        return "\(dateAndTime(seconds)).\(digits)Z"
    }

    private static func dateAndTime(_ seconds: Int64) -> String {
        let (days, time) = divided(seconds, by: 86_400)
        let date = civil(days)
        return "\(padded(date.year, to: 4))-\(padded(date.month, to: 2))-\(padded(date.day, to: 2))"
            + "T\(padded(time / 3600, to: 2)):\(padded(time / 60 % 60, to: 2)):\(padded(time % 60, to: 2))"
    }

    /// The date of a day counted from 1970-01-01, in the Gregorian calendar.
    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        // Years are counted from a first of March, so that the leap day is the last of its year; an era is 400 years.
        let (era, dayOfEra) = divided(days + 719_468, by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func split(_ nanoseconds: Int64) -> (seconds: Int64, fraction: Int64) {
        let (seconds, fraction) = divided(nanoseconds, by: 1_000_000_000)
        return (seconds, fraction)
    }

    /// Division that rounds down, so that times before 1970 come out right.
    private static func divided(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func padded(_ number: Int64, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

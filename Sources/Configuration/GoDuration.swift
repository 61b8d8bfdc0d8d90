/// Durations as otelcol writes them, in Go's syntax: `300ms`, `1.5h`, `2h45m`.
public enum GoDuration {
    /// Why a text is no duration.
    public enum Fault: Error, Equatable, Sendable {
        /// A number without `s`, `ms` or the like behind it.
        case missingUnit
        /// A unit that doesn't exist, such as `d` or `S`.
        case unknownUnit(String)
        /// Longer than about 292 years, which is all that 63 bits of nanoseconds hold.
        case tooLong
        /// No duration at all.
        case malformed
    }

    /// Reads a duration; without a unit only 0 is one.
    public static func parse(_ text: String) throws(Fault) -> Duration {
        var rest = text.utf8[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        if rest.elementsEqual("0".utf8) { return .zero }
        guard !rest.isEmpty else { throw .malformed }
        var total: Int64 = 0
        while !rest.isEmpty {
            let (sum, overflow) = total.addingReportingOverflow(try nextPart(&rest))
            guard !overflow else { throw .tooLong }
            total = sum
        }
        return .nanoseconds(isNegative ? -total : total)
    }

    /// Writes a duration as Go prints it: `5m0s`, `1.5s`, `200ms`.
    public static func format(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let nanoseconds = attoseconds / 1_000_000_000
        guard seconds >= 0, nanoseconds >= 0 else { return "-" + format(.zero - duration) }
        if seconds == 0 {
            switch nanoseconds {
            case 0: return "0s"
            case ..<1_000: return "\(nanoseconds)ns"
            case ..<1_000_000: return fixedPoint(nanoseconds, digits: 3) + "µs"
            default: return fixedPoint(nanoseconds, digits: 6) + "ms"
            }
        }
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60)
        let tail = fixedPoint(seconds % 60 * 1_000_000_000 + nanoseconds, digits: 9) + "s"
        return hours > 0 ? "\(hours)h\(minutes)m\(tail)" : minutes > 0 ? "\(minutes)m\(tail)" : tail
    }

    /// Takes a number and its unit off the front and gives the nanoseconds that they are.
    private static func nextPart(_ rest: inout Substring.UTF8View) throws(Fault) -> Int64 {
        let whole = takeDigits(&rest)
        var fraction = Substring().utf8
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = takeDigits(&rest)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { throw .malformed }
        let unit = rest.prefix { !isDigit($0) && $0 != UInt8(ascii: ".") }
        rest = rest.dropFirst(unit.count)
        guard !unit.isEmpty else { throw .missingUnit }
        guard let scale = nanoseconds[String(Substring(unit))] else { throw .unknownUnit(String(Substring(unit))) }
        guard let count = whole.isEmpty ? 0 : Int64(Substring(whole)) else { throw .tooLong }
        let (product, overflow) = count.multipliedReportingOverflow(by: scale)
        // Eighteen digits are finer than a nanosecond of an hour, and fit 63 bits.
        let digits = fraction.prefix(18)
        let (numerator, denominator) = (Int64(Substring(digits)) ?? 0, power(of: 10, digits.count))
        let part = denominator.dividingFullWidth(numerator.multipliedFullWidth(by: scale)).quotient
        let (sum, tooLong) = product.addingReportingOverflow(part)
        guard !overflow, !tooLong else { throw .tooLong }
        return sum
    }

    private static let nanoseconds: [String: Int64] = [
        "ns": 1, "us": 1_000, "µs": 1_000, "μs": 1_000, "ms": 1_000_000, "s": 1_000_000_000,
        "m": 60_000_000_000, "h": 3_600_000_000_000,
    ]

    private static func takeDigits(_ rest: inout Substring.UTF8View) -> Substring.UTF8View {
        let digits = rest.prefix(while: isDigit)
        rest = rest.dropFirst(digits.count)
        return digits
    }

    private static func power(of base: Int64, _ exponent: Int) -> Int64 {
        (0..<exponent).reduce(1) { product, _ in product * base }
    }

    /// Writes `value / 10^digits` without zeros at its end.
    private static func fixedPoint(_ value: Int64, digits: Int) -> String {
        let scale = power(of: 10, digits)
        var fraction = String(value % scale + scale).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        return fraction.isEmpty ? "\(value / scale)" : "\(value / scale).\(fraction)"
    }
}

extension GoDuration.Fault: CustomStringConvertible {
    /// What is wrong and what would be right.
    public var description: String {
        switch self {
        case .missingUnit: "a duration needs a unit, as in 5s, 200ms or 1h30m"
        case .unknownUnit(let unit): "\(quoted(unit)) is no unit of time (units: ns, us, ms, s, m, h)"
        case .tooLong: "longer than 292 years"
        case .malformed: "not a duration, which looks like 5s, 200ms or 1h30m"
        }
    }
}

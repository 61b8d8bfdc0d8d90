extension OTTLTime {
    /// The time rounded down to a multiple of `duration` since the year 1; one of nothing or less changes nothing.
    func truncated(to duration: Int64) -> OTTLTime {
        guard duration > 0 else { return self }
        let nanosecondsTo1970: Int128 = 62_135_596_800_000_000_000
        let remainder = (Int128(unixNanoseconds) + nanosecondsTo1970) % Int128(duration)
        return advanced(by: 0 &- Int64(truncatingIfNeeded: remainder))
    }
}

extension Int64 {
    /// Nanoseconds as Go prints a duration: `1m30s`.
    var goDuration: String {
        let (seconds, nanoseconds) = magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        let sign = self < 0 ? "-" : ""
        if seconds == 0 {
            switch nanoseconds {
            case 0: return "0s"
            case ..<1_000: return "\(sign)\(nanoseconds)ns"
            case ..<1_000_000: return "\(sign)\(fixedPoint(nanoseconds, digits: 3))µs"
            default: return "\(sign)\(fixedPoint(nanoseconds, digits: 6))ms"
            }
        }
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60)
        let tail = fixedPoint(seconds % 60 * 1_000_000_000 + nanoseconds, digits: 9) + "s"
        return sign + (hours > 0 ? "\(hours)h\(minutes)m" : minutes > 0 ? "\(minutes)m" : "") + tail
    }
}

/// Writes `value / 10^digits` without zeros at its end.
private func fixedPoint(_ value: UInt64, digits: Int) -> String {
    let text = String(value)
    let padded = String(repeating: "0", count: max(0, digits + 1 - text.utf8.count)) + text
    var fraction = padded.suffix(digits)
    while fraction.last == "0" { fraction.removeLast() }
    return "\(padded.dropLast(digits))\(fraction.isEmpty ? "" : ".")\(fraction)"
}

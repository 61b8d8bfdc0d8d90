/// Durations as Go prints them: `1h2m3.5s`, `1.5ms`, `0s`.
enum GoDuration {
    /// The text for a length of time, which isn't negative.
    static func text(nanoseconds: Int64) -> String {
        switch nanoseconds {
        case 0: return "0s"
        case ..<1000: return "\(nanoseconds)ns"
        case ..<1_000_000: return decimal(nanoseconds, digits: 3) + "µs"
        case ..<1_000_000_000: return decimal(nanoseconds, digits: 6) + "ms"
        default: break
        }
        let minutes = nanoseconds / 60_000_000_000
        let seconds = decimal(nanoseconds % 60_000_000_000, digits: 9) + "s"
        if minutes == 0 { return seconds }
        return (minutes < 60 ? "" : "\(minutes / 60)h") + "\(minutes % 60)m" + seconds
    }

    /// `value` with that many digits after the point, but no zeros at its end.
    private static func decimal(_ value: Int64, digits: Int) -> String {
        var scale: Int64 = 1
        for _ in 0..<digits { scale *= 10 }
        guard value % scale > 0 else { return String(value / scale) }
        let fraction = String(value % scale)
        let padded = String(repeating: "0", count: digits - fraction.count) + fraction
        let end = padded.lastIndex { $0 != "0" } ?? padded.startIndex
        return "\(value / scale).\(padded[...end])"
    }
}

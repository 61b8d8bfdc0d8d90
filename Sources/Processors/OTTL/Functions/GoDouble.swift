import Glibc
import MetricCore

/// Doubles in the forms of Go's `fmt`.
enum GoDouble {
    /// The digits of a finite magnitude: `e` and `E` with an exponent, `f` and `F` without, `g` and `G` whichever is
    /// shorter.
    static func text(ofMagnitude value: Double, _ verb: Character, precision: Int?) -> String {
        switch verb {
        case "f", "F": fixed(value, decimals: precision ?? 6)
        case "e": scientific(value, decimals: precision ?? 6)
        case "E": scientific(value, decimals: precision ?? 6).uppercased()
        case "G": general(value, precision: precision).uppercased()
        default: general(value, precision: precision)
        }
    }

    private static func general(_ value: Double, precision: Int?) -> String {
        guard let precision else { return shortest(value) }
        let digits = max(1, precision)
        let (significand, exponent) = split(scientific(value, decimals: digits - 1))
        guard exponent < -4 || exponent >= digits else {
            return withoutTrailingZeros(fixed(value, decimals: max(0, digits - 1 - exponent)))
        }
        return withoutTrailingZeros(significand) + suffix(exponent)
    }

    /// As many digits as needed; an exponent below 1e-4 and from 1e6 on.
    private static func shortest(_ value: Double) -> String {
        var buffer = TextBuffer()
        buffer.append(value, as: .shortest)
        return buffer.text
    }

    private static func suffix(_ exponent: Int) -> String {
        let digits = String(exponent.magnitude)
        return (exponent < 0 ? "e-" : "e+") + (digits.count < 2 ? "0" : "") + digits
    }

    private static func split(_ text: String) -> (significand: String, exponent: Int) {
        let parts = text.split(separator: "e")
        return (String(parts[0]), parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    }

    private static func withoutTrailingZeros(_ text: String) -> String {
        guard text.contains(".") else { return text }
        var text = text
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    // MARK: - Digits from the C library, which rounds the exact value

    private static func fixed(_ value: Double, decimals: Int) -> String { print("%.*f", value, decimals) }
    private static func scientific(_ value: Double, decimals: Int) -> String { print("%.*e", value, decimals) }

    private static func print(_ format: String, _ value: Double, _ decimals: Int) -> String {
        // A double has 309 digits before the point at most, and as many behind it as were asked for.
        var buffer = [CChar](repeating: 0, count: 330 + decimals)
        // The buffer and the arguments are used within the call only, which writes no more than there is room for.
        _ = unsafe withVaList([Int32(decimals), value]) { arguments in
            unsafe vsnprintf(&buffer, buffer.count, format, arguments)
        }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

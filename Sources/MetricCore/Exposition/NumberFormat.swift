/// How a floating-point number is written as text.
///
/// The names of the forms are those of where they are read; all come from Go, whose programs wrote these texts first.
public enum NumberFormat: Sendable {
    /// As in the Prometheus text format 0.0.4: shortest digits, an exponent below 1e-4 and from 1e+06 on, `+Inf`, and
    /// zero without a sign.
    case prometheus
    /// As in OpenMetrics: like `prometheus`, but a whole number without exponent ends in `.0`.
    case openMetrics
    /// As the debug exporter's one-line form: like `prometheus`, but negative zero is `-0`.
    case shortest
    /// As the debug exporter's long form: six decimals, rounded from the exact value, never an exponent.
    case sixDecimals
    /// As in protobuf's text format: like `shortest`, but `inf` and `nan`.
    case protobuf
    /// As an attribute's text: shortest digits, an exponent below 1e-6 and from 1e+21 on, `Infinity`.
    case attribute
}

extension TextBuffer {
    /// Appends a number as `format` writes it.
    public mutating func append(_ value: Double, as format: NumberFormat) {
        guard value.isFinite else {
            append(notFinite: value, as: format)
            return
        }
        if value.sign == .minus, !(value == 0 && (format == .prometheus || format == .openMetrics)) {
            append(byte: UInt8(ascii: "-"))
        }
        switch format {
        case .prometheus, .shortest, .protobuf:
            append(ShortestDecimal(magnitudeOf: value), plainExponents: -4..<6, exponentWidth: 2)
        case .openMetrics:
            let decimal = ShortestDecimal(magnitudeOf: value)
            append(decimal, plainExponents: -4..<6, exponentWidth: 2)
            if (0..<6).contains(decimal.exponent), decimal.digitCount <= decimal.exponent + 1 { append(".0") }
        case .sixDecimals:
            append(sixDecimalsOfMagnitude: value)
        case .attribute:
            append(ShortestDecimal(magnitudeOf: value), plainExponents: -6..<21, exponentWidth: 1)
        }
    }

    private mutating func append(notFinite value: Double, as format: NumberFormat) {
        switch (value, format) {
        case (.infinity, .attribute): append("Infinity")
        case (-.infinity, .attribute): append("-Infinity")
        case (.infinity, .protobuf): append("inf")
        case (-.infinity, .protobuf): append("-inf")
        case (_, .protobuf): append("nan")
        case (.infinity, _): append("+Inf")
        case (-.infinity, _): append("-Inf")
        default: append("NaN")
        }
    }

    /// Appends a decimal, with an exponent of at least `exponentWidth` digits if its own isn't in `plainExponents`.
    private mutating func append(_ decimal: ShortestDecimal, plainExponents: Range<Int>, exponentWidth: Int) {
        let exponent = decimal.exponent
        guard plainExponents.contains(exponent) else {
            append(decimal.digits, decimals: decimal.digitCount - 1)
            append(exponent < 0 ? "e-" : "e+")
            append(UInt64(exponent.magnitude), width: exponentWidth)
            return
        }
        append(decimal.digits, decimals: decimal.digitCount - 1 - exponent)
    }

    /// Appends `digits` with the point before the last `decimals` of them, or with zeros after them if that is
    /// negative.
    private mutating func append(_ digits: UInt64, decimals: Int) {
        guard decimals > 0 else {
            append(digits)
            append(zeros: -decimals)
            return
        }
        // More than 19 decimals can't be split off by a 64-bit power of ten; plain numbers have 17 + 5 at most, and
        // then nothing stands before the point.
        guard decimals < powersOfTen.count else {
            append("0.")
            append(digits, width: decimals)
            return
        }
        let (whole, fraction) = digits.quotientAndRemainder(dividingBy: powersOfTen[decimals])
        append(whole)
        append(byte: UInt8(ascii: "."))
        append(fraction, width: decimals)
    }
}

/// The powers of ten that fit 64 bits, from 10^0 to 10^19.
private let powersOfTen: [UInt64] = (1...19).reduce(into: [1]) { powers, exponent in
    powers.append(powers[exponent - 1] * 10)
}

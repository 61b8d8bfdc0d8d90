import Glibc
import MetricCore
import TestRandom
import Testing

struct NumberFormatTests {
    static func text(_ value: Double, _ format: NumberFormat) -> String {
        var buffer = TextBuffer()
        buffer.append(value, as: format)
        return buffer.text
    }

    /// The values of otelcol's own pages among them.
    static let prometheus: [(Double, String)] = [
        (0, "0"), (-0.0, "0"), (1, "1"), (-1, "-1"), (10, "10"), (123_456, "123456"), (999_999, "999999"),
        (1_000_000, "1e+06"), (-1_000_000, "-1e+06"), (1_277_952, "1.277952e+06"), (123_456.789, "123456.789"),
        (1_234_567.891, "1.234567891e+06"), (12_345_678_901, "1.2345678901e+10"), (1e20, "1e+20"), (1e21, "1e+21"),
        (0.5, "0.5"), (0.0001, "0.0001"), (0.00001, "1e-05"), (9.9999e-05, "9.9999e-05"), (1e-7, "1e-07"),
        (0.00012345678901234567, "0.00012345678901234567"), (0.1 + 0.2, "0.30000000000000004"),
        (1.0 / 3, "0.3333333333333333"), (.leastNonzeroMagnitude, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (Double(Int64.max), "9.223372036854776e+18"), (Double(Int64.min), "-9.223372036854776e+18"),
        (Double(9_007_199_254_740_993 as Int64), "9.007199254740992e+15"), (1e100, "1e+100"), (-912.5, "-912.5"),
        (.nan, "NaN"), (-.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"),
    ]

    @Test(arguments: prometheus)
    func `writes numbers as the page shows them`(value: Double, expected: String) {
        #expect(Self.text(value, .prometheus) == expected)
    }

    @Test func `keeps the sign of zero in the one-line dump only`() {
        #expect(Self.text(-0.0, .shortest) == "-0")
        #expect(Self.text(-0.0, .prometheus) == "0")
        #expect(Self.text(1_000_000, .shortest) == "1e+06")
        #expect(Self.text(-.infinity, .shortest) == "-Inf")
    }

    @Test(arguments: [
        (-0.0, "-0"), (2.5, "2.5"), (1e6, "1e+06"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"),
    ])
    func `writes numbers as protobuf's text format has them`(value: Double, expected: String) {
        #expect(Self.text(value, .protobuf) == expected)
    }

    static let attributes: [(Double, String)] = [
        (0, "0"), (-0.0, "-0"), (3, "3"), (2.5, "2.5"), (1e20, "100000000000000000000"), (1e21, "1e+21"),
        (1.5e21, "1.5e+21"), (0.000001, "0.000001"), (0.0000001, "1e-7"), (1.25e-7, "1.25e-7"), (1e-10, "1e-10"),
        (1e300, "1e+300"), (-123_456_789.125, "-123456789.125"), (0.0000012345678901234567, "0.0000012345678901234567"),
        (.nan, "NaN"), (.infinity, "Infinity"), (-.infinity, "-Infinity"),
    ]

    @Test(arguments: attributes)
    func `writes numbers as attributes show them`(value: Double, expected: String) {
        #expect(Self.text(value, .attribute) == expected)
    }

    static let sixDecimals: [(Double, String)] = [
        (0, "0.000000"), (-0.0, "-0.000000"), (1, "1.000000"), (-1e-9, "-0.000000"), (0.5e-6, "0.000000"),
        (1.5e-6, "0.000002"), (1e6, "1000000.000000"), (1e21, "1000000000000000000000.000000"),
        (4_294_967_295.999997, "4294967295.999997"), (.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"),
    ]

    @Test(arguments: sixDecimals)
    func `writes numbers with six decimals`(value: Double, expected: String) {
        #expect(Self.text(value, .sixDecimals) == expected)
    }

    static let seed = UInt64.random(in: 0...UInt64.max)
    static let extremes: [Double] = [
        .leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, 0x1p52, 0x1p53, 0x1p-1022, 0x1.8p-20,
        1e15, 1e16, 999_999_999.999999, 0.999999, 0.9999995, 0.9999994999, 1e-5, 1e-4, 9.999999999999999e-06,
        1.0000000000000002e-05, 999_999_999_999_999.9, 562_949_953_421_312.25, 562_949_953_421_312.75, 0.1, 1e-3,
        0x1p-17,
        0x1p-16, 0x1p-14, 0x1p-9, 0x1.fffffffffffffp-4, 0x1.0000000000001p49, 0x1.fffffffffffffp48, 2.5, 4.35, 0.3,
    ]

    @Test func `writes six decimals as the C library does`() {
        var random = SplitMix64(seed: Self.seed)
        for value in Self.extremes + (0..<20_000).map({ _ in random.nextDouble() }) {
            #expect(Self.text(value, .sixDecimals) == formatted("%.6f", value), "seed \(Self.seed)")
        }
    }

    @Test func `writes the shortest digits that read back as the number`() {
        var random = SplitMix64(seed: Self.seed)
        for value in Self.extremes + (0..<20_000).map({ _ in random.nextDouble() }) where value != 0 {
            for format in [NumberFormat.prometheus, .attribute] {
                let text = Self.text(value, format)
                #expect(parsed(text) == value, "\(text), seed \(Self.seed)")
                let digitCount = text.significantDigitCount
                let closest = formatted("%.\(digitCount - 1)e", value)
                let isClosest = distance(text, value) <= distance(closest, value)
                #expect(isClosest, "\(text) is not the closest, \(closest) is, seed \(Self.seed)")
                guard digitCount > 1 else { continue }
                let shorter = formatted("%.\(digitCount - 2)e", value)
                #expect(parsed(shorter) != value, "\(text) could be \(shorter), seed \(Self.seed)")
            }
        }
    }

    /// The standard library finds the same digits in another way.
    @Test func `agrees with the standard library on the digits`() {
        var random = SplitMix64(seed: Self.seed)
        let moderate = (0..<50_000).map { _ in
            Double(sign: .plus, exponent: Int(random.next() % 68) - 18, significand: .random(in: 1..<2, using: &random))
        }
        for value in Self.extremes + moderate where (0.0001..<1e6).contains(value) {
            let description = value.description
            let expected = description.hasSuffix(".0") ? String(description.dropLast(2)) : description
            #expect(Self.text(value, .prometheus) == expected, "seed \(Self.seed)")
        }
        for value in Self.extremes + moderate where (1e6..<1e15).contains(value) {
            let digits = value.description.filter { $0 != "." }
            let mantissa = Self.text(value, .prometheus).prefix { $0 != "e" }.filter { $0 != "." }
            #expect(digits == mantissa || digits.hasPrefix(mantissa), "\(value), seed \(Self.seed)")
        }
    }

    /// The number that the C library reads.
    private func parsed(_ text: String) -> Double {
        // The text is ended by a zero for the call, and no end pointer is asked for.
        unsafe strtod(text, nil)
    }

    /// How far the number in `text`, read with more bits than a double has, is from `value`.
    private func distance(_ text: String, _ value: Double) -> Float80 {
        abs(unsafe strtold(text, nil) - Float80(value))
    }

    private func formatted(_ format: String, _ value: Double) -> String {
        unsafe withVaList([value]) { arguments in
            var bytes = [CChar](repeating: 0, count: 400)
            // The count given is the array's, and a number of this format has one argument.
            let length = unsafe vsnprintf(&bytes, bytes.count, format, arguments)
            return String(decoding: bytes[..<Int(length)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}

extension String {
    /// How many digits a number has between its leading and its trailing zeros.
    fileprivate var significantDigitCount: Int {
        let mantissa = prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
        return mantissa.reversed().drop { $0 == "0" }.count
    }
}

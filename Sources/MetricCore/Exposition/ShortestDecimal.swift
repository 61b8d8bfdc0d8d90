/// The shortest decimal number that reads back as a given double, the closest one where several are as short.
///
/// Every text form with "as many digits as needed" is made of it.
struct ShortestDecimal: Equatable {
    /// The digits as a whole number without trailing zeros; zero for zero.
    let digits: UInt64
    /// How many digits there are.
    let digitCount: Int
    /// The power of ten of the first digit: 0 for 1.5, -2 for 0.015, 3 for 1500.
    let exponent: Int

    /// Makes the decimal of the magnitude of `value`, which must be finite.
    init(magnitudeOf value: Double) {
        let magnitude = value.magnitude
        if magnitude < 1e15, magnitude.rounded(.towardZero) == magnitude {
            self.init(UInt64(magnitude), exponentOfLastDigit: 0)
        } else if magnitude >= 1e-5, magnitude < 1e15 {
            self.init(moderate: magnitude)
        } else {
            self.init(description: magnitude.description)
        }
    }

    /// Makes `digits` times ten to the power of `exponentOfLastDigit`.
    private init(_ digits: UInt64, exponentOfLastDigit: Int) {
        var digits = digits
        var exponentOfLastDigit = exponentOfLastDigit
        while digits != 0 {
            let (quotient, remainder) = digits.quotientAndRemainder(dividingBy: 10)
            if remainder != 0 { break }
            digits = quotient
            exponentOfLastDigit += 1
        }
        self.digits = digits
        self.digitCount = digits.decimalDigitCount
        self.exponent = digits == 0 ? 0 : digitCount - 1 + exponentOfLastDigit
    }

    /// The way for numbers of everyday size, from 1e-5 to 1e15, in whole numbers of 128 bits and so without error.
    ///
    /// The number and the ends of the interval of what reads back as it are scaled to 17 digits, on which the interval
    /// is between 1.1 and 22.2 wide. So it holds at most one multiple of a hundred, which then is the shortest; if
    /// there is none, the nearest multiple of ten, if the interval holds it; and the nearest whole number otherwise.
    private init(moderate magnitude: Double) {
        let scaleExponent = 16 - Self.decimalExponent(magnitude)
        let scale = Self.powersOfTen[scaleExponent]
        // The number is twice the significand, divided by two to the power of `shift`, and half a step of it is 1.
        let significand = magnitude.significandBitPattern | 1 << 52
        let shift = 53 - Int(magnitude.exponent)
        let value = UInt128(significand << 1) &* scale
        let fractionMask = (1 as UInt128) &<< shift &- 1
        // Halves round to even significands, so the ends themselves read back as the number if its own is even.
        let exclusion: UInt128 = significand & 1 == 0 ? 0 : 1
        let low = UInt64(truncatingIfNeeded: (value &- scale &+ exclusion &+ fractionMask) &>> shift)
        let high = UInt64(truncatingIfNeeded: (value &+ scale &- exclusion) &>> shift)

        let multipleOfHundred = high / 100 * 100
        if multipleOfHundred >= low {
            self.init(multipleOfHundred, exponentOfLastDigit: -scaleExponent)
            return
        }
        let whole = UInt64(truncatingIfNeeded: value &>> shift)
        let fraction = value & fractionMask
        let (tens, ones) = whole.quotientAndRemainder(dividingBy: 10)
        let tensRoundUp = ones > 5 || (ones == 5 && (fraction > 0 || tens & 1 == 1))
        let multipleOfTen = (tensRoundUp ? tens + 1 : tens) * 10
        if low <= multipleOfTen, multipleOfTen <= high {
            self.init(multipleOfTen, exponentOfLastDigit: -scaleExponent)
            return
        }
        let half = (fractionMask &+ 1) &>> 1
        let roundsUp = fraction > half || (fraction == half && whole & 1 == 1)
        self.init(roundsUp ? whole + 1 : whole, exponentOfLastDigit: -scaleExponent)
    }

    /// The power of ten of the first digit of a number from 1e-5 to 1e15; a tiny error of a negative one does no harm.
    private static func decimalExponent(_ magnitude: Double) -> Int {
        // 1233 / 4096 is log10(2) to four digits: the estimate is right or one too low.
        let estimate = (Int(magnitude.exponent) * 1233) >> 12
        return magnitude >= decimalBounds[estimate + 6] ? estimate + 1 : estimate
    }

    /// 10^-5 to 10^15.
    private static let decimalBounds: [Double] = [
        1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
        1e15,
    ]

    /// 10^0 to 10^21: what makes 17 digits of 1e-5 and more.
    private static let powersOfTen: [UInt128] = (1...21).reduce(into: [1]) { powers, exponent in
        powers.append(powers[exponent - 1] * 10)
    }

    /// The way for all others: the standard library's text of a double has the shortest digits, as `0.25`, `100.0`,
    /// `5e-324`.
    private init(description: String) {
        let text = description.utf8
        let endOfDigits = text.firstIndex(of: UInt8(ascii: "e")) ?? text.endIndex
        var digits: UInt64 = 0
        var decimals = 0
        var isAfterPoint = false
        for byte in text[..<endOfDigits] {
            if byte == UInt8(ascii: ".") {
                isAfterPoint = true
            } else {
                // No more than 17 digits count and a zero may follow them, which fits 64 bits.
                digits = digits * 10 + UInt64(byte - UInt8(ascii: "0"))
                decimals += isAfterPoint ? 1 : 0
            }
        }
        let exponent = endOfDigits == text.endIndex ? 0 : Int(description[text.index(after: endOfDigits)...]) ?? 0
        self.init(digits, exponentOfLastDigit: exponent - decimals)
    }
}

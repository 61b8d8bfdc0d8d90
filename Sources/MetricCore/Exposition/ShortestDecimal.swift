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
        self = ShortestDecimal(millionths: magnitude) ?? ShortestDecimal(description: magnitude.description)
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

    /// The fast way, for what is measured in practice: whole numbers and numbers with up to six decimals.
    ///
    /// A decimal of at most 15 digits belongs to one double alone, and no two of them share one, so if the quotient,
    /// which is rounded correctly, is the value again, then there is no other decimal as short.
    private init?(millionths magnitude: Double) {
        guard magnitude < 1e15 else { return nil }
        if magnitude.rounded(.towardZero) == magnitude {
            self.init(UInt64(magnitude), exponentOfLastDigit: 0)
            return
        }
        let millionths = (magnitude * 1e6).rounded()
        guard millionths < 1e15, millionths / 1e6 == magnitude else { return nil }
        self.init(UInt64(millionths), exponentOfLastDigit: -6)
    }

    /// The general way: the standard library's text of a double has the shortest digits, as `0.25`, `100.0`, `5e-324`.
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

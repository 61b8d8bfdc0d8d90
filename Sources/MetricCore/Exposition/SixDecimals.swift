/// Numbers with exactly six decimals, as C's and Go's `%f` write them.
extension TextBuffer {
    /// Appends the magnitude of a finite number with six decimals, rounded half to even from the exact value.
    mutating func append(sixDecimalsOfMagnitude value: Double) {
        let magnitude = value.magnitude
        // The value is significand * 2^exponent, both whole. Subnormal numbers have the exponent of the smallest
        // normal.
        let fraction = magnitude.significandBitPattern
        let isNormal = magnitude.exponentBitPattern > 0
        let significand = isNormal ? fraction | 1 << 52 : fraction
        let exponent = Int(max(magnitude.exponentBitPattern, 1)) - 1075
        if exponent >= 0 {
            append(significand, timesTwoToThe: exponent)
            append(".000000")
        } else {
            let millionths = (UInt128(significand) * 1_000_000).shiftedRightToNearestEven(by: -exponent)
            let (whole, rest) = millionths.quotientAndRemainder(dividingBy: 1_000_000)
            append(UInt64(truncatingIfNeeded: whole))
            append(byte: UInt8(ascii: "."))
            append(UInt64(truncatingIfNeeded: rest), width: 6)
        }
    }

    /// Appends a whole number of up to 309 digits: limbs of eighteen digits each, lowest first, are doubled as often as
    /// `exponent` says, four doublings at a time, which a limb has room for.
    private mutating func append(_ significand: UInt64, timesTwoToThe exponent: Int) {
        let limbSize: UInt64 = 1_000_000_000_000_000_000
        var limbs = [significand]
        var doublings = exponent
        while doublings > 0 {
            let step = min(doublings, 4)
            doublings -= step
            var carry: UInt64 = 0
            for index in limbs.indices {
                let (quotient, remainder) = (limbs[index] << step + carry).quotientAndRemainder(dividingBy: limbSize)
                limbs[index] = remainder
                carry = quotient
            }
            if carry > 0 { limbs.append(carry) }
        }
        append(limbs[limbs.count - 1])
        for limb in limbs.dropLast().reversed() { append(limb, width: 18) }
    }
}

extension UInt128 {
    /// The number divided by two to the power of `count`, which is at least 1; a half goes to the even neighbour.
    fileprivate func shiftedRightToNearestEven(by count: Int) -> UInt128 {
        // The numbers here are below 2^73, so whatever is shifted out of sight is less than a half.
        guard count < 128 else { return 0 }
        let quotient = self >> count
        let remainder = self - quotient << count
        let half: UInt128 = 1 << (count - 1)
        let roundsUp = remainder > half || (remainder == half && quotient & 1 == 1)
        return roundsUp ? quotient + 1 : quotient
    }
}

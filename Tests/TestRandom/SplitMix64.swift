/// Random numbers that come again in the same order with the same seed, for tests that print it.
public struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    /// Makes the generator of that seed's numbers.
    public init(seed: UInt64) {
        state = seed
    }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    /// A finite double: any bit pattern, a whole number, or one with a few decimals, each as often.
    public mutating func nextDouble() -> Double {
        let choice = next() % 3
        if choice == 0 {
            let value = Double(bitPattern: next())
            return value.isFinite ? value : nextDouble()
        }
        let whole = Double(Int64(bitPattern: next()) >> Int64(next() % 64))
        return choice == 1 ? whole : whole / [10, 100, 1000, 1e6, 7][Int(next() % 5)]
    }

    /// A text of those characters, shorter than `limit`.
    public mutating func nextText(of alphabet: [Character], below limit: Int) -> String {
        String((0..<Int.random(in: 0..<limit, using: &self)).compactMap { _ in alphabet.randomElement(using: &self) })
    }
}

/// A sum of doubles that keeps what each addition would round away, so that adding and taking away in any order gives
/// the same sum, to some hundred bits.
struct PreciseSum: Equatable {
    private var high = 0.0
    /// What `high` lacks.
    private var low = 0.0

    /// The sum. One that has left the range of doubles stays infinite.
    var value: Double { high + low }

    mutating func add(_ term: Double) {
        let (sum, lost) = Self.add(high, term)
        guard sum.isFinite else {
            high = sum.isNaN ? high : sum
            low = 0
            return
        }
        (high, low) = Self.add(sum, lost + low)
    }

    /// A sum, and exactly what rounding took from it (Knuth's two-sum).
    private static func add(_ left: Double, _ right: Double) -> (sum: Double, lost: Double) {
        let sum = left + right
        let shadow = sum - left
        return (sum, (left - (sum - shadow)) + (right - shadow))
    }
}

internal import Glibc

/// The bounds with which the exponential histograms of a family are shown where they have to have some: 0, and powers
/// of two with a few more between them, as far as values of the unit go.
///
/// They are the same for each series and at any time, whatever was measured: `sum by (le)` adds up series bound by
/// bound, and `rate` compares each bound with itself. Of a bound that one of them lacks, its values would be lost.
public final class BucketGrid: Sendable {
    /// Bound number *n* is 2^(n / 2^scale): how fine they are.
    let scale: Int
    /// The number of the first bound above zero.
    let first: Int
    /// Those above zero, in ascending order.
    let bounds: [Double]

    /// How many bounds there may be for each doubling.
    public static let resolutions = [1, 2, 4, 8]

    /// Makes the bounds for a unit as it stands in names: `seconds`. `resolution` is one of ``resolutions``.
    public init(unit: String, resolution: Int) {
        let doublings = Self.doublings[unit] ?? -10...27
        scale = resolution.trailingZeroBitCount
        first = doublings.lowerBound << scale
        bounds = (first...doublings.upperBound << scale).map { [scale] number in
            ExponentialBuckets.bound(index: number, scale: scale)
        }
    }

    /// From one millisecond to one and a half days, or from one byte to 128 GiB.
    private static let doublings = [
        "seconds": -10...17, "milliseconds": 0...27, "microseconds": 0...37, "nanoseconds": 10...47, "bytes": 0...37,
    ]

    /// Where the values of a positive bucket are counted: at the first bound that isn't below its upper end.
    func position(ofPositive index: Int, scale other: Int32) -> Int {
        let difference = Int(other) - scale
        let number = difference > 0 ? index >> difference + 1 : Self.finer(index + 1, by: -difference)
        return min(max(number - first, 0), bounds.count)
    }

    /// Where the values of a negative bucket are counted, by magnitude: at the last bound that isn't above its lower
    /// end; -1 if that is below all.
    func position(ofNegative index: Int, scale other: Int32) -> Int {
        let difference = Int(other) - scale
        let number = difference > 0 ? index >> difference : Self.finer(index, by: -difference)
        return min(max(number - first, -1), bounds.count - 1)
    }

    /// The position of the first bound that isn't below a value; behind the last if all are.
    func position(of value: Double) -> Int {
        bounds.firstIndex { $0 >= value } ?? bounds.count
    }

    /// A bound's number where bounds are so many doublings of resolution finer; far from any bound it may be nearer.
    private static func finer(_ number: Int, by difference: Int) -> Int {
        number << min(difference, 20)
    }
}

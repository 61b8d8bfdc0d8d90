/// A sum over streams: whole numbers are exact, however many there are, and fractions as good as.
struct NumberTotal: Equatable {
    // In two halves: 128 bits of one piece would have to lie at multiples of 16 bytes.
    private var high: Int64 = 0
    private var low: UInt64 = 0
    private var fractions = PreciseSum()

    private var whole: Int128 {
        get { Int128(high) &<< 64 | Int128(low) }
        set {
            high = Int64(truncatingIfNeeded: newValue &>> 64)
            low = UInt64(truncatingIfNeeded: newValue)
        }
    }

    /// The total as the page shows it.
    var value: Double {
        var sum = fractions
        // The conversion from 128 bits is a slow one.
        let low = Int64(truncatingIfNeeded: whole)
        sum.add(Int128(low) == whole ? Double(low) : Double(whole))
        return sum.value
    }

    mutating func add(_ number: NumberValue) {
        switch number {
        case .none: break
        // 2^64 numbers of 64 bits would fit.
        case .int(let value): whole += Int128(value)
        case .double(let value): fractions.add(value)
        }
    }

    /// Takes a number away and adds another one.
    @inline(__always)
    mutating func replace(_ old: NumberValue, with new: NumberValue) {
        if case .int(let old) = old, case .int(let new) = new {
            whole += Int128(new) - Int128(old)
        } else {
            subtract(old)
            add(new)
        }
    }

    mutating func subtract(_ number: NumberValue) {
        switch number {
        case .none: break
        case .int(let value): whole -= Int128(value)
        case .double(let value): fractions.add(-value)
        }
    }
}

extension NumberValue {
    /// Whether the number can be added up.
    var isFinite: Bool {
        if case .double(let value) = self { value.isFinite } else { true }
    }

    /// Compares numbers by their exact values, whichever way they were sent; a number that isn't there is 0.
    @inline(__always)
    func isGreater(than other: NumberValue) -> Bool {
        switch (self, other) {
        case (.int(let left), .int(let right)): left > right
        case (.double(let left), .double(let right)): left > right
        case (.none, .none): false
        case (.none, .int(let right)): 0 > right
        case (.none, .double(let right)): 0 > right
        case (.int(let left), .none): left > 0
        case (.double(let left), .none): left > 0
        case (.int(let left), .double(let right)): left.compared(to: right) > 0
        case (.double(let left), .int(let right)): right.compared(to: left) < 0
        }
    }
}

extension Int64 {
    /// Less than, equal to or greater than 0, as the number is less than, equal to or greater than a finite double.
    fileprivate func compared(to double: Double) -> Int {
        guard double < 0x1p63 else { return -1 }
        guard double >= -0x1p63 else { return 1 }
        let below = Int64(double.rounded(.down))
        if self != below { return self < below ? -1 : 1 }
        return double > Double(below) ? -1 : 0
    }
}

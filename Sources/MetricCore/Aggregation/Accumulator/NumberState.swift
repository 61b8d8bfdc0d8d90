/// The value of a gauge or a sum.
struct NumberState: Equatable {
    private(set) var value: NumberValue
    private(set) var startTime: UInt64
    private(set) var time: UInt64

    init(_ point: DataPoint) {
        value = point.number
        startTime = point.startTime
        time = point.time
    }

    /// Takes a gauge's or a cumulative point, unless it is older than the newest. Tells whether it was taken.
    mutating func replace(with point: DataPoint) -> Bool {
        guard point.time >= time else { return false }
        self = NumberState(point)
        return true
    }

    /// Adds a delta that begins where the last one ended; one that begins elsewhere starts the total anew.
    mutating func add(_ point: DataPoint) -> Bool {
        guard point.time >= time else { return false }
        guard point.startTime == time else {
            self = NumberState(point)
            return true
        }
        value = value.adding(point.number)
        time = point.time
        return true
    }
}

extension NumberValue {
    /// The sum, exact as long as it fits into 64 bits; beyond, it becomes a double. Of a whole number and a fraction
    /// only the second counts, as with otelcol.
    func adding(_ other: NumberValue) -> NumberValue {
        switch (self, other) {
        case (.none, let value), (let value, .none): value
        case (.int(let left), .int(let right)):
            switch left.addingReportingOverflow(right) {
            case (let sum, false): .int(sum)
            case (_, true): .double(Double(left) + Double(right))
            }
        case (.double(let left), .double(let right)): .double(left + right)
        case (.int, .double), (.double, .int): other
        }
    }
}

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

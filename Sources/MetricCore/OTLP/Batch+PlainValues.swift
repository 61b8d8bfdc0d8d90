/// What a point of every type says in a fixed place: its times and flags, and the number of a gauge or a sum.
public struct PlainValues: Equatable, Sendable {
    /// Nanoseconds since 1970; 0 when unknown.
    public var startTime: UInt64
    /// Nanoseconds since 1970; 0 when unknown.
    public var time: UInt64
    /// OTLP's data point flags.
    public var flags: UInt32
    /// The value of a number data point; none in those of other types.
    public var number: NumberValue

    /// Makes the values of a point.
    public init(startTime: UInt64, time: UInt64, flags: UInt32, number: NumberValue) {
        self.startTime = startTime
        self.time = time
        self.flags = flags
        self.number = number
    }
}

/// What a point said before a processor changed it.
struct ReplacedValues: Sendable {
    let index: Int
    let values: PlainValues
}

extension Batch {
    /// The plain values of a point.
    public func plainValues(at index: Int) -> PlainValues {
        let point = points[index]
        return PlainValues(startTime: point.startTime, time: point.time, flags: point.flags, number: point.number)
    }

    /// Replaces the plain values of a point, until ``leaveAsReceived()``.
    public mutating func replace(_ values: PlainValues, at index: Int) {
        replaced.append(ReplacedValues(index: index, values: plainValues(at: index)))
        set(values, at: index)
    }

    /// Takes a point out, until ``leaveAsReceived()``.
    public mutating func drop(at index: Int) {
        points[index].series = .none
    }

    /// Forgets what a pipeline's processors have made of the points.
    public mutating func leaveAsReceived() {
        for index in points.indices { points[index].series = points[index].received }
        while let last = replaced.popLast() { set(last.values, at: last.index) }
    }

    private mutating func set(_ values: PlainValues, at index: Int) {
        points[index].startTime = values.startTime
        points[index].time = values.time
        points[index].flags = values.flags
        points[index].number = values.number
    }
}

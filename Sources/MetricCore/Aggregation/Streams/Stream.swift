/// What is known of a stream: what it has contributed to its cell, and when it was heard.
struct Stream {
    let key: StreamKey
    var contribution: Contribution
    /// Whether it has been silent for so long that it counts as finished.
    var isFinished = false
    let isDelta: Bool
    /// The time of the newest point, in nanoseconds since 1970.
    var time: UInt64
    /// When its last point came, in nanoseconds of the monotonic clock.
    var heard: UInt64

    /// What a stream contributes to its cell.
    enum Contribution {
        case number(NumberValue)
        case histogram(HistogramSnapshot)
        case exponentialHistogram(ExponentialHistogramSnapshot)
        case writers(StreamWriters)

        /// How many bytes of memory it takes beside the stream itself.
        var byteCount: Int {
            switch self {
            case .number: 0
            case .histogram(let snapshot): snapshot.byteCount
            case .exponentialHistogram(let snapshot): snapshot.byteCount
            case .writers(let writers): writers.byteCount
            }
        }
    }

    /// Which list it is in.
    var list: StreamOrder.List { isFinished ? .finished : .live }

    /// Takes a point at `now`, in nanoseconds of the monotonic clock.
    @inline(__always)
    mutating func hear<Result>(now: UInt64, _ take: (inout Stream) -> Result) -> Result {
        isFinished = false
        heard = now
        return take(&self)
    }

    /// Takes a point of a sum that never falls; `mayRestart` where nothing tells one run from the next but a value that
    /// falls.
    ///
    /// - Returns: If it counts, the number that doesn't count any more; none after a restart.
    @inline(__always)
    mutating func count(_ number: NumberValue, time pointTime: UInt64, mayRestart: Bool) -> NumberValue? {
        guard case .number(let old) = contribution else { preconditionFailure("streams of sums contribute numbers") }
        let isNewer = pointTime > time
        time = max(time, pointTime)
        guard mayRestart ? isNewer : number.isGreater(than: old) else { return nil }
        contribution = .number(number)
        return mayRestart && old.isGreater(than: number) ? NumberValue.none : old
    }

    /// What it contributes, to be changed by a point at that time.
    mutating func contribution(at pointTime: UInt64) -> Contribution {
        time = max(time, pointTime)
        return contribution
    }

    /// For how long after its last point it is remembered, so that a point that comes again adds nothing.
    ///
    /// Deltas come once, and from forked children once more, so they are remembered for some of their intervals only.
    func memory(_ options: CountingOptions) -> UInt64 {
        guard isDelta else { return max(options.streamMemory, options.streamTimeout) }
        let interval = time > key.start ? time - key.start : 0
        let (three, overflow) = interval.multipliedReportingOverflow(by: 3)
        return max(min(overflow ? .max : three, options.streamMemory), options.streamTimeout)
    }
}

/// What timers are measured in.
enum TimerUnit: Sendable {
    case seconds, milliseconds

    /// The unit that OTLP calls so; nil for any other.
    init?(_ symbol: String) {
        switch symbol {
        case "s": self = .seconds
        case "ms": self = .milliseconds
        default: return nil
        }
    }

    /// What OTLP calls it.
    var symbol: String { self == .seconds ? "s" : "ms" }

    /// A time that is measured in another unit. Divided rather than multiplied by 0.001, which is no exact number.
    func value(of time: Double, in unit: TimerUnit) -> Double {
        switch (unit, self) {
        case (.milliseconds, .seconds): time / 1000
        case (.seconds, .milliseconds): time * 1000
        default: time
        }
    }
}

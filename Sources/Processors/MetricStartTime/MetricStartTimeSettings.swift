public import Configuration
internal import Patterns
public import Pipeline

/// The settings of the processor `metric_start_time`.
public struct MetricStartTimeSettings: ProcessorSettings {
    /// When a stream began whose points don't say.
    enum Strategy: Sendable {
        /// At its first point.
        case firstPoint
        /// At its first point, which is dropped, and whose value is taken off those that follow.
        case subtractingFirstPoint
        /// When a metric of the request says that the process began; without one, when Windsock did.
        case metric(StartTimeMetric)
    }

    /// Which metric tells, in seconds since 1970, when a process began.
    enum StartTimeMetric: Sendable {
        case named(String)
        case matching(Pattern)

        /// The one that Prometheus' clients have.
        static let standard = StartTimeMetric.named("process_start_time_seconds")

        func matches(_ name: String) -> Bool {
            switch self {
            case .named(let wanted): name == wanted
            case .matching(let pattern): pattern.matches(name)
            }
        }
    }

    private enum StrategyName {
        case trueResetPoint, subtractInitialPoint, startTimeMetric
    }

    let strategy: Strategy
    /// How long a stream is silent before its start is forgotten. Of a million streams the start is known at most;
    /// points of others pass as they are.
    let memory: Duration

    /// Reads the section, with otelcol's keys and defaults.
    public init(_ section: ConfigSection) {
        let name = section.choice(
            "strategy", default: StrategyName.trueResetPoint,
            named: [
                "true_reset_point": .trueResetPoint, "subtract_initial_point": .subtractInitialPoint,
                "start_time_metric": .startTimeMetric,
            ])
        memory = section.duration("gc_interval", default: .seconds(600), atLeast: .nanoseconds(1))
        let regex = section.string("start_time_metric_regex", default: "")
        if !regex.isEmpty, name != .startTimeMetric {
            section.fail(
                at: "start_time_metric_regex",
                "start_time_metric_regex can only be used with the start_time_metric strategy")
        }
        strategy =
            switch name {
            case .trueResetPoint: .firstPoint
            case .subtractInitialPoint: .subtractingFirstPoint
            case .startTimeMetric:
                .metric(Self.pattern(regex, section).map(StartTimeMetric.matching) ?? .standard)
            }
    }

    private static func pattern(_ text: String, _ section: ConfigSection) -> Pattern? {
        guard !text.isEmpty else { return nil }
        do {
            return try Pattern(text)
        } catch {
            section.fail(at: "start_time_metric_regex", "\(error)")
            return nil
        }
    }

    /// Makes the processor.
    public func makeProcessor(_ context: ComponentContext) -> [ProcessorStep] {
        [.metrics(MetricStartTime(self, context.logger), "says when streams began whose points don't")]
    }
}

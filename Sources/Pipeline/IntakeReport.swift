/// What became of a request that was taken.
public struct IntakeReport: Equatable, Sendable {
    /// The points that nobody keeps: every exporter that was handed one rejects it. In ascending order.
    public let rejected: [Int]
    /// Why, each reason once.
    private let reasons: [String]
    /// How many points got the overflow series of their metric, as received or as a processor made them, since there
    /// are too many series.
    public let overflowedPoints: Int
    /// How many of the rejected points have no series, since there are too many resources, scopes or metrics.
    public let unidentifiedPoints: Int

    /// All points were taken.
    public static let taken = IntakeReport(rejected: [], overflowedPoints: 0)

    /// Why, each reason once; empty if nothing was rejected.
    public var reason: String { reasons.joined(separator: "; ") }

    /// The sender is told no more reasons than this.
    private static let reasonLimit = 4

    init(rejected: [RejectedPoint], overflowedPoints: Int) {
        self.rejected = rejected.map(\.index)
        var reasons: [String] = []
        for point in rejected where reasons.count < Self.reasonLimit && !reasons.contains(point.reason) {
            reasons.append(point.reason)
        }
        self.reasons = reasons
        self.overflowedPoints = overflowedPoints
        unidentifiedPoints = rejected.count { $0.reason == MetricsIntake.noRoom }
    }
}

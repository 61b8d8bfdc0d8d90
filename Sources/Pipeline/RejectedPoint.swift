/// A point that an exporter doesn't keep, while it takes the rest of the batch.
public struct RejectedPoint: Equatable, Sendable {
    /// Which it is of ``Batch/points``.
    public let index: Int
    /// Why, for the people who run the sender.
    public let reason: String

    /// Makes the rejection of the point with that index.
    public init(index: Int, reason: String) {
        self.index = index
        self.reason = reason
    }
}

extension [RejectedPoint] {
    /// The points that both lists have, for the reasons that this one gives. Both are in ascending order.
    func intersection(_ other: [RejectedPoint]) -> [RejectedPoint] {
        guard !isEmpty, !other.isEmpty else { return [] }
        var rest = other[...]
        return filter { point in
            rest = rest.drop { $0.index < point.index }
            return rest.first?.index == point.index
        }
    }

    /// The points of both lists, in ascending order.
    func union(_ points: [Int], reason: String) -> [RejectedPoint] {
        if points.isEmpty { return self }
        let added = points.map { RejectedPoint(index: $0, reason: reason) }
        return (self + added).sorted { $0.index < $1.index }
    }
}

/// Why a point doesn't count.
public enum PointRefusal: Error, Hashable, Sendable, CaseIterable {
    /// A sum, or the sum of a histogram, that is infinite or no number: no total would ever be one again.
    case notFinite
    /// A histogram whose bounds aren't those of the newest stream of its series.
    case otherBounds
    /// The page can't show its series; the log says why.
    case untranslatable
    /// There are too many series, and its metric isn't on the page yet.
    case tooManySeries
}

extension PointRefusal: CustomStringConvertible {
    /// The refusal as the end of a sentence about points.
    public var description: String {
        switch self {
        case .notFinite: "whose sums are infinite or no numbers"
        case .otherBounds: "of histograms whose bounds aren't those of the newest stream of their series"
        case .untranslatable: "of series that the page can't show"
        case .tooManySeries: "of metrics that came when there were as many series as `series_limit` allows"
        }
    }
}

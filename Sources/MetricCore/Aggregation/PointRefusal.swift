/// Why a point doesn't count.
public enum PointRefusal: Error, Hashable, Sendable, CaseIterable {
    /// A sum, or the sum of a histogram, that is infinite or no number: no total would ever be one again.
    case notFinite
    /// A histogram whose bounds aren't those of the newest stream of its series.
    case otherBounds
    /// A histogram of more than 1,024 bounds.
    case tooManyBounds
    /// The page can't show its series; the log says why.
    case untranslatable
    /// There are too many series, and its metric isn't on the page yet.
    case tooManySeries
}

extension PointRefusal: CustomStringConvertible {
    /// The refusal in words.
    public var description: String {
        switch self {
        case .notFinite: "the sum is infinite or no number"
        case .otherBounds: "the histogram's bounds aren't those of the newest stream of its series"
        case .tooManyBounds: "the histogram has more than 1,024 bounds"
        case .untranslatable: "the page can't show the series"
        case .tooManySeries: "there are as many series as series_limit allows, and none of them is of this metric"
        }
    }
}

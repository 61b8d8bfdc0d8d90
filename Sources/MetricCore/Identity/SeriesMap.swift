/// Series by series: what each goes on as.
///
/// It is in this module because each point of a request is looked up in it.
public struct SeriesMap: Sendable {
    /// By the index of the series; ``SeriesID/none`` for what is dropped.
    private var targets: [SeriesID] = []

    /// Makes an empty map.
    public init() {}

    /// What a series goes on as; ``SeriesID/none`` if it is dropped, ``SeriesID/unknown`` if there is nothing about it.
    @inline(__always)
    subscript(series: SeriesID) -> SeriesID {
        let index = Int(series.rawValue)
        return index < targets.count ? targets[index] : .unknown
    }

    /// Adds a series.
    ///
    /// - Returns: Whether it wasn't there yet; if it was, it stays as it is.
    public mutating func insert(_ target: SeriesID, for series: SeriesID) -> Bool {
        let index = Int(series.rawValue)
        let missing = index + 1 - targets.count
        if missing > 0 { targets.append(contentsOf: repeatElement(.unknown, count: missing)) }
        guard targets[index] == .unknown else { return false }
        targets[index] = target
        return true
    }

    /// Takes out series.
    ///
    /// - Returns: What they went on as, but for those that were dropped.
    public mutating func remove(_ series: [SeriesID]) -> [SeriesID] {
        var removed: [SeriesID] = []
        for series in series {
            let target = self[series]
            guard target != .unknown else { continue }
            targets[Int(series.rawValue)] = .unknown
            if target != .none { removed.append(target) }
        }
        return removed
    }
}

extension SeriesID {
    /// No entry in a map.
    static let unknown = SeriesID(rawValue: .max - 1)
}

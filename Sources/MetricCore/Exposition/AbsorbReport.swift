/// A series as it came out of a pipeline, and who sent it if that plays a part.
public struct SeriesKey: Hashable, Sendable {
    /// The series.
    public let series: SeriesID
    /// The writer.
    public let writer: WriterID
}

/// A point by its place in the batch.
public struct PointPlace: Sendable {
    /// The series and its writer.
    public let key: SeriesKey
    /// Index into the batch's resources.
    public let resource: Int
    let metric: Int
    let point: Int
    let writer: WriterID
}

/// What became of a batch's points. Empty as a rule, and no memory is taken for it then.
public struct AbsorbReport: Sendable {
    /// How many points are told at once that the page doesn't know: others get at the page in between.
    static let unknownLimit = 256

    /// The next points of series that the page doesn't know.
    public internal(set) var unknown: [PointPlace] = []
    /// The first point that hasn't been looked at yet.
    var next = 0
    /// Points that don't count, by their index in the batch, and why.
    public internal(set) var refused: [(point: Int, reason: PointRefusal)] = []
    /// Conflicts between series and their families, to be logged.
    public internal(set) var conflicts: [FamilyConflict] = []

    /// Makes the report of a batch that no page has seen.
    public init() {}

    mutating func refuse(_ point: Int, _ reason: PointRefusal) {
        refused.append((point, reason))
    }
}

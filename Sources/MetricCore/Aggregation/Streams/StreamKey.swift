/// What tells one stream from another: a stream is one run of one series as it was received, as it counts in one cell.
struct StreamKey: Equatable {
    /// The index of the cell.
    let cell: UInt32
    /// The series as it was received, before any processor.
    let series: SeriesID
    /// When the run began, in nanoseconds since 1970.
    ///
    /// Clocks of nanoseconds make this unique to a process and its forked children, which send their parent's streams
    /// under ids of their own. So the writer needn't be part of the key, and mustn't be.
    let start: UInt64
    /// What the start doesn't tell: 0, or a hash.
    let discriminator: UInt64

    /// Makes the key of a point's stream.
    ///
    /// A start of whole milliseconds, or none, doesn't identify a process: there the writer belongs to the key, and
    /// wherever writers are kept apart. A delta without a start is a stream of its own, named by its time. Points of
    /// series that there was no room for have their attributes' hash in place of a series of their own.
    @inline(__always)
    init(
        _ point: DataPoint, _ shape: MetricShape, cell: Int, writer: WriterID, keepsWritersApart: Bool
    ) {
        self.cell = UInt32(cell)
        series = point.received
        let isNamedByTime = shape.temporality == .delta && point.startTime == 0
        start = isNamedByTime ? point.time : point.startTime
        var discriminator: UInt64 = 0
        if keepsWritersApart || point.startTime % 1_000_000 == 0 { discriminator = writer.rawValue }
        if isNamedByTime { discriminator = ByteHash.combine(discriminator, 1) }
        if point.isOverflow { discriminator = ByteHash.combine(discriminator, point.attributesHash) }
        self.discriminator = discriminator
    }

    /// A hash with a secret, since whoever sends the points chooses the starts.
    func hash(secret: UInt64) -> UInt64 {
        let series = UInt64(cell) << 32 | UInt64(series.rawValue)
        return ByteHash.combine(ByteHash.combine(start ^ secret, series), discriminator &+ secret)
    }
}

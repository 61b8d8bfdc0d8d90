/// How much a registry remembers, and what it takes for a writer.
public struct RegistryOptions: Equatable, Sendable {
    /// Keys of the resource attributes that only tell one process from another.
    public var writerAttributes: [String]
    /// For how many nanoseconds a series, resource, scope or metric is remembered that nobody sends.
    public var seriesMemory: UInt64
    /// How many series there may be, those that processors make counted, and how many resources, scopes and metrics
    /// of each; at most ``greatestSeriesLimit``. An overflow series for each metric comes on top.
    public var seriesLimit: Int

    /// Ids have 32 bits; overflow series need some as well.
    public static let greatestSeriesLimit = Int(UInt32.max / 4)

    /// Makes options.
    public init(
        writerAttributes: [String] = ["service.instance.id"], seriesMemory: UInt64 = 600_000_000_000,
        seriesLimit: Int = 1_000_000
    ) {
        self.writerAttributes = writerAttributes
        self.seriesMemory = seriesMemory
        self.seriesLimit = min(seriesLimit, Self.greatestSeriesLimit)
    }

    /// What satisfies all who have wishes: all of the writer attributes, the longest memory, the highest limit; the
    /// defaults if nobody has any.
    public init(satisfying wishes: [RegistryOptions]) {
        guard let first = wishes.first else {
            self.init()
            return
        }
        self = wishes.dropFirst().reduce(into: first) { options, wish in
            options.writerAttributes += wish.writerAttributes.filter { !options.writerAttributes.contains($0) }
            options.seriesMemory = max(options.seriesMemory, wish.seriesMemory)
            options.seriesLimit = max(options.seriesLimit, wish.seriesLimit)
        }
    }
}

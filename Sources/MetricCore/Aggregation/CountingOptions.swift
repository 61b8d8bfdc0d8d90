/// How the points of many writers become the one value of a series.
public struct CountingOptions: Sendable {
    /// What becomes of points that several writers send of one series.
    public enum Writers: Sendable {
        /// They are added up, whoever sent them.
        case merge
        /// Each writer has a series of its own.
        case separate
        /// The newest stands, as in otelcol.
        case last
    }

    /// What becomes of points that several writers send of one series.
    public var writers: Writers
    /// What becomes of gauges that several writers send.
    public var gauges: GaugeRules
    /// After how long a silent stream is finished, in nanoseconds.
    public var streamTimeout: UInt64
    /// For how long a silent stream is remembered, in nanoseconds: what comes again adds nothing.
    public var streamMemory: UInt64
    /// How many streams may be live; beyond, those silent for longest are finished early.
    public var streamLimit: Int
    /// How many finished streams are remembered; beyond, those silent for longest are forgotten early.
    public var finishedStreamLimit: Int
    /// How many bytes the finished streams that are remembered may take.
    public var finishedByteLimit: Int
    /// For how long the total of a silent series is kept, in nanoseconds.
    public var totalRetention: UInt64
    /// How many series there may be, with those whose total is kept.
    public var seriesLimit: Int
    /// How many series of one name may be shown.
    public var seriesLimitPerMetric: Int
    /// When counting began, in nanoseconds since 1970: what streams that are older bring first was counted by somebody
    /// before.
    public var startTime: UInt64

    /// Makes options; what isn't given is the default of the exporter's setting.
    public init(
        writers: Writers = .merge, gauges: GaugeRules = GaugeRules(), streamTimeout: UInt64 = 300_000_000_000,
        streamMemory: UInt64 = 3_600_000_000_000, streamLimit: Int = 1_000_000, finishedStreamLimit: Int = 1_000_000,
        finishedByteLimit: Int = 64 << 20, totalRetention: UInt64 = 604_800_000_000_000,
        seriesLimit: Int = 1_000_000, seriesLimitPerMetric: Int = 100_000, startTime: UInt64 = 0
    ) {
        self.writers = writers
        self.gauges = gauges
        self.streamTimeout = streamTimeout
        self.streamMemory = streamMemory
        self.streamLimit = streamLimit
        self.finishedStreamLimit = finishedStreamLimit
        self.finishedByteLimit = finishedByteLimit
        self.totalRetention = totalRetention
        self.seriesLimit = seriesLimit
        self.seriesLimitPerMetric = seriesLimitPerMetric
        self.startTime = startTime
    }
}

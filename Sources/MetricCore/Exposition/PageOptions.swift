/// What a page is made with: the settings of the `prometheus` exporter that are about its content.
public struct PageOptions: Sendable {
    /// What stands before each name, with an underscore between; nothing if it is empty.
    public let namespace: String
    /// Whether the namespace is put before names that begin with it as well, which doubles it.
    public let repeatsNamespace: Bool
    /// Labels that every series has.
    public let constantLabels: [(name: LabelName, value: String)]
    /// Whether samples carry the time of their point.
    public let showsTimes: Bool
    /// For how long a series is shown after its last point, in nanoseconds.
    public let expiration: UInt64
    /// How names are made.
    public let strategy: TranslationStrategy
    /// How labels' names are made.
    public let labelRule: LabelRule
    /// Whether series have `otel_scope_...` labels.
    public let showsScope: Bool
    /// Which attributes of the resource become labels of its series.
    public let resourceLabels: ResourceLabels
    /// How points become values.
    public var counting: CountingOptions
    /// Keys of the resource attributes that name the writer.
    public let writerAttributes: [String]
    /// What becomes of attributes whose labels have one name.
    public let collidingLabels: CollidingLabels
    /// Which buckets exponential histograms have.
    public let exponentialBuckets: ExponentialBucketForms
    /// How many bounds they have for each doubling: one of ``BucketGrid/resolutions``.
    public let bucketResolution: Int
    /// Whether pages say no more than otelcol's do: no times of creation in OpenMetrics, no units, of exemplars'
    /// attributes only those that name a span, and nothing of histograms that can't be native ones; what can't be
    /// right is shown as it was sent.
    public let isTerse: Bool
    /// Says what a metric counts whose sender doesn't; nil if that isn't known.
    public let describe: (@Sendable (MetricDescription, ScopeDescription) -> String?)?
    /// The name of the metric that describes resources.
    let targetInfoName: String

    /// Which attributes of the resource become labels of its series.
    public enum ResourceLabels: Sendable {
        /// None; `job`, `instance` and `target_info` tell of the resource.
        case none
        /// All of them, or all but the three that make `job` and `instance`.
        case all(excludingService: Bool)
        /// Those whose keys match one of `included`, or any if there are none, but none of `excluded`.
        case matching(included: [Glob], excluded: [Glob])
    }

    /// What becomes of attributes whose labels have one name.
    public enum CollidingLabels: Sendable {
        /// One label has the values of both, joined by `;`, as the specification asks.
        case joined
        /// The series isn't shown, as otelcol has it.
        case refused
    }

    /// Ways to show the buckets of an exponential histogram; where there are none, its count and sum are left.
    public struct ExponentialBucketForms: OptionSet, Sendable {
        /// One bit for each way.
        public let rawValue: UInt8

        /// Makes a choice of ways.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        /// As buckets with upper bounds: see ``BucketGrid``.
        public static let classic = ExponentialBucketForms(rawValue: 1)
        /// As a native histogram, which only protobuf has room for.
        public static let native = ExponentialBucketForms(rawValue: 2)
    }

    /// Makes options. Where the strategy keeps characters, labels keep theirs as well, whatever the rule is.
    public init(
        namespace: String = "", repeatsNamespace: Bool = false,
        constantLabels: [(name: LabelName, value: String)] = [], showsTimes: Bool = false,
        expiration: UInt64 = 300_000_000_000, strategy: TranslationStrategy = .underscoreEscapingWithSuffixes,
        labelRule: LabelRule = .collapsing, showsScope: Bool = true, resourceLabels: ResourceLabels = .none,
        counting: CountingOptions = CountingOptions(),
        writerAttributes: [String] = ["service.instance.id"], collidingLabels: CollidingLabels = .joined,
        exponentialBuckets: ExponentialBucketForms = [.classic, .native], bucketResolution: Int = 1,
        isTerse: Bool = false,
        describe: (@Sendable (MetricDescription, ScopeDescription) -> String?)? = nil
    ) {
        self.namespace = namespace
        self.repeatsNamespace = repeatsNamespace
        self.collidingLabels = collidingLabels
        self.exponentialBuckets = exponentialBuckets
        self.bucketResolution = bucketResolution
        self.isTerse = isTerse
        let labelRule = strategy.keepsCharacters ? .unchanged : labelRule
        self.labelRule = labelRule
        // A namespace that can't begin this name is left out of it, as in otelcol.
        targetInfoName = ((try? MetricName.targetInfo(namespace: namespace, rule: labelRule)) ?? .targetInfo).text
        self.constantLabels = constantLabels
        self.showsTimes = showsTimes
        self.expiration = expiration
        self.strategy = strategy
        self.showsScope = showsScope
        self.resourceLabels = resourceLabels
        self.counting = counting
        self.writerAttributes = writerAttributes
        self.describe = describe
    }
}

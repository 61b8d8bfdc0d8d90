/// What a page is made with: the settings of the `prometheus` exporter that are about its content.
public struct PageOptions: Sendable {
    /// What stands before each name, with an underscore between; nothing if it is empty.
    public let namespace: String
    /// Labels that every series has.
    public let constantLabels: [(name: LabelName, value: String)]
    /// Whether samples carry the time of their point.
    public let showsTimes: Bool
    /// For how long a series is shown after its last point, in nanoseconds.
    public let expiration: UInt64
    /// How names are made.
    public let strategy: TranslationStrategy
    /// Whether series have `otel_scope_...` labels.
    public let showsScope: Bool
    /// Which attributes of the resource become labels of its series.
    public let resourceLabels: ResourceLabels
    /// How points become values.
    public var counting: CountingOptions
    /// Keys of the resource attributes that name the writer.
    public let writerAttributes: [String]
    /// The name of the metric that describes resources.
    let targetInfoName: String

    /// Which attributes of the resource become labels of its series.
    public enum ResourceLabels: Sendable {
        /// None; `job`, `instance` and `target_info` tell of the resource.
        case none
        /// All of them, or all but the three that make `job` and `instance`.
        case all(excludingService: Bool)
    }

    /// Makes options; what isn't given is as otelcol has it.
    public init(
        namespace: String = "", constantLabels: [(name: LabelName, value: String)] = [], showsTimes: Bool = false,
        expiration: UInt64 = 300_000_000_000, strategy: TranslationStrategy = .underscoreEscapingWithSuffixes,
        showsScope: Bool = true, resourceLabels: ResourceLabels = .none, counting: CountingOptions = CountingOptions(),
        writerAttributes: [String] = ["service.instance.id"]
    ) {
        self.namespace = namespace
        // A namespace that can't begin this name is left out of it, as in otelcol.
        targetInfoName = ((try? MetricName.targetInfo(namespace: namespace)) ?? .targetInfo).text
        self.constantLabels = constantLabels
        self.showsTimes = showsTimes
        self.expiration = expiration
        self.strategy = strategy
        self.showsScope = showsScope
        self.resourceLabels = resourceLabels
        self.counting = counting
        self.writerAttributes = writerAttributes
    }
}

/// Interns resources, scopes, metrics and series, and hands out dense ids.
///
/// Whatever was seen before is found by its bytes as they came, level by level, with one probe and nothing decoded.
/// What is new is decoded by libprotobuf-c, brought into canonical form and found or made there: two spellings of one
/// identity share an id.
///
/// What nobody sends for ``RegistryOptions/seriesMemory`` is forgotten by ``forget(now:)``, and its id used again once
/// no batch in flight has it and all who may hold it have been told.
public struct Registry: ~Copyable {
    /// The hash of spellings; each process has another.
    let hash = ByteHash()
    /// How much is remembered.
    public let options: RegistryOptions

    var resourceSpellings = ResourceSpellings()
    /// The resource that was taken apart last; kept for its memory.
    var resourceParts: ResourceParts
    var resourceTable = IdentityTable()
    var scopeTable = IdentityTable()
    var metricTable = IdentityTable()
    var seriesTable = IdentityTable()
    var seriesBySignature = SignatureTable()

    // Indexed by the ids. Each child counts as a use of its parent.
    var resources: [[Attribute]] = []
    var scopes: [(resource: ResourceID, description: ScopeDescription)] = []
    var metrics: [(scope: ScopeID, description: MetricDescription)] = []
    var series: [MetricID] = []
    var seriesSignatures: [Signature] = []

    /// When the last batch arrived, in seconds of the monotonic clock.
    var now: UInt32 = 0
    var generations = BatchGenerations()
    var forgetting = Forgetting()

    /// How many bytes may name one resource, metric or series.
    public static let identityByteLimit = 64 << 10
    /// How many bytes may name one scope. What does becomes labels of each of its series.
    public static let scopeByteLimit = 4 << 10
    /// How many bytes may name the new series of one request, those of their scopes and metrics counted for each of
    /// them: without a bound a small request with a large scope would make any number of bytes.
    public static let newSeriesByteLimit = 64 << 20

    /// Makes an empty registry.
    public init(_ options: RegistryOptions = RegistryOptions()) {
        self.options = options
        resourceParts = ResourceParts(writerAttributes: options.writerAttributes)
    }

    /// How many series have an id.
    public var seriesCount: Int { seriesTable.count }

    /// Keys of the resource attributes that only tell one process from another.
    public var writerAttributes: [String] { options.writerAttributes }

    /// A series in words; also one that was forgotten while a batch in flight still has it.
    public func describe(_ id: SeriesID) -> SeriesDescription {
        known(id).description
    }

    /// The same for those who share the registry: what is still to be decoded is decoded without it.
    public func known(_ id: SeriesID) -> KnownSeries {
        let metric = metrics[Int(series[Int(id.rawValue)].rawValue)]
        let scope = scopes[Int(metric.scope.rawValue)]
        return KnownSeries(
            resource: resources[Int(scope.resource.rawValue)], scope: scope.description, metric: metric.description,
            attributes: seriesTable.bytes(of: id.rawValue))
    }

    /// What a series stands under.
    public func parents(of id: SeriesID) -> SeriesParents {
        let metric = series[Int(id.rawValue)]
        let scope = metrics[Int(metric.rawValue)].scope
        return SeriesParents(resource: scopes[Int(scope.rawValue)].resource, scope: scope, metric: metric)
    }

    /// The attributes that name a resource's writer, in key order.
    public func writer(of group: ResourceGroup, of batch: borrowing Batch, in request: RawSpan) -> [Attribute] {
        guard group.writer != .none else { return [] }
        do {
            let all = try IdentityMessage.resource.attributes(batch.bytes(at: group.resource, in: request))
            return all.filter { writerAttributes.contains($0.key) }.inKeyOrder()
        } catch {
            preconditionFailure("a resolved resource is well-formed: \(error)")
        }
    }

    // MARK: - Batches in flight

    /// Counts a batch in: from now on no id is used again that is taken out of the tables, until it is released.
    public mutating func enter(_ batch: inout Batch) {
        if batch.generation == nil { batch.generation = generations.enter() }
    }

    /// Counts a batch out that ``enter(_:)`` or ``resolve(_:in:)`` counted in: nobody looks at its ids any more.
    ///
    /// Whoever resolves a batch releases it when all is done with it. Until then no id that it has is used again.
    public mutating func release(_ batch: inout Batch) {
        guard let generation = batch.generation else { return }
        generations.leave(generation)
        batch.generation = nil
    }

    /// The second of a time in nanoseconds.
    static func tick(_ nanoseconds: UInt64) -> UInt32 {
        UInt32(clamping: nanoseconds / 1_000_000_000)
    }
}

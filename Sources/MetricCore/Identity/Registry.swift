/// Interns resources, scopes, metrics and series, and hands out dense ids.
///
/// Whatever was seen before is found by its bytes as they came, level by level, with one probe and nothing decoded.
/// What is new is decoded by libprotobuf-c, brought into canonical form and found or made there: two spellings of one
/// identity share an id.
public struct Registry: ~Copyable {
    /// The hash that batches for this registry are made with.
    let hash = ByteHash()
    /// Keys of the resource attributes that only tell one process from another.
    public let writerAttributes: [String]

    var resourceSpellings = ResourceSpellings()
    var resourceTable = IdentityTable()
    var scopeTable = IdentityTable()
    var metricTable = IdentityTable()
    var seriesTable = IdentityTable()

    // Indexed by the ids.
    var resources: [[Attribute]] = []
    var scopes: [(resource: ResourceID, description: ScopeDescription)] = []
    var metrics: [(scope: ScopeID, description: MetricDescription)] = []
    var series: [(metric: MetricID, attributes: IdentityTable.Key)] = []

    /// How many bytes may name one resource, metric or series.
    public static let identityByteLimit = 64 << 10
    /// How many bytes may name one scope. What does becomes labels of each of its series.
    public static let scopeByteLimit = 4 << 10
    /// How many bytes may name the new series of one request, those of their scopes and metrics counted for each of
    /// them: without a bound a small request with a large scope would make any number of bytes.
    public static let newSeriesByteLimit = 64 << 20

    /// Makes an empty registry.
    ///
    /// - Parameter writerAttributes: Keys of the resource attributes that only tell one process from another.
    public init(writerAttributes: [String] = ["service.instance.id"]) {
        self.writerAttributes = writerAttributes
    }

    /// An empty batch for ``resolve(_:in:)``.
    public func makeBatch() -> Batch { Batch(hash: hash) }

    /// How many series are known.
    public var seriesCount: Int { series.count }

    /// A series in words.
    public func describe(_ id: SeriesID) -> SeriesDescription {
        let entry = series[Int(id.rawValue)]
        let metric = metrics[Int(entry.metric.rawValue)]
        let scope = scopes[Int(metric.scope.rawValue)]
        return SeriesDescription(
            resource: resources[Int(scope.resource.rawValue)], scope: scope.description, metric: metric.description,
            attributes: attributes(entry.attributes, of: metric.description.shape.type))
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

    /// What a series stands under.
    public func parents(of id: SeriesID) -> SeriesParents {
        let metric = series[Int(id.rawValue)].metric
        let scope = metrics[Int(metric.rawValue)].scope
        return SeriesParents(resource: scopes[Int(scope.rawValue)].resource, scope: scope, metric: metric)
    }

    /// The id of a series that processors made of another.
    public mutating func intern(_ description: SeriesDescription) -> SeriesID {
        let resource = intern(resource: description.resource.inKeyOrder())
        let scope = intern(description.scope, under: resource)
        let metric = intern(description.metric, under: scope)
        return intern(
            attributes: description.attributes.inKeyOrder(), of: description.metric.shape.type, under: metric)
    }

    private func attributes(_ key: IdentityTable.Key, of type: MetricType) -> [Attribute] {
        do {
            return try key.withBytes { bytes throws(WireError) in
                try IdentityMessage(pointOf: type).attributes(bytes)
            }
        } catch {
            preconditionFailure("canonical bytes are well-formed: \(error)")
        }
    }

    // MARK: - Canonical identities: known ones

    func known(_ resource: [Attribute]) -> ResourceID? {
        resourceTable.find(canonical: resource.canonicalBytes(field: 1), hash, parent: 0).map(ResourceID.init)
    }

    func known(_ scope: ScopeDescription, under resource: ResourceID) -> ScopeID? {
        let (bytes, messageCount) = scope.canonicalBytes()
        let parent = Self.scopeParent(resource, messageCount: messageCount)
        return scopeTable.find(canonical: bytes, hash, parent: parent).map(ScopeID.init)
    }

    func known(_ metric: MetricDescription, under scope: ScopeID) -> MetricID? {
        let parent = Self.metricParent(scope, metric.shape)
        return metricTable.find(canonical: metric.canonicalBytes(), hash, parent: parent).map(MetricID.init)
    }

    func known(_ attributes: [Attribute], of type: MetricType, under metric: MetricID) -> SeriesID? {
        let bytes = attributes.canonicalBytes(field: IdentityMessage(pointOf: type).attributesField)
        return seriesTable.find(canonical: bytes, hash, parent: UInt64(metric.rawValue)).map(SeriesID.init)
    }

    // MARK: - Canonical identities: known, or made

    mutating func intern(resource attributes: [Attribute]) -> ResourceID {
        if let id = known(attributes) { return id }
        let id = UInt32(resources.count)
        resources.append(attributes)
        resourceTable.insert(canonical: attributes.canonicalBytes(field: 1), hash, parent: 0, id: id)
        return ResourceID(rawValue: id)
    }

    mutating func intern(_ scope: ScopeDescription, under resource: ResourceID) -> ScopeID {
        if let id = known(scope, under: resource) { return id }
        let id = UInt32(scopes.count)
        var ordered = scope
        ordered.attributes = scope.attributes.inKeyOrder()
        scopes.append((resource, ordered))
        let (bytes, messageCount) = scope.canonicalBytes()
        let parent = Self.scopeParent(resource, messageCount: messageCount)
        scopeTable.insert(canonical: bytes, hash, parent: parent, id: id)
        return ScopeID(rawValue: id)
    }

    mutating func intern(_ metric: MetricDescription, under scope: ScopeID) -> MetricID {
        if let id = known(metric, under: scope) { return id }
        let id = UInt32(metrics.count)
        metrics.append((scope, metric))
        let parent = Self.metricParent(scope, metric.shape)
        metricTable.insert(canonical: metric.canonicalBytes(), hash, parent: parent, id: id)
        return MetricID(rawValue: id)
    }

    mutating func intern(attributes: [Attribute], of type: MetricType, under metric: MetricID) -> SeriesID {
        if let id = known(attributes, of: type, under: metric) { return id }
        let id = UInt32(series.count)
        let bytes = attributes.canonicalBytes(field: IdentityMessage(pointOf: type).attributesField)
        series.append((metric, seriesTable.insert(canonical: bytes, hash, parent: UInt64(metric.rawValue), id: id)))
        return SeriesID(rawValue: id)
    }

    // MARK: - Parents

    /// A scope is named by its message and its schema URL, so where the one ends belongs to the key.
    static func scopeParent(_ resource: ResourceID, messageCount: Int) -> UInt64 {
        UInt64(resource.rawValue) << 32 | UInt64(messageCount)
    }

    /// Metrics of one name but different shapes are different metrics.
    @inline(__always)
    static func metricParent(_ scope: ScopeID, _ shape: MetricShape) -> UInt64 {
        UInt64(scope.rawValue) << 32 | UInt64(shape.code)
    }
}

extension IdentityTable {
    fileprivate func find(canonical bytes: [UInt8], _ hash: ByteHash, parent: UInt64) -> UInt32? {
        // Safe: the span ends before the array does.
        unsafe find(bytes.span.bytes, hash: hash(bytes.span.bytes), parent: parent)
    }

    @discardableResult
    fileprivate mutating func insert(
        canonical bytes: [UInt8], _ hash: ByteHash, parent: UInt64, id: UInt32
    ) -> Key {
        unsafe insert(bytes.span.bytes, hash: hash(bytes.span.bytes), parent: parent, id: id)
    }
}

extension IdentityMessage {
    /// The message that carries a metric's points; numbers where there are none.
    init(pointOf type: MetricType) {
        self =
            switch type {
            case .histogram: .histogramDataPoint
            case .exponentialHistogram: .exponentialHistogramDataPoint
            // A summary's attributes have the number that those of a number have.
            case .empty, .gauge, .sum, .summary: .numberDataPoint
            }
    }

    /// The number of the field that holds a point's attributes.
    var attributesField: UInt64 {
        switch self {
        case .histogramDataPoint: 9
        case .exponentialHistogramDataPoint: 1
        default: 7
        }
    }
}

// Canonical identities: known, or made unless there are too many. What can't be made is `none`, and so is all under it.

extension Registry {
    /// The id of a series that processors made of another; that of the metric's overflow series if there are too many
    /// series, and none if there are too many resources, scopes or metrics.
    ///
    /// No request brings it, so it is kept until ``letGo(_:)`` has been called as often.
    public mutating func intern(_ description: SeriesDescription) -> SeriesID {
        let resource = intern(resource: description.resource.inKeyOrder())
        let scope = intern(description.scope, under: resource)
        let metric = intern(description.metric, under: scope)
        let (id, _) = intern(
            attributes: description.attributes.inKeyOrder(), of: description.metric.shape.type, under: metric)
        if id != .none { seriesTable.addUse(of: id.rawValue) }
        return id
    }

    /// Takes back an ``intern(_:)``: the series is forgotten in its time.
    public mutating func letGo(_ id: SeriesID) {
        if id != .none { seriesTable.removeUse(of: id.rawValue) }
    }

    // MARK: - Known ones

    mutating func known(_ resource: [Attribute]) -> ResourceID? {
        resourceTable.find(canonical: resource.canonicalBytes(field: 1), hash, parent: 0, now: now)
            .map(ResourceID.init)
    }

    mutating func known(_ scope: ScopeDescription, under resource: ResourceID) -> ScopeID? {
        let (bytes, messageCount) = scope.canonicalBytes()
        let parent = Self.scopeParent(resource, messageCount: messageCount)
        return scopeTable.find(canonical: bytes, hash, parent: parent, now: now).map(ScopeID.init)
    }

    mutating func known(_ metric: MetricDescription, under scope: ScopeID) -> MetricID? {
        let parent = Self.metricParent(scope, metric.shape)
        return metricTable.find(canonical: metric.canonicalBytes(), hash, parent: parent, now: now).map(MetricID.init)
    }

    mutating func known(_ attributes: [Attribute], of type: MetricType, under metric: MetricID) -> SeriesID? {
        let bytes = attributes.canonicalBytes(field: IdentityMessage(pointOf: type).attributesField)
        return seriesTable.find(canonical: bytes, hash, parent: UInt64(metric.rawValue), now: now).map(SeriesID.init)
    }

    // MARK: - Known, or made

    mutating func intern(resource attributes: [Attribute]) -> ResourceID {
        if let id = known(attributes) { return id }
        guard resourceTable.count < options.seriesLimit else { return .none }
        let id = resourceTable.make(canonical: attributes.canonicalBytes(field: 1), hash, parent: 0, now: now)
        resources.place(attributes, at: id)
        return ResourceID(rawValue: id)
    }

    mutating func intern(_ scope: ScopeDescription, under resource: ResourceID) -> ScopeID {
        guard resource != .none else { return .none }
        if let id = known(scope, under: resource) { return id }
        guard scopeTable.count < options.seriesLimit else { return .none }
        var ordered = scope
        ordered.attributes = scope.attributes.inKeyOrder()
        let (bytes, messageCount) = scope.canonicalBytes()
        let parent = Self.scopeParent(resource, messageCount: messageCount)
        let id = scopeTable.make(canonical: bytes, hash, parent: parent, now: now)
        scopes.place((resource, ordered), at: id)
        resourceTable.addUse(of: resource.rawValue)
        return ScopeID(rawValue: id)
    }

    mutating func intern(_ metric: MetricDescription, under scope: ScopeID) -> MetricID {
        guard scope != .none else { return .none }
        if let id = known(metric, under: scope) { return id }
        guard metricTable.count < options.seriesLimit else { return .none }
        let parent = Self.metricParent(scope, metric.shape)
        let id = metricTable.make(canonical: metric.canonicalBytes(), hash, parent: parent, now: now)
        metrics.place((scope, metric), at: id)
        scopeTable.addUse(of: scope.rawValue)
        return MetricID(rawValue: id)
    }

    mutating func intern(
        attributes: [Attribute], of type: MetricType, under metric: MetricID
    ) -> (id: SeriesID, isOverflow: Bool) {
        guard metric != .none else { return (.none, false) }
        if let id = known(attributes, of: type, under: metric) { return (id, false) }
        if seriesTable.count < options.seriesLimit { return (make(attributes, of: type, under: metric), false) }
        let overflow = [Self.overflowAttribute]
        return (known(overflow, of: type, under: metric) ?? make(overflow, of: type, under: metric), true)
    }

    /// What OpenTelemetry calls the series that takes what has no place.
    private static let overflowAttribute = Attribute(key: "otel.metric.overflow", value: .bool(true))

    private mutating func make(_ attributes: [Attribute], of type: MetricType, under metric: MetricID) -> SeriesID {
        let bytes = attributes.canonicalBytes(field: IdentityMessage(pointOf: type).attributesField)
        let id = seriesTable.make(canonical: bytes, hash, parent: UInt64(metric.rawValue), now: now)
        series.place(metric, at: id)
        metricTable.addUse(of: metric.rawValue)
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
    fileprivate mutating func find(
        canonical bytes: [UInt8], _ hash: ByteHash, parent: UInt64, now: UInt32
    ) -> UInt32? {
        // Safe: the span ends before the array does.
        unsafe find(bytes.span.bytes, hash: hash(bytes.span.bytes), parent: parent, now: now)
    }

    fileprivate mutating func make(
        canonical bytes: [UInt8], _ hash: ByteHash, parent: UInt64, now: UInt32
    ) -> UInt32 {
        unsafe make(bytes.span.bytes, hash: hash(bytes.span.bytes), parent: parent, now: now)
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

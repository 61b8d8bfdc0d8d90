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
        guard metric != .none else { return .none }
        let type = description.metric.shape.type
        let bytes = description.attributes.inKeyOrder().canonicalBytes(ofPoint: type)
        let series = CanonicalSeries(bytes, of: type, under: metric)
        // Safe: the span ends before the array does, here and below.
        let (id, _) = unsafe intern(series, as: series.bytes.span.bytes)
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

    mutating func known(_ series: CanonicalSeries) -> SeriesID? {
        guard let id = seriesBySignature.find(series.signature, { seriesSignatures[$0] }) else { return nil }
        seriesTable.noteFound(UInt32(id), now: now)
        return SeriesID(rawValue: UInt32(id))
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
        ordered.droppedAttributesCount = 0
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

    /// The id of a series, which somebody writes as `bytes`.
    mutating func intern(_ series: CanonicalSeries, as bytes: RawSpan) -> (id: SeriesID, isOverflow: Bool) {
        if let id = known(series) { return (id, false) }
        if seriesTable.count < options.seriesLimit { return (make(series, as: bytes), false) }
        let overflow = CanonicalSeries(
            [Self.overflowAttribute].canonicalBytes(ofPoint: series.type), of: series.type, under: series.metric)
        return unsafe (known(overflow) ?? make(overflow, as: overflow.bytes.span.bytes), true)
    }

    /// What OpenTelemetry calls the series that takes what has no place.
    private static let overflowAttribute = Attribute(key: "otel.metric.overflow", value: .bool(true))

    private mutating func make(_ new: CanonicalSeries, as bytes: RawSpan) -> SeriesID {
        let id = seriesTable.make(bytes, hash: hash(bytes), parent: UInt64(new.metric.rawValue), now: now)
        series.place(new.metric, at: id)
        seriesSignatures.place(new.signature, at: id)
        seriesBySignature.insert(Int(id), new.signature)
        metricTable.addUse(of: new.metric.rawValue)
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

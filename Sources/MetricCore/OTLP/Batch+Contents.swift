// What the groups and points of a batch say in full, decoded from the request as it was sent.
//
// The scan and the registry have checked all of it. Should libprotobuf-c refuse a part nevertheless, that part is left
// out: a text for people to read is no reason to end the process.

extension Batch {
    /// The resource of a group; its writer is still there.
    public func resource(of group: ResourceGroup, in request: RawSpan) -> ResourceContents {
        decoded(or: ResourceContents()) { () throws(WireError) in
            try ResourceContents(bytes(at: group.resource, in: request))
        }
    }

    /// The scope of a group, its attributes in the order sent.
    public func scope(of group: ScopeGroup, in request: RawSpan) -> ScopeDescription {
        decoded(or: ScopeDescription()) { () throws(WireError) in
            try ScopeDescription(
                bytes(at: group.scope, in: request),
                schemaURL: String(repairing: bytes(at: group.schemaURL, in: request)))
        }
    }

    /// The metric of a group, with the description that this request gives.
    public func metric(of group: MetricGroup, in request: RawSpan) -> MetricDescription {
        decoded(or: MetricDescription(name: "", shape: group.shape)) { () throws(WireError) in
            try MetricDescription(bytes(at: group.header, in: request), shape: group.shape)
        }
    }

    /// The metadata of a metric, in the order sent.
    public func metadata(of group: MetricGroup, in request: RawSpan) -> [Attribute] {
        decoded(or: []) { () throws(WireError) in
            var fields: [UInt8] = []
            try fields.append(fieldNumber(12), of: group.message.offsets, in: request, keepsTags: true)
            // Safe: the span ends before the array does.
            return try unsafe IdentityMessage.metricHeader.attributes(fields.span.bytes)
        }
    }

    /// A point of a metric, which comes from there.
    public func contents(
        of point: DataPoint, of group: MetricGroup, from origin: PointOrigin? = nil, in request: RawSpan
    ) -> PointContents {
        PointContents(
            attributes: attributes(of: point, of: group, in: request), startTime: point.startTime, time: point.time,
            flags: point.flags, value: value(of: point, of: group, in: request),
            exemplars: exemplars(of: point, of: group, in: request), origin: origin)
    }

    private func attributes(of point: DataPoint, of group: MetricGroup, in request: RawSpan) -> [Attribute] {
        decoded(or: []) { () throws(WireError) in
            try IdentityMessage(pointOf: group.shape.type).attributes(bytes(at: point.attributes, in: request))
        }
    }

    private func value(of point: DataPoint, of group: MetricGroup, in request: RawSpan) -> PointValue {
        switch group.shape.type {
        case .empty, .gauge, .sum: .number(point.number)
        case .histogram: value(of: histograms[Int(point.detail)], in: request)
        case .exponentialHistogram: value(of: exponentialHistograms[Int(point.detail)], in: request)
        case .summary:
            .summary(
                SummaryContents(
                    count: summaries[Int(point.detail)].count, sum: summaries[Int(point.detail)].sum,
                    quantiles: quantiles(of: point, in: request)))
        }
    }

    private func value(of fields: HistogramFields, in request: RawSpan) -> PointValue {
        .histogram(
            HistogramContents(
                count: fields.count, sum: fields.sum, min: fields.min, max: fields.max,
                bounds: words(at: fields.explicitBounds, in: request).map(Double.init(bitPattern:)),
                counts: words(at: fields.bucketCounts, in: request)))
    }

    private func value(of fields: ExponentialHistogramFields, in request: RawSpan) -> PointValue {
        .exponentialHistogram(
            ExponentialHistogramContents(
                count: fields.count, sum: fields.sum, min: fields.min, max: fields.max,
                buckets: ExponentialBuckets(
                    scale: fields.scale, zeroCount: fields.zeroCount, zeroThreshold: fields.zeroThreshold,
                    positive: ExponentialBucketCounts(bytes(at: fields.positive, in: request)),
                    negative: ExponentialBucketCounts(bytes(at: fields.negative, in: request)))))
    }

    /// The 8-byte values of a packed field.
    private func words(at range: ByteRange, in request: RawSpan) -> [UInt64] {
        let packed = bytes(at: range, in: request)
        return stride(from: 0, to: packed.byteCount, by: 8).map { packed.littleEndian64(at: $0) }
    }

    private func exemplars(of point: DataPoint, of group: MetricGroup, in request: RawSpan) -> [Exemplar] {
        var exemplars: [Exemplar] = []
        Self.forEachExemplar(of: point, group.shape.type, in: request) { message in
            // One that libprotobuf-c refuses nevertheless is left out.
            if let exemplar = try? Exemplar(message) { exemplars.append(exemplar) }
        }
        return exemplars
    }

    /// Calls `body` with each exemplar's message, in the order sent.
    static func forEachExemplar(
        of point: DataPoint, _ type: MetricType, in request: RawSpan, _ body: (RawSpan) -> Void
    ) {
        guard point.hasExemplars, let field = type.exemplarsField else { return }
        var reader = WireReader(request, in: point.message.offsets)
        do {
            while !reader.isAtEnd {
                let tag = try reader.tag()
                if tag == .bytes(field) {
                    body(request.extracting(try reader.lengthDelimited()))
                } else {
                    try reader.skip(tag)
                }
            }
        } catch {
            preconditionFailure("the scan has checked this point: \(error)")
        }
    }

    private func decoded<Contents>(or nothing: Contents, _ decode: () throws(WireError) -> Contents) -> Contents {
        do {
            return try decode()
        } catch {
            return nothing
        }
    }
}

extension MetricType {
    /// The number of the field that holds a point's exemplars, if points of the type have any.
    fileprivate var exemplarsField: UInt32? {
        switch self {
        case .gauge, .sum: 5
        case .histogram: 8
        case .exponentialHistogram: 11
        case .empty, .summary: nil
        }
    }
}

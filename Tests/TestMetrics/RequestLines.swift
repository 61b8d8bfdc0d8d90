public import MetricCore

/// What a request says, as lines in which a difference of one bit shows.
public struct RequestLines: Equatable, Sendable {
    /// A line for each resource, scope, metric and exemplar; of a point its series, what all have, and its value.
    public private(set) var lines: [String] = []

    mutating func resource(schemaURL: String, _ contents: ResourceContents) {
        let references = contents.entityReferences.map {
            "\(quoted($0.type)) \(quoted($0.schemaURL)) \($0.identifyingKeys.map(quoted)) \($0.descriptiveKeys.map(quoted))"
        }
        lines.append("resource \(quoted(schemaURL)) \(sent(contents.attributes)) \(references)")
    }

    mutating func scope(_ scope: ScopeDescription) {
        lines.append("scope \(named(scope)) \(sent(scope.attributes))")
    }

    mutating func metric(_ metric: MetricDescription, metadata: [Attribute]) {
        lines.append("metric \(named(metric)) \(quoted(metric.description)) \(sent(metadata))")
    }

    mutating func point(
        _ series: SeriesDescription, attributes: [Attribute], times: (start: UInt64, time: UInt64), flags: UInt32
    ) {
        lines.append(
            "series \(named(series.resource)) \(named(series.scope)) \(named(series.scope.attributes)) "
                + "\(named(series.metric)) \(named(series.attributes))")
        lines.append("point \(times.start) \(times.time) \(flags) \(sent(attributes))")
    }

    mutating func number(_ value: NumberValue) {
        lines.append("number \(bits(value))")
    }

    mutating func histogram(
        count: UInt64, sum: Double?, min: Double?, max: Double?, bounds: [Double], counts: [UInt64]
    ) {
        lines.append("histogram \(count) \([sum, min, max].map(bits)) \(bounds.map(bits)) \(counts)")
    }

    mutating func exponentialHistogram(
        count: UInt64, sum: Double?, min: Double?, max: Double?, _ buckets: ExponentialBuckets
    ) {
        lines.append(
            "exponential \(count) \([sum, min, max].map(bits)) \(buckets.scale) \(buckets.zeroCount) "
                + "\(bits(buckets.zeroThreshold)) \(buckets.positive.offset) \(buckets.positive.counts) "
                + "\(buckets.negative.offset) \(buckets.negative.counts)")
    }

    mutating func summary(count: UInt64, sum: Double, _ quantiles: [QuantileValue]) {
        lines.append("summary \(count) \(bits(sum)) \(quantiles.map { [bits($0.quantile), bits($0.value)] })")
    }

    mutating func exemplars(_ exemplars: [Exemplar]) {
        for exemplar in exemplars {
            lines.append(
                "exemplar \(exemplar.traceID) \(exemplar.spanID) \(exemplar.time) \(bits(exemplar.value)) "
                    + sent(exemplar.filteredAttributes))
        }
    }

    /// The first line that `other` has otherwise, or nil if there is none.
    public func difference(from other: RequestLines) -> String? {
        guard self != other else { return nil }
        let index = zip(lines, other.lines).enumerated().first { $1.0 != $1.1 }?.offset
        let different = index ?? min(lines.count, other.lines.count)
        let line = { (lines: [String]) in lines.count > different ? lines[different] : "nothing" }
        return "says:\n\(line(lines))\ninstead of:\n\(line(other.lines))\n"
    }

    // MARK: - Values

    private func quoted(_ text: String) -> String {
        "'" + text.unicodeScalars.map { $0.escaped(asASCII: true) }.joined() + "'"
    }

    private func bits(_ value: Double?) -> String {
        value.map { String($0.bitPattern, radix: 16) } ?? "-"
    }

    private func bits(_ value: NumberValue) -> String {
        switch value {
        case .none: "none"
        case .int(let value): "int \(value)"
        case .double(let value): "double \(bits(value))"
        }
    }

    private func named(_ scope: ScopeDescription) -> String {
        "\(quoted(scope.name)) \(quoted(scope.version)) \(quoted(scope.schemaURL))"
    }

    private func named(_ metric: MetricDescription) -> String {
        "\(quoted(metric.name)) \(quoted(metric.unit)) \(metric.shape.type) \(metric.shape.temporality) "
            + "\(metric.shape.isMonotonic)"
    }

    /// Attributes in the order sent.
    private func sent(_ attributes: [Attribute]) -> String {
        "{" + attributes.map { "\(quoted($0.key)): \(text($0.value, sent))" }.joined(separator: ", ") + "}"
    }

    /// Attributes in the order of their keys' bytes, at every depth.
    private func named(_ attributes: [Attribute]) -> String {
        let ordered = attributes.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        return "{" + ordered.map { "\(quoted($0.key)): \(text($0.value, named))" }.joined(separator: ", ") + "}"
    }

    private func text(_ value: AttributeValue, _ map: ([Attribute]) -> String) -> String {
        switch value {
        case .empty: "empty"
        case .string(let text): quoted(text)
        case .bool(let bool): "\(bool)"
        case .int(let int): "int \(int)"
        case .double(let double): "double \(bits(double))"
        case .bytes(let bytes): "bytes \(bytes)"
        case .array(let values): "[" + values.map { text($0, map) }.joined(separator: ", ") + "]"
        case .map(let attributes): map(attributes)
        }
    }
}

extension RequestLines {
    /// What a batch says that has been scanned and resolved.
    public init(_ batch: borrowing Batch, _ registry: borrowing Registry, in request: RawSpan) {
        for resource in batch.resources {
            let schemaURL = String(repairing: batch.bytes(at: resource.schemaURL, in: request))
            self.resource(schemaURL: schemaURL, batch.resource(of: resource, in: request))
            for scope in batch.scopes[resource.scopes] {
                self.scope(batch.scope(of: scope, in: request))
                for metric in batch.metrics[scope.metrics] {
                    self.metric(
                        batch.metric(of: metric, in: request), metadata: batch.metadata(of: metric, in: request))
                    for point in batch.points[metric.points] {
                        let contents = batch.contents(of: point, of: metric, in: request)
                        self.point(
                            registry.describe(point.received), attributes: contents.attributes,
                            times: (point.startTime, point.time), flags: point.flags)
                        value(contents.value)
                        exemplars(contents.exemplars)
                    }
                }
            }
        }
    }

    private mutating func value(_ value: PointValue) {
        switch value {
        case .number(let number): self.number(number)
        case .histogram(let value):
            histogram(
                count: value.count, sum: value.sum, min: value.min, max: value.max, bounds: value.bounds,
                counts: value.counts)
        case .exponentialHistogram(let value):
            exponentialHistogram(
                count: value.count, sum: value.sum, min: value.min, max: value.max, value.buckets)
        case .summary(let value): summary(count: value.count, sum: value.sum, value.quantiles)
        }
    }
}

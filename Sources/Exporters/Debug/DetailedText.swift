internal import MetricCore
internal import Pipeline

/// A batch with everything that it says, line by line, as otelcol writes it under `verbosity: detailed`.
struct DetailedText: BatchVisitor, ~Copyable {
    var buffer = TextBuffer(capacity: 4096)

    var hasSeenEnough: Bool { buffer.isFull }

    mutating func begin(_ resource: ResourceContents, schemaURL: String, at index: Int) {
        line("ResourceMetrics #", index)
        line("Resource SchemaURL: ", schemaURL)
        append(resource.attributes, under: "Resource attributes:", indentation: "     ")
        if resource.entityReferences.isEmpty { return }
        line("Resource entity refs:")
        for (index, reference) in resource.entityReferences.enumerated() { append(reference, at: index) }
    }

    mutating func begin(_ scope: ScopeDescription, at index: Int) {
        line("ScopeMetrics #", index)
        line("ScopeMetrics SchemaURL: ", scope.schemaURL)
        buffer.append("InstrumentationScope ")
        buffer.append(scope.name)
        line(" ", scope.version)
        append(scope.attributes, under: "InstrumentationScope attributes:", indentation: "     ")
    }

    mutating func begin(_ metric: MetricDescription, metadata: [Attribute], at index: Int) {
        line("Metric #", index)
        line("Descriptor:")
        line("     -> Name: ", metric.name)
        line("     -> Description: ", metric.description)
        line("     -> Unit: ", metric.unit)
        line("     -> DataType: ", metric.shape.type.text)
        append(metadata, under: "     -> Metadata:", indentation: "          ")
        if metric.shape.type == .sum { line("     -> IsMonotonic: ", metric.shape.isMonotonic ? "true" : "false") }
        switch metric.shape.type {
        case .sum, .histogram, .exponentialHistogram:
            line("     -> AggregationTemporality: ", metric.shape.temporality.text)
        case .empty, .gauge, .summary: break
        }
    }

    private mutating func append(_ reference: EntityReference, at index: Int) {
        buffer.append("     -> Entity ref #")
        buffer.append(UInt64(index))
        line(":")
        line("          -> Type: ", reference.type)
        if !reference.schemaURL.isEmpty { line("          -> Schema URL: ", reference.schemaURL) }
        append(reference.identifyingKeys, under: "          -> ID keys:")
        append(reference.descriptiveKeys, under: "          -> Description keys:")
    }

    private mutating func append(_ keys: [String], under heading: String) {
        if keys.isEmpty { return }
        line(heading)
        for key in keys { line("               -> ", key) }
    }

    // MARK: - Lines

    /// Appends attributes under a heading; nothing if there are none.
    mutating func append(_ attributes: [Attribute], under heading: String, indentation: String) {
        if attributes.isEmpty { return }
        line(heading)
        for attribute in attributes {
            buffer.append(indentation)
            buffer.append("-> ")
            buffer.append(attribute.key)
            buffer.append(": ")
            buffer.append(typed: attribute.value)
            endLine()
        }
    }

    mutating func line(_ label: String, _ value: String = "") {
        buffer.append(label)
        buffer.append(value)
        endLine()
    }

    mutating func line(_ label: String, _ value: UInt64) {
        buffer.append(label)
        buffer.append(value)
        endLine()
    }

    mutating func line(_ label: String, _ index: Int) {
        line(label, UInt64(index))
    }

    mutating func endLine() {
        buffer.append(byte: UInt8(ascii: "\n"))
    }
}

extension MetricType {
    fileprivate var text: String {
        switch self {
        case .empty: "Empty"
        case .gauge: "Gauge"
        case .sum: "Sum"
        case .histogram: "Histogram"
        case .exponentialHistogram: "ExponentialHistogram"
        case .summary: "Summary"
        }
    }
}

extension AggregationTemporality {
    fileprivate var text: String {
        switch self {
        case .unspecified: "Unspecified"
        case .delta: "Delta"
        case .cumulative: "Cumulative"
        }
    }
}

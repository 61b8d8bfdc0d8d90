/// A series as a page shows it: worked out once, when the series is first seen.
public struct TranslatedSeries: Sendable {
    /// What tells one cell from another: name, type, scope, attributes, job and instance; where points are added up
    /// also the unit, and whether the metric may fall. Description, temporality and all other attributes of the
    /// resource don't, as in otelcol.
    let signature: Signature
    /// What tells the metric's overflow series from others: the family, and what kind of cell it has.
    let overflowSignature: Signature
    /// Which of several writers' values it shows, if it is a gauge.
    let gauge: GaugeRule
    /// What it says of its family.
    let head: FamilyHead
    /// Its labels.
    let labels: LabelSet
    /// The `target_info` that goes with it.
    let target: TargetInfo?

    /// Translates a series.
    ///
    /// - Throws: ``TranslationError`` for a series that no page can show.
    public init(
        _ series: SeriesDescription, of resource: TranslatedResource, _ options: PageOptions
    ) throws(TranslationError) {
        guard let type = PageType(series.metric.shape, options.counting.writers) else {
            throw .temporality(metric: series.metric.name)
        }
        guard resource.labelByteCount <= TranslatedResource.labelByteLimit else {
            throw .resourceTooLong(metric: series.metric.name, bytes: resource.labelByteCount)
        }
        var attributes = series.attributes
        attributes.overwrite(with: resource.seriesAttributes)
        do {
            let name = try MetricName(
                series.metric.name, unit: series.metric.unit, kind: MetricName.Kind(series.metric.shape),
                namespace: options.namespace, repeatsNamespace: options.repeatsNamespace, strategy: options.strategy)
            let description = series.metric.description
            head = FamilyHead(
                name: name.text, type: type,
                help: description.isEmpty ? options.describe?(series.metric, series.scope) ?? "" : description,
                unit: UnitSuffix(unit: series.metric.unit, isEscaped: !options.strategy.keepsCharacters).text)
        } catch {
            throw .metricName(error)
        }
        // With otelcol the page's own comes first, and what says something else of itself can't stand beside it.
        if options.isTerse, resource.target != nil, head.name == options.targetInfoName, head.help != TargetInfo.help {
            throw .targetInfo(metric: series.metric.name)
        }
        do {
            labels = try LabelSet(attributes, series.scope, resource.identity, type, options)
        } catch {
            throw .labelName(metric: series.metric.name, error)
        }
        let isAddedUp = options.counting.writers != .last
        signature = Signature(
            SignatureBytes(series, attributes, resource.identity, isAddedUp: isAddedUp).bytes)
        overflowSignature = Signature(SignatureBytes(overflowOf: head.name, series.metric.shape).bytes)
        gauge = options.counting.gauges.rule(for: series.metric.name)
        target = resource.target
    }
}

/// Why a series isn't shown.
public enum TranslationError: Error, Equatable {
    /// A sum without temporality, or a delta that may fall.
    case temporality(metric: String)
    /// Its resource brings too much to its labels.
    case resourceTooLong(metric: String, bytes: Int)
    /// It has the name of the metric that describes resources, and says something else of itself.
    case targetInfo(metric: String)
    /// Nothing is left of its name.
    case metricName(MetricNameError)
    /// One of its attributes can't be a label.
    case labelName(metric: String, LabelNameError)
}

extension TranslationError: CustomStringConvertible {
    /// The error as a sentence.
    public var description: String {
        switch self {
        case .temporality(let metric):
            "failed to convert metric \(metric): a sum without temporality, or a delta that is not monotonic"
        case .resourceTooLong(let metric, let bytes):
            "failed to convert metric \(metric): its resource brings \(bytes) bytes to its labels, "
                + "\(TranslatedResource.labelByteLimit) are the most"
        case .targetInfo(let metric):
            "failed to convert metric \(metric): it should have the description \"\(TargetInfo.help)\""
        case .metricName(let error): "failed to convert metric: \(error)"
        case .labelName(let metric, let error): "failed to convert metric \(metric): \(error)"
        }
    }
}

extension [Attribute] {
    /// Sets attributes, in key order, in place of those with the same keys.
    fileprivate mutating func overwrite(with others: [Attribute]) {
        guard !others.isEmpty else { return }
        let keys = Set(others.map { ExactText($0.key) })
        self = (filter { !keys.contains(ExactText($0.key)) } + others).inKeyOrder()
    }
}

extension LabelSet {
    /// The labels of a series. Where two meet, the value has both: what comes from the point first.
    fileprivate init(
        _ attributes: [Attribute], _ scope: ScopeDescription, _ identity: ServiceIdentity, _ type: PageType,
        _ options: PageOptions
    ) throws(LabelNameError) {
        let scopeAttributes = options.showsScope ? scope.labelAttributes(prefix: "otel_scope_") : []
        var all: [(name: LabelName, value: String)] = []
        for attribute in attributes + scopeAttributes {
            all.append(
                (try LabelName(attributeKey: attribute.key, rule: options.labelRule), attribute.value.text))
        }
        if let job = identity.job { all.append((.job, job)) }
        if let instance = identity.instance { all.append((.instance, instance)) }
        all += options.constantLabels
        // otelcol shows the histogram, on a page that Prometheus refuses, and leaves out the summary.
        if type == .summary, options.collidingLabels == .refused {
            guard !all.contains(where: { $0.name.text == type.lineLabel }) else { throw .twice }
        }
        // A label that came twice on a line would make Prometheus refuse the whole page.
        all = all.map { $0.name.text == type.lineLabel ? ($0.name.exported, $0.value) : $0 }
        self.init(joining: all)
        guard options.collidingLabels == .joined || count == all.count else { throw .twice }
    }
}

/// All that tells one cell from another, each part with its length in front, so that no two say the same by chance.
private struct SignatureBytes {
    private(set) var bytes: [UInt8]

    init(
        _ series: SeriesDescription, _ attributes: [Attribute], _ identity: ServiceIdentity, isAddedUp: Bool
    ) {
        bytes = [series.metric.shape.type.rawValue]
        if isAddedUp {
            bytes.append(series.metric.shape.isMonotonic ? 1 : 0)
            append(series.metric.unit)
        }
        append(series.metric.name)
        append(series.scope.name)
        append(series.scope.version)
        append(series.scope.schemaURL)
        append(series.scope.attributes)
        append(attributes)
        for part in [identity.job, identity.instance] {
            bytes.append(part == nil ? 0 : 1)
            append(part ?? "")
        }
    }

    init(overflowOf family: String, _ shape: MetricShape) {
        // No type has this number.
        bytes = [.max, shape.type.rawValue, shape.isMonotonic ? 1 : 0]
        append(family)
    }

    private mutating func append(_ attributes: [Attribute]) {
        bytes.appendVarint(UInt64(attributes.count))
        for attribute in attributes {
            append(attribute.key)
            append(attribute.value.text)
        }
    }

    private mutating func append(_ text: String) {
        bytes.appendVarint(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }
}

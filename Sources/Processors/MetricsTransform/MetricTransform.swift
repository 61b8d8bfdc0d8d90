internal import MetricCore
internal import Patterns

/// One entry of `transforms`: which metrics it takes, and what it makes of them.
struct MetricTransform: Sendable {
    /// What becomes of the metrics that are taken.
    enum Action: Sendable {
        /// They are changed.
        case update
        /// Copies of them are changed, and stand at the end of the scope.
        case insert
        /// They become one, which stands at the end of the scope.
        case combine(AggregationType, SubmatchCase?)
        /// They move to a resource of their own, which has these attributes as well.
        case group([Attribute])
    }

    /// How labels are written that `combine` makes of a name.
    enum SubmatchCase: Sendable {
        case lower, upper
    }

    let selection: MetricSelection
    let action: Action
    /// What they are called then; nil leaves the name.
    let newName: String?
    let operations: [MetricOperation]

    /// Whether it looks at nothing but what a series is called.
    var concernsIdentityOnly: Bool {
        guard case .update = action, !selection.looksAtLabels else { return false }
        return operations.allSatisfy(\.concernsIdentityOnly)
    }

    /// Whether metrics leave their resource.
    var movesMetrics: Bool {
        if case .group = action { true } else { false }
    }

    /// The new name of a metric.
    func name(for name: String) -> String {
        newName.map { selection.expand($0, for: name) } ?? name
    }
}

/// What is done to a metric's points.
enum MetricOperation: Sendable {
    /// Adds a label where there is none of that name.
    case addLabel(Attribute)
    /// Renames a label, then puts other values in the place of some.
    case updateLabel(String, newLabel: String?, values: [ExactText: String])
    /// Drops the points that have this value.
    case deleteLabelValue(String, value: String)
    /// Makes whole numbers of others, and the other way round.
    case toggleScalarDataType
    /// Multiplies.
    case scale(by: Double)
    /// Keeps these labels, and aggregates the points that are alike then.
    case aggregateLabels(Set<ExactText>, AggregationType?)
    /// Puts one value in the place of several, and aggregates the points that are alike then.
    case aggregateLabelValues(String, values: Set<ExactText>, newValue: String, AggregationType?)

    /// Whether it looks at nothing but labels, one point at a time.
    var concernsIdentityOnly: Bool {
        switch self {
        case .addLabel, .updateLabel, .deleteLabelValue: true
        case .toggleScalarDataType, .scale, .aggregateLabels, .aggregateLabelValues: false
        }
    }

    /// Whether it changes a metric whose labels match for some of its points only, then those points.
    var concernsMatchingPoints: Bool {
        switch self {
        case .updateLabel, .toggleScalarDataType, .scale: true
        case .addLabel, .deleteLabelValue, .aggregateLabels, .aggregateLabelValues: false
        }
    }

    /// What becomes of a point's labels; nil drops the point.
    func changed(_ labels: [Attribute]) -> [Attribute]? {
        var labels = labels
        switch self {
        case .addLabel(let label):
            if labels.value(of: label.key) == nil { labels.append(label) }
        case .updateLabel(let key, let newLabel, let values):
            guard var label = labels.first(where: { $0.key.hasSameBytes(as: key) }) else { return labels }
            if let newLabel, !newLabel.hasSameBytes(as: key) {
                labels.removeAll { $0.key.hasSameBytes(as: key) || $0.key.hasSameBytes(as: newLabel) }
                label.key = newLabel
                labels.append(label)
            }
            if let value = values[ExactText(label.value.labelText)] { labels.set(label.key, to: .string(value)) }
        case .deleteLabelValue(let key, let value):
            if labels.contains(where: { $0.key.hasSameBytes(as: key) && $0.value.labelText.hasSameBytes(as: value) }) {
                return nil
            }
        case .aggregateLabels(let kept, _):
            labels.removeAll { !kept.contains(ExactText($0.key)) }
        case .aggregateLabelValues(let key, let values, let newValue, _):
            let index = labels.firstIndex { label in
                label.key.hasSameBytes(as: key) && values.contains(ExactText(label.value.labelText))
            }
            if let index { labels[index].value = .string(newValue) }
        case .toggleScalarDataType, .scale: break
        }
        return labels
    }
}

extension AttributeValue {
    /// The value as `metricstransform` reads it: what is no text counts as the empty one.
    var labelText: String {
        if case .string(let text) = self { text } else { "" }
    }
}

public import Configuration
internal import MetricCore
internal import Patterns
public import Pipeline

/// The settings of `metrics_transform`, which was called `metricstransform` once.
public struct MetricsTransformSettings: ProcessorSettings {
    let transforms: [MetricTransform]

    /// Reads the section.
    public init(_ section: ConfigSection) {
        transforms = section.sections("transforms", MetricTransform.init)
        if !section.isWritten("transforms") { section.fail(at: "transforms", "is required and isn't written") }
    }

    /// Makes the processor: a step for each transform, unless one moves metrics to where the others don't look.
    public func makeProcessor(_ context: ComponentContext) -> [ProcessorStep] {
        let explanations = transforms.map(\.explanation)
        if transforms.contains(where: \.movesMetrics) {
            let processor = RequestTransform(transforms, context.logger)
            return [ProcessorStep(work: .metrics(processor), explanation: explanations)]
        }
        return zip(transforms, explanations).map { transform, explanation in
            transform.concernsIdentityOnly
                ? .series(SeriesTransform(transform: transform), explanation)
                : .metrics(
                    RequestTransform([transform], context.logger),
                    "\(explanation): it needs values, or all points of a metric")
        }
    }
}

extension MetricTransform {
    fileprivate init(_ section: ConfigSection) {
        selection = MetricSelection(section)
        newName = section.optionalString("new_name").flatMap { $0.isEmpty ? nil : $0 }
        let aggregation = section.aggregationType()
        let submatchCase = section.choice(
            "submatch_case", default: nil, named: ["lower": SubmatchCase?.some(.lower), "upper": .upper])
        let labels = section.stringMap("group_resource_labels").sorted { $0.key < $1.key }
        let name = section.choice(
            "action", default: nil,
            named: ["update": "update", "insert": "insert", "combine": "combine", "group": "group"]
                as KeyValuePairs<String, String?>)
        switch name {
        case "insert": action = .insert
        case "combine":
            if !section.isGiven("aggregation_type") {
                section.fail(at: "aggregation_type", "is required for combine")
            }
            action = .combine(aggregation ?? .sum, submatchCase)
        case "group":
            if labels.isEmpty { section.fail(at: "group_resource_labels", "is required for group") }
            action = .group(labels.map { Attribute(key: $0.key, value: .string($0.value)) })
        default:
            if !section.isGiven("action") { section.fail(at: "action", "is required") }
            action = .update
        }
        if newName == nil, name == "insert" || name == "combine" {
            section.fail(at: "new_name", "is required for \(name ?? "")")
        }
        operations = section.sections("operations", MetricOperation.init).compactMap { $0 }
    }

    fileprivate var explanation: String {
        let what =
            switch action {
            case .update: "changes"
            case .insert: "copies"
            case .combine: "combines"
            case .group: "groups"
            }
        let renamed = newName.map { " as \($0)" } ?? ""
        return "\(what) \(selection.name)\(renamed)"
    }
}

extension MetricSelection.Text: CustomStringConvertible {
    var description: String {
        switch self {
        case .exactly(let text): text
        case .matching(let pattern): "/\(pattern.text)/"
        }
    }
}

extension MetricSelection {
    fileprivate init(_ section: ConfigSection) {
        let isPattern = section.choice("match_type", default: false, named: ["strict": false, "regexp": true])
        name = section.text(of: "include", isPattern: isPattern)
        labels = section.stringMap("experimental_match_labels").sorted { $0.key < $1.key }.compactMap { key, value in
            if !isPattern { return (key, .exactly(value)) }
            do {
                return (key, .matching(try Pattern(value)))
            } catch {
                section.fail(at: "experimental_match_labels", "\(key): \(error)")
                return nil
            }
        }
    }
}

extension ConfigSection {
    fileprivate func text(of key: String, isPattern: Bool) -> MetricSelection.Text {
        if !isPattern { return .exactly(nonEmptyString(key)) }
        return required(key, as: Pattern.init).map(MetricSelection.Text.matching) ?? .exactly("")
    }

    fileprivate func aggregationType() -> AggregationType? {
        choice(
            "aggregation_type", default: nil,
            named: [
                "sum": AggregationType?.some(.sum), "mean": .mean, "min": .min, "max": .max, "count": .count,
                "median": .median,
            ])
    }
}

extension MetricOperation {
    /// Nil if there are faults.
    fileprivate init?(_ section: ConfigSection) {
        let kind = section.choice(
            "action", default: Kind?.none,
            named: [
                "add_label": .addLabel, "update_label": .updateLabel, "delete_label_value": .deleteLabelValue,
                "toggle_scalar_data_type": .toggleScalarDataType, "experimental_scale_value": .scale,
                "aggregate_labels": .aggregateLabels, "aggregate_label_values": .aggregateLabelValues,
            ])
        let label = section.string("label", default: "")
        let newLabel = section.string("new_label", default: "")
        let newValue = section.string("new_value", default: "")
        let type = section.aggregationType()
        let labelSet = section.stringList("label_set", default: [])
        let aggregatedValues = section.stringList("aggregated_values", default: [])
        let factor = section.double(
            "experimental_scale", default: 0, in: -.greatestFiniteMagnitude ... .greatestFiniteMagnitude)
        let labelValue = section.string("label_value", default: "")
        let values = section.sections("value_actions") { action in
            (action.string("value", default: ""), action.string("new_value", default: ""))
        }
        func need(_ key: String, _ isGiven: Bool, for action: String) {
            if !isGiven { section.fail(at: key, "is required for \(action)") }
        }
        switch kind {
        case .addLabel:
            need("new_label", !newLabel.isEmpty, for: "add_label")
            need("new_value", !newValue.isEmpty, for: "add_label")
            self = .addLabel(Attribute(key: newLabel, value: .string(withVersion(newValue))))
        case .updateLabel:
            need("label", !label.isEmpty, for: "update_label")
            self = .updateLabel(
                label, newLabel: newLabel.isEmpty ? nil : newLabel,
                values: Dictionary(values.map { (ExactText($0), $1) }) { _, last in last })
        case .deleteLabelValue: self = .deleteLabelValue(label, value: labelValue)
        case .toggleScalarDataType: self = .toggleScalarDataType
        case .scale:
            need("experimental_scale", factor != 0, for: "experimental_scale_value")
            self = .scale(by: factor)
        case .aggregateLabels: self = .aggregateLabels(Set(labelSet.map(ExactText.init)), type)
        case .aggregateLabelValues:
            self = .aggregateLabelValues(
                label, values: Set(aggregatedValues.map(ExactText.init)), newValue: newValue, type)
        case nil:
            if !section.isGiven("action") { section.fail(at: "action", "is required") }
            return nil
        }
    }

    private enum Kind: Equatable {
        case addLabel, updateLabel, deleteLabelValue, toggleScalarDataType, scale, aggregateLabels
        case aggregateLabelValues
    }
}

/// The text with Windsock's version in the place of each `{{version}}`.
private func withVersion(_ text: String) -> String {
    let placeholder = "{{version}}"
    var result = ""
    var rest = text[...]
    while let first = rest.first {
        if rest.hasPrefix(placeholder) {
            result += windsockVersion
            rest = rest.dropFirst(placeholder.count)
        } else {
            result.append(first)
            rest = rest.dropFirst()
        }
    }
    return result
}

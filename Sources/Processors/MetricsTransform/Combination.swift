internal import MetricCore

/// One metric made of several.
struct Combination {
    private let selection: MetricSelection
    private let type: AggregationType
    private let submatchCase: MetricTransform.SubmatchCase?

    init(_ selection: MetricSelection, _ type: AggregationType, _ submatchCase: MetricTransform.SubmatchCase?) {
        self.selection = selection
        self.type = type
        self.submatchCase = submatchCase
    }

    /// Description and unit are the first one's; what groups of the pattern hold in each name becomes labels.
    func combine(_ metrics: [Metric]) -> Metric {
        var points: [PointContents] = []
        for metric in metrics {
            let labels = selection.groups(in: metric.description.name).map { group in
                Attribute(key: group.key, value: .string(cased(group.value)))
            }
            points += metric.points.map { point in
                var point = point
                point.attributes.removeAll { attribute in labels.value(of: attribute.key) != nil }
                point.attributes += labels
                return point
            }
        }
        let description = metrics[0].description
        let aggregation = PointAggregation(type: type, temporality: description.shape.temporality)
        return Metric(description: description, points: aggregation.aggregate(points))
    }

    private func cased(_ text: String) -> String {
        switch submatchCase {
        case .lower: text.lowercased()
        case .upper: text.uppercased()
        case nil: text
        }
    }
}

extension [Metric] {
    /// What keeps these metrics from being combined, in words; nil if nothing does.
    var obstacleToCombining: String? {
        let first = self[0]
        if first.description.shape.type == .summary {
            return "summary metrics cannot be combined: \(first.description.name)"
        }
        for other in self {
            if let difference = first.difference(from: other) { return "metrics cannot be combined as \(difference)" }
        }
        return nil
    }
}

extension Metric {
    fileprivate func difference(from other: Metric) -> String? {
        let (mine, theirs) = (description.shape, other.description.shape)
        if mine.type != theirs.type {
            return "they are of different types: \(told("\(mine.type)", other, "\(theirs.type)"))"
        }
        if !description.unit.hasSameBytes(as: other.description.unit) {
            return "they have different units: \(told(description.unit, other, other.description.unit))"
        }
        if labelKeys != other.labelKeys {
            let (keys, otherKeys) = (labelKeys.inOrder, other.labelKeys.inOrder)
            return "they have different attributes: "
                + told(keys.joined(separator: ", "), other, otherKeys.joined(separator: ", "))
        }
        if mine.temporality != theirs.temporality {
            return "they have different aggregation temporalities: "
                + told("\(mine.temporality)", other, "\(theirs.temporality)")
        }
        if mine.isMonotonic != theirs.isMonotonic {
            return "they have different monotonicity: \(told("\(mine.isMonotonic)", other, "\(theirs.isMonotonic)"))"
        }
        return nil
    }

    private func told(_ mine: String, _ other: Metric, _ theirs: String) -> String {
        "\(description.name) (\(mine)) and \(other.description.name) (\(theirs))"
    }

    /// The labels of any of its points.
    private var labelKeys: Set<ExactText> { Set(points.flatMap { $0.attributes.map { ExactText($0.key) } }) }
}

extension Set<ExactText> {
    fileprivate var inOrder: [String] { map(\.text).sorted { $0.precedes($1) } }
}

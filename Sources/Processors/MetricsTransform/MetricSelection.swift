internal import MetricCore
internal import Patterns

/// Which metrics a transform takes: by name, and by the labels of their points.
struct MetricSelection: Sendable {
    /// What is held against a text.
    enum Text: Sendable {
        case exactly(String)
        case matching(Pattern)

        func accepts(_ text: String) -> Bool {
            switch self {
            case .exactly(let expected): text.hasSameBytes(as: expected)
            case .matching(let pattern): pattern.matches(text)
            }
        }
    }

    let name: Text
    /// What each of these labels must be; one that is missing counts as empty.
    let labels: [(key: String, value: Text)]

    var looksAtLabels: Bool { !labels.isEmpty }

    /// Whether a point's labels are as they must be.
    func accepts(_ point: PointContents) -> Bool {
        labels.allSatisfy { label in
            let value = point.attributes.value(of: label.key)?.labelText ?? ""
            return label.value.accepts(value)
        }
    }

    /// Whether the metric is called so, and some of its points are; one without points is.
    func accepts(_ metric: Metric) -> Bool {
        name.accepts(metric.description.name) && (metric.points.isEmpty || metric.points.contains(where: accepts))
    }

    /// The part of a metric that is taken; nil if there is none. A part of a metric is without metadata.
    func part(of metric: Metric) -> Metric? {
        guard accepts(metric) else { return nil }
        let points = metric.points.filter(accepts)
        if points.count == metric.points.count { return metric }
        return Metric(description: metric.description, points: points)
    }

    /// A new name, in which groups of the pattern are named, for a metric of that name.
    func expand(_ newName: String, for name: String) -> String {
        guard case .matching(let pattern) = self.name, let match = pattern.firstMatch(in: name) else { return newName }
        let expanded = ReplacementTemplate(newName, for: pattern).expanded(with: match)
        return expanded.isEmpty ? newName : expanded
    }

    /// What the groups of the pattern hold in a name, those without a name as `$1`, `$2`; those that hold nothing are
    /// left out.
    func groups(in name: String) -> [(key: String, value: String)] {
        guard case .matching(let pattern) = self.name, let match = pattern.firstMatch(in: name) else { return [] }
        return match.groups.indices.dropFirst().compactMap { index in
            guard let text = match.groups[index], !text.isEmpty else { return nil }
            return (pattern.groupNames[index] ?? "$\(index)", String(text))
        }
    }
}

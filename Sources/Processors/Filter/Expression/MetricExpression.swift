internal import MetricCore
internal import Patterns

/// A condition in the language of the legacy filter's `expressions`, about a metric and one of its points.
///
/// Types are checked when it is made, so that it always has an answer.
struct MetricExpression: Sendable {
    private let root: ExpressionNode

    /// - Throws: ``ExpressionFault``, if the text is no condition.
    init(_ text: String) throws(ExpressionFault) {
        root = try ExpressionParser.condition(text)
    }

    /// Whether the condition holds.
    func matches(_ subject: ExpressionSubject) -> Bool {
        root.value(for: subject) == .bool(true)
    }
}

/// What an expression is asked about.
struct ExpressionSubject {
    let metric: MetricDescription
    /// The attributes of a data point.
    let attributes: [Attribute]

    /// What `MetricType` is; no metric without points is asked about.
    fileprivate var typeName: String {
        switch metric.shape.type {
        case .empty: "None"
        case .gauge: "Gauge"
        case .sum: "Sum"
        case .histogram: "Histogram"
        case .exponentialHistogram: "ExponentialHistogram"
        case .summary: "Summary"
        }
    }

    /// What `Label` gives: nothing but texts.
    fileprivate func label(_ key: String) -> String {
        if case .string(let text)? = attributes.value(of: key) { text } else { "" }
    }
}

/// What a part of an expression comes to.
enum ExpressionValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case text(ExactText)
    case list([ExpressionValue])
}

/// A part of an expression.
indirect enum ExpressionNode: Sendable {
    case constant(ExpressionValue)
    case metricName
    case metricType
    case label(ExpressionNode)
    case hasLabel(ExpressionNode)
    case list([ExpressionNode])
    case not(ExpressionNode)
    case all([ExpressionNode])
    case any([ExpressionNode])
    case conditional(ExpressionNode, then: ExpressionNode, otherwise: ExpressionNode)
    case equal(ExpressionNode, ExpressionNode)
    /// Whether the left is less than the right.
    case less(ExpressionNode, ExpressionNode)
    case isIn(ExpressionNode, ExpressionNode)
    case matches(ExpressionNode, Pattern)
    case startsWith(ExpressionNode, ExpressionNode)
    case endsWith(ExpressionNode, ExpressionNode)

    /// What it comes to.
    func value(for subject: ExpressionSubject) -> ExpressionValue {
        switch self {
        case .constant(let value): value
        case .metricName: .text(ExactText(subject.metric.name))
        case .metricType: .text(ExactText(subject.typeName))
        case .label(let key): .text(ExactText(subject.label(key.text(for: subject))))
        case .hasLabel(let key): .bool(subject.attributes.value(of: key.text(for: subject)) != nil)
        case .list(let items): .list(items.map { $0.value(for: subject) })
        case .not(let operand): .bool(!operand.isTrue(for: subject))
        case .all(let operands): .bool(operands.allSatisfy { $0.isTrue(for: subject) })
        case .any(let operands): .bool(operands.contains { $0.isTrue(for: subject) })
        case .conditional(let condition, let first, let second):
            (condition.isTrue(for: subject) ? first : second).value(for: subject)
        case .equal(let left, let right): .bool(left.value(for: subject) == right.value(for: subject))
        case .less(let left, let right): .bool(left.value(for: subject).isLess(than: right.value(for: subject)))
        case .isIn(let item, let list): .bool(list.items(for: subject).contains(item.value(for: subject)))
        case .matches(let text, let pattern): .bool(pattern.matches(text.text(for: subject)))
        case .startsWith(let text, let start):
            .bool(text.text(for: subject).utf8.starts(with: start.text(for: subject).utf8))
        case .endsWith(let text, let end):
            .bool(text.text(for: subject).utf8.reversed().starts(with: end.text(for: subject).utf8.reversed()))
        }
    }

    private func isTrue(for subject: ExpressionSubject) -> Bool {
        value(for: subject) == .bool(true)
    }

    private func text(for subject: ExpressionSubject) -> String {
        if case .text(let text) = value(for: subject) { text.text } else { "" }
    }

    private func items(for subject: ExpressionSubject) -> [ExpressionValue] {
        if case .list(let items) = value(for: subject) { items } else { [] }
    }
}

extension ExpressionValue {
    /// Texts are compared by their bytes; what can't be compared isn't less.
    fileprivate func isLess(than other: ExpressionValue) -> Bool {
        switch (self, other) {
        case (.number(let left), .number(let right)): left < right
        case (.text(let left), .text(let right)): left.text.precedes(right.text)
        default: false
        }
    }
}

/// The labels of a series, sorted by name, each name once.
public struct LabelSet: Sendable {
    private var labels: [(name: LabelName, value: String)] = []

    /// Makes a set of no labels.
    public init() {}

    /// Makes the labels that show attributes.
    ///
    /// Where two keys become one name, the label has the values of both, joined by `;` in the order of the attributes:
    /// those of a series come sorted by key, as the specification asks; those of a resource as they were sent.
    public init(
        _ attributes: [Attribute], rule: LabelRule = .collapsing
    ) throws(LabelNameError) {
        var all: [(name: LabelName, value: String)] = []
        for attribute in attributes {
            all.append((try LabelName(attributeKey: attribute.key, rule: rule), attribute.value.text))
        }
        self.init(joining: all)
    }

    /// Makes a set of labels; those of one name become one, whose value has those of all, joined by `;` in their order.
    init(joining all: [(name: LabelName, value: String)]) {
        // Swift's sort keeps the order of equal ones.
        for label in all.sorted(by: { $0.name.text.precedes($1.name.text) }) {
            if labels.last?.name == label.name {
                labels[labels.count - 1].value += ";" + label.value
            } else {
                labels.append(label)
            }
        }
    }

    /// How many labels there are.
    public var count: Int { labels.count }

    /// The value of a label, or nil if there is no such label; setting it replaces or removes the label.
    public subscript(name: LabelName) -> String? {
        get {
            let (index, isThere) = position(of: name)
            return isThere ? labels[index].value : nil
        }
        set {
            let (index, isThere) = position(of: name)
            if isThere { labels.remove(at: index) }
            if let newValue { labels.insert((name, newValue), at: index) }
        }
    }

    /// Where a label stands, or would stand, by the bytes of its name.
    private func position(of name: LabelName) -> (index: Int, isThere: Bool) {
        let index = labels.firstIndex { !$0.name.text.precedes(name.text) } ?? labels.count
        return (index, index < labels.count && labels[index].name == name)
    }

    /// The labels as they are written.
    public var text: LabelText {
        LabelText(labels.lazy.map { (name: $0.name.text, value: $0.value) })
    }
}

extension LabelSet: Comparable {
    /// Whether both have the same labels, compared by their bytes.
    public static func == (left: LabelSet, right: LabelSet) -> Bool {
        left.labels.elementsEqual(right.labels) { $0.name == $1.name && $0.value.hasSameBytes(as: $1.value) }
    }

    /// Whether the series of `left` stands before that of `right` on the page: the one with fewer labels, then the one
    /// with the lesser values in the order of the names, then the one with the lesser names.
    public static func < (left: LabelSet, right: LabelSet) -> Bool {
        if left.count != right.count { return left.count < right.count }
        for (left, right) in zip(left.labels, right.labels) where !left.value.hasSameBytes(as: right.value) {
            return left.value.precedes(right.value)
        }
        for (left, right) in zip(left.labels, right.labels) where left.name != right.name {
            return left.name.text.precedes(right.name.text)
        }
        return false
    }
}

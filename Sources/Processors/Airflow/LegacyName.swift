internal import MetricCore

/// Names with ids in them, and what Airflow calls the same by attributes.
struct LegacyName: Sendable {
    /// Which of Airflow's versions send the modern name beside it.
    enum Twin: Equatable, Sendable {
        /// All do.
        case always
        /// None does.
        case never
        /// Those do that no longer send it as a gauge.
        case unlessGauge
        /// Those do that put this attribute to both.
        case withAttribute(String)
        /// Those do that don't put this attribute to it.
        case withoutAttribute(String)
    }

    /// The modern name.
    let modern: String
    /// The keys of the attributes whose values are in the name, in order.
    let variables: [String]
    /// Whether the modern name is sent as well.
    let twin: Twin
    /// What stands before the first variable.
    let start: Substring
    private let end: Substring

    /// Makes one of a template such as `ti.finish.{dag_id}.{task_id}.{state}`.
    ///
    /// - Parameter modern: What stands before the first variable, unless it is given.
    init(_ template: String, modern: String? = nil, twin: Twin = .always) {
        let parts = template.split(separator: "{", omittingEmptySubsequences: false)
        variables = parts.dropFirst().map { String($0.prefix { $0 != "}" }) }
        start = parts[0]
        end = (parts.last?.drop { $0 != "}" }.dropFirst()) ?? ""
        self.modern = modern ?? String(start.dropLast())
        self.twin = twin
    }

    /// Whether a name is such a one: it has a word for each variable at least.
    func matches(_ name: Substring) -> Bool {
        guard name.hasPrefix(start), name.hasSuffix(end) else { return false }
        let words = words(in: name)
        return words.count >= variables.count && !words.contains(where: \.isEmpty)
    }

    /// Whether a name can be what is left of such a one whose end was cut off.
    func matches(cut name: Substring) -> Bool { name.hasPrefix(start) }

    private func words(in name: Substring) -> [Substring] {
        name.dropFirst(start.count).dropLast(end.count).split(separator: ".", omittingEmptySubsequences: false)
    }

    /// The attributes of a point, and those that its name says beside them. The name matches.
    ///
    /// What a point has stays: there it isn't in lower case. Of ids with dots nothing tells where one ends; the dots
    /// are taken for those of a task in a group.
    func attributes(in name: Substring, beside known: [Attribute]) -> [Attribute] {
        var words = words(in: name)[...]
        let surplus = words.count - variables.count
        let wide = variables.firstIndex(of: "task_id") ?? variables.count - 1
        var attributes = known
        for (index, key) in variables.enumerated() {
            let value = words.prefix(index == wide ? surplus + 1 : 1)
            words = words.dropFirst(value.count)
            if known.value(of: key) == nil {
                attributes.append(Attribute(key: key, value: .string(value.joined(separator: "."))))
            }
        }
        return attributes
    }

    /// The names, in lower case, under which Airflow sends what a point of the modern name says: with dots in ids, and
    /// with `__` in their place, as Airflow 3 has it. None if the point lacks one of the variables.
    func names(for attributes: [Attribute]) -> [String] {
        var values: [String] = []
        for key in variables {
            guard let value = attributes.value(of: key)?.nameText else { return [] }
            values.append(value)
        }
        let safe = values.map { $0.split(separator: ".", omittingEmptySubsequences: false).joined(separator: "__") }
        return [values, safe].map { "\(start)\($0.joined(separator: "."))\(end)".lowercased() }
    }
}

extension AttributeValue {
    /// How a name says it; nil for what no name says.
    fileprivate var nameText: String? {
        switch self {
        case .string(let text): text
        case .int(let number): "\(number)"
        default: nil
        }
    }
}

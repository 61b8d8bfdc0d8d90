internal import MetricCore
internal import Patterns

/// Something that is done to the attributes of a resource or of data points, as otelcol's `attributes` and `resource`
/// know it. Of attributes with one key the first counts.
enum AttributeAction: Sendable {
    /// When an attribute is set.
    enum Condition: Equatable, Sendable {
        case isAbsent
        case isPresent
        case always
    }

    /// What an attribute is set to.
    enum Source: Equatable, Sendable {
        case value(AttributeValue)
        /// What another attribute has; without that one the default, or nothing is done.
        case attribute(String, default: AttributeValue?)
        /// What the request has that the data came with; without that the same.
        case request(RequestField, default: AttributeValue?)
    }

    /// Sets an attribute.
    case set(String, Source, Condition)
    /// Removes attributes.
    case delete(KeyChoice)
    /// Replaces values by their SHA-256.
    case hash(KeyChoice)
    /// Sets an attribute for each named group of a pattern that a text matches.
    case extract(String, Pattern)
    /// Makes a value one of another type.
    case convert(String, AttributeValue.Conversion)

    /// One key, and those that a pattern matches.
    struct KeyChoice: Sendable {
        /// Empty if only the pattern was written, and then meant nevertheless, as in otelcol.
        let key: String
        let pattern: Pattern?

        func contains(_ key: String) -> Bool {
            key.hasSameBytes(as: self.key) || pattern?.matches(key) == true
        }
    }
}

extension AttributeAction {
    /// Does it to attributes of a request that somebody has sent.
    func apply(to attributes: inout [Attribute], from client: ClientInformation?) {
        switch self {
        case .set(let key, let source, let condition):
            guard let value = source.value(in: attributes, from: client) else { return }
            let isPresent = attributes.value(of: key) != nil
            if condition == .always || isPresent == (condition == .isPresent) { attributes.set(key, to: value) }
        case .delete(let choice):
            attributes.removeFirst(choice.key)
            if let pattern = choice.pattern { attributes.removeAll { pattern.matches($0.key) } }
        case .hash(let choice):
            if let value = attributes.value(of: choice.key) { attributes.set(choice.key, to: value.hashed) }
            guard let pattern = choice.pattern else { return }
            for index in attributes.indices where pattern.matches(attributes[index].key) {
                attributes[index].value = attributes[index].value.hashed
            }
        case .extract(let key, let pattern):
            guard case .string(let text)? = attributes.value(of: key), let match = pattern.firstMatch(in: text) else {
                return
            }
            for (name, group) in zip(pattern.groupNames, match.groups) {
                if let name { attributes.set(name, to: .string(String(group ?? ""))) }
            }
        case .convert(let key, let conversion):
            if let value = attributes.value(of: key) { attributes.set(key, to: value.converted(to: conversion)) }
        }
    }

    /// Why a list of actions is done with each request.
    static let requestExplanation = "from_context looks at the request"

    /// Whether it looks at the request that the data came with.
    var looksAtClient: Bool {
        if case .set(_, .request, _) = self { true } else { false }
    }

    /// Whether it looks at or changes an attribute with that key, if there is one.
    func mayTouch(_ key: String) -> Bool {
        switch self {
        case .set(key, _, _), .set(_, .attribute(key, default: _), _), .convert(key, _), .extract(key, _): true
        case .extract(_, let pattern): pattern.groupNames.contains(key)
        case .delete(let choice), .hash(let choice): choice.contains(key)
        case .set, .convert: false
        }
    }
}

extension AttributeAction.Source {
    fileprivate func value(in attributes: [Attribute], from client: ClientInformation?) -> AttributeValue? {
        switch self {
        case .value(let value): value
        case .attribute(let key, let standard): attributes.value(of: key) ?? standard
        case .request(let field, let standard): field.value(in: client) ?? standard
        }
    }
}

extension [AttributeAction] {
    /// What the actions, one after the other, make of attributes of a request that somebody has sent.
    func applied(to attributes: [Attribute], from client: ClientInformation? = nil) -> [Attribute] {
        reduce(into: attributes) { $1.apply(to: &$0, from: client) }
    }

    /// Whether one of them looks at the request that the data came with.
    var lookAtClient: Bool { contains(where: \.looksAtClient) }

    /// Whether one of them looks at or changes an attribute with that key, if there is one.
    func mayTouch(_ key: String) -> Bool {
        contains { $0.mayTouch(key) }
    }
}

/// Puts in what the references of a configuration stand for: `${env:NAME}`, `${NAME}`, `${file:path}`, `${yaml:text}`.
///
/// References count in values, not in keys; `$$` is a dollar sign. What a reference stands for may hold references
/// itself. A value that is one reference as a whole is read as YAML; any other is text, with the references' texts in
/// it.
struct ConfigReferences {
    /// The most references that may lie inside one another's values.
    static let greatestRounds = 100

    private let environment: ConfigEnvironment
    private let diagnostics: Diagnostics
    // Together these keep references that multiply one another from filling the memory.
    private var referencesLeft = 10_000
    private var bytesLeft = 16 << 20
    private var nodesLeft = 10 * YAMLDocument.greatestNodeCount

    /// The place of a text, for messages and limits.
    private struct Place {
        let location: SourceLocation
        let path: ConfigPath
        var round = 0
        var depth = 0
    }

    init(environment: ConfigEnvironment, diagnostics: Diagnostics) {
        self.environment = environment
        self.diagnostics = diagnostics
    }

    /// The tree with all references put in; those that can't be are reported and become null.
    mutating func expand(_ tree: ConfigNode) -> ConfigNode {
        expand(tree, path: .root, depth: 0)
    }

    private mutating func expand(_ node: ConfigNode, path: ConfigPath, depth: Int) -> ConfigNode {
        do throws(ConfigFault) {
            return try expand(node, Place(location: node.location, path: path, depth: depth))
        } catch {
            diagnostics.report(error)
            return ConfigNode(.null, at: node.location)
        }
    }

    private mutating func expand(_ node: ConfigNode, _ place: Place) throws(ConfigFault) -> ConfigNode {
        guard place.depth <= YAMLDocument.greatestDepth else {
            throw fault(place, "more than \(YAMLDocument.greatestDepth) lists and maps inside one another")
        }
        var result = node
        switch node.value {
        case .string(let text):
            return text.utf8.contains(UInt8(ascii: "$")) ? try expand(text, place) : node
        case .list(let items):
            var expanded: [ConfigNode] = []
            for (index, item) in items.enumerated() {
                expanded.append(try expandInside(item, place, path: place.path.appending(index: index)))
            }
            result.value = .list(expanded)
        case .map(var map):
            for entry in map.entries {
                let node = try expandInside(entry.node, place, path: place.path.appending(entry.key))
                map.set(entry.key, at: entry.keyLocation, to: node)
            }
            result.value = .map(map)
        default: break
        }
        return result
    }

    /// Expands what is inside of a list or map; in the file itself a fault there doesn't hide those beside it.
    private mutating func expandInside(_ node: ConfigNode, _ outer: Place, path: ConfigPath)
        throws(ConfigFault) -> ConfigNode
    {
        guard outer.round > 0 else { return expand(node, path: path, depth: outer.depth + 1) }
        return try expand(
            node, Place(location: outer.location, path: path, round: outer.round, depth: outer.depth + 1))
    }

    /// Expands a text from left to right, references inside of references first.
    private mutating func expand(_ text: String, _ place: Place) throws(ConfigFault) -> ConfigNode {
        var current = Frame()
        // What stands before each reference that is not yet closed, of which `current` is the innermost.
        var enclosing: [Frame] = []
        var rest = text.utf8[...]
        while let special = rest.firstIndex(where: { $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "}") }) {
            current.append(Substring(rest[..<special]))
            rest = rest[special...]
            if rest.starts(with: "${".utf8) {
                enclosing.append(current)
                current = Frame()
                rest = rest.dropFirst(2)
            } else if rest.starts(with: "$".utf8) {
                current.append("$")
                current.hasDollar = true
                rest = rest.dropFirst(rest.starts(with: "$$".utf8) ? 2 : 1)
            } else if let before = enclosing.popLast() {
                let reference = current
                current = before
                current.append(try resolve(reference, place))
                try checkSize(current, place)
                rest = rest.dropFirst()
            } else {
                current.append("}")
                rest = rest.dropFirst()
            }
        }
        current.append(Substring(rest))
        if enclosing.isEmpty, let node = current.reference { return node }
        // A reference that is never closed is text.
        let texts = enclosing.map(\.text) + [current.text]
        return ConfigNode(.string(texts.joined(separator: "${")), at: place.location)
    }

    /// What a reference stands for, in which `referencedText` is its whole text.
    private mutating func resolve(_ reference: Frame, _ place: Place) throws(ConfigFault) -> ConfigNode {
        let body = reference.text
        guard !reference.hasDollar else {
            throw fault(place, "a dollar sign can't stand inside of a reference: ${\(body)}")
        }
        guard place.round < Self.greatestRounds else { throw fault(place, "too many recursive expansions") }
        guard let text = try text(of: body, place) else {
            var node = ConfigNode(.null, at: place.location)
            node.unsetVariable = splitScheme(body).map { String($0.rest) } ?? body
            return node
        }
        // An empty default is the empty text; an empty variable is nothing, as YAML reads it.
        if text.isEmpty && body.hasSuffix(":-") { return ConfigNode(.string(""), at: place.location).asReference }
        referencesLeft -= 1
        bytesLeft -= text.utf8.count
        let document = try? YAMLDocument(parsing: Array(text.utf8)) { _, _ in place.location }
        nodesLeft -= document?.nodeCount ?? 0
        guard referencesLeft >= 0, bytesLeft >= 0, nodesLeft >= 0 else {
            throw fault(place, "the configuration's references stand for too much")
        }
        var inner = place
        inner.round += 1
        let expandedText = try expand(ConfigNode(.string(text), at: place.location), inner)
        guard let document, document.duplicateKeys.isEmpty else { return expandedText.asReference }
        // Text is taken as it is, not as YAML would read it: with its quotes and the spaces around it.
        if case .string = document.root.value { return expandedText.asReference }
        var result = try expand(document.root, inner)
        result.referencedText = expandedText.text ?? ""
        return result
    }

    /// The text behind a reference, or nil for a variable that isn't set.
    private func text(of body: String, _ place: Place) throws(ConfigFault) -> String? {
        guard let (scheme, rest) = splitScheme(body) else {
            if let (name, standard) = splitDefault(body[...]) {
                throw fault(place, "a default needs env: in front, as in ${env:\(name):-\(standard)}")
            }
            return try variable(body[...], at: place.location, path: place.path)
        }
        switch scheme {
        case "env": return try variable(rest, at: place.location, path: place.path)
        case "yaml": return String(rest)
        case "file": return try file(String(rest), place)
        default: throw fault(place, unsupported(scheme: String(scheme)))
        }
    }

    /// The value of `NAME` or of `NAME:-default`, or nil with a warning for a variable that isn't set.
    func variable(_ body: Substring, at location: SourceLocation, path: ConfigPath = .root)
        throws(ConfigFault) -> String?
    {
        let (name, standard) = splitDefault(body).map { ($0.name, String($0.standard)) } ?? (body, nil)
        guard isVariableName(name) else {
            let message =
                "environment variable \(quoted(String(name))) has an invalid name, which is letters, digits and _"
            throw ConfigFault(at: location, path: path, message)
        }
        if let value = environment.variable(String(name)) ?? standard { return value }
        diagnostics.report(
            ConfigWarning(
                .unsetVariable(String(name)), at: location, path: path,
                "Configuration references unset environment variable"))
        return nil
    }

    private func file(_ path: String, _ place: Place) throws(ConfigFault) -> String {
        do {
            return String(decoding: try environment.file(path), as: UTF8.self)
        } catch {
            throw fault(place, "unable to read the file \(path): \(error.message)")
        }
    }

    private func checkSize(_ frame: Frame, _ place: Place) throws(ConfigFault) {
        guard frame.text.utf8.count <= ConfigEnvironment.greatestFileSize else {
            throw fault(place, "the configuration's references stand for too much")
        }
    }

    private func fault(_ place: Place, _ message: String) -> ConfigFault {
        ConfigFault(at: place.location, path: place.path, message)
    }
}

/// A text in the making.
private struct Frame {
    private(set) var text = ""
    /// The reference that is all there is of the text so far.
    private(set) var reference: ConfigNode?
    var hasDollar = false
    private var isEmpty = true

    mutating func append(_ more: Substring) {
        guard !more.isEmpty else { return }
        text += more
        reference = nil
        isEmpty = false
    }

    mutating func append(_ node: ConfigNode) {
        text += node.text ?? ""
        reference = isEmpty ? node : nil
        isEmpty = false
    }
}

extension ConfigNode {
    /// The same, if it is text, as what a reference stood for.
    fileprivate var asReference: ConfigNode {
        ConfigNode(value, at: location, referencedText: text)
    }
}

private func isVariableName(_ name: Substring) -> Bool {
    guard let first = name.utf8.first, !isDigit(first) else { return false }
    return name.utf8.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") }
}

/// Reads YAML into nodes: aliases are followed, merge keys merged, doubled keys found.
struct YAMLDocument {
    /// The most nodes that a text may hold, aliases followed: what a bomb of aliases would exceed.
    static let greatestNodeCount = 10_000
    /// The most lists and maps inside one another.
    static let greatestDepth = 100

    /// The document's value; null if the text holds none.
    let root: ConfigNode
    /// Keys that stand twice in one map, of which the first counts.
    let duplicateKeys: [ConfigFault]
    /// How many values it holds, aliases followed.
    let nodeCount: Int

    /// Reads `bytes`, of which `location` makes locations out of line and column.
    init(parsing bytes: [UInt8], location: @escaping (Int, Int) -> SourceLocation) throws(ConfigFault) {
        var builder = Builder(bytes, location: location)
        root = try builder.document()
        duplicateKeys = builder.duplicateKeys
        nodeCount = builder.nodeCount
    }
}

private struct Builder: ~Copyable {
    /// A node, and how many lists and maps are inside one another in it.
    private struct Branch {
        var node: ConfigNode
        var height = 0
        var nodeCount = 1
    }

    private var events: YAMLEvents
    private let location: (Int, Int) -> SourceLocation
    private var anchors: [String: Branch] = [:]
    private(set) var nodeCount = 0
    private(set) var duplicateKeys: [ConfigFault] = []

    init(_ bytes: [UInt8], location: @escaping (Int, Int) -> SourceLocation) {
        events = YAMLEvents(bytes)
        self.location = location
    }

    mutating func document() throws(ConfigFault) -> ConfigNode {
        _ = try next()
        guard case .documentStart = try next().kind else { return ConfigNode(.null, at: location(1, 1)) }
        let root = try branch(try next(), depth: 0).node
        _ = try next()
        let end = try next()
        if case .streamEnd = end.kind { return root }
        guard try isNothingLeft() else {
            throw ConfigFault(at: location(end.line, end.column), "a second document begins here; only one is read")
        }
        return root
    }

    /// Tells whether a second document is but the line `---` that begins it.
    private mutating func isNothingLeft() throws(ConfigFault) -> Bool {
        guard case .scalar("", isPlain: true, tag: nil, anchor: nil) = try next().kind else { return false }
        _ = try next()
        if case .streamEnd = try next().kind { return true }
        return false
    }

    private mutating func next() throws(ConfigFault) -> YAMLEvent {
        do {
            return try events.next()
        } catch {
            throw ConfigFault(at: location(error.line, error.column), error.message)
        }
    }

    private mutating func branch(_ event: YAMLEvent, depth: Int) throws(ConfigFault) -> Branch {
        let place = location(event.line, event.column)
        let countBefore = nodeCount
        try count(1, at: place)
        var result: Branch
        let anchor: String?
        switch event.kind {
        case .alias(let name): return try alias(name, at: place, depth: depth)
        case .scalar(let text, let isPlain, let tag, let name):
            result = Branch(node: ConfigNode(try scalar(text, isPlain: isPlain, tag: tag, at: place), at: place))
            // Longer ones would only fill a message.
            if result.node.number != nil && text.utf8.count <= 40 { result.node.writtenText = text }
            anchor = name
        case .listStart(let name):
            result = try list(at: place, depth: depth + 1)
            anchor = name
        case .mapStart(let name):
            result = try map(at: place, depth: depth + 1)
            anchor = name
        default: preconditionFailure("libyaml ended a list, map or document that wasn't open")
        }
        result.nodeCount = nodeCount - countBefore
        if let anchor { anchors[anchor] = result }
        return result
    }

    private mutating func count(_ nodes: Int, at place: SourceLocation) throws(ConfigFault) {
        nodeCount += nodes
        guard nodeCount <= YAMLDocument.greatestNodeCount else {
            throw ConfigFault(at: place, "more than \(YAMLDocument.greatestNodeCount) values, counting aliases")
        }
    }

    private func checkDepth(_ depth: Int, at place: SourceLocation) throws(ConfigFault) {
        guard depth <= YAMLDocument.greatestDepth else {
            throw ConfigFault(at: place, "more than \(YAMLDocument.greatestDepth) lists and maps inside one another")
        }
    }

    private mutating func alias(_ name: String, at place: SourceLocation, depth: Int) throws(ConfigFault) -> Branch {
        // An anchor exists once its value is complete, so it can't contain itself.
        guard let anchored = anchors[name] else {
            throw ConfigFault(at: place, "unknown anchor \(quoted(name))")
        }
        try checkDepth(depth + anchored.height, at: place)
        try count(anchored.nodeCount - 1, at: place)
        return anchored
    }

    private func scalar(_ text: String, isPlain: Bool, tag: String?, at place: SourceLocation)
        throws(ConfigFault) -> ConfigNode.Value
    {
        // A lone exclamation mark says no more than none.
        guard let tag, tag != "!" else { return isPlain ? YAMLScalar.value(ofPlain: text) : .string(text) }
        guard let value = YAMLScalar.value(of: text, tag: tag) else {
            throw ConfigFault(at: place, "\(quoted(text)) isn't what its tag says: \(tag)")
        }
        return value
    }

    private mutating func list(at place: SourceLocation, depth: Int) throws(ConfigFault) -> Branch {
        try checkDepth(depth, at: place)
        var items: [ConfigNode] = []
        var height = 0
        while true {
            let event = try next()
            if case .listEnd = event.kind { break }
            let item = try branch(event, depth: depth)
            items.append(item.node)
            height = max(height, item.height)
        }
        return Branch(node: ConfigNode(.list(items), at: place), height: height + 1)
    }

    private mutating func map(at place: SourceLocation, depth: Int) throws(ConfigFault) -> Branch {
        try checkDepth(depth, at: place)
        var map = ConfigMap()
        var merged: [ConfigMap] = []
        var height = 0
        while true {
            let event = try next()
            if case .mapEnd = event.kind { break }
            let key = try key(event)
            var item = try branch(try next(), depth: depth)
            // libyaml puts an empty value where the next key begins.
            if item.node.isNull { item.node.location = key.location }
            height = max(height, item.height)
            if key.isMerge {
                merged += try mergedMaps(item.node)
            } else if let first = map[key.text] {
                let line = first.keyLocation.line
                let message = "the key \(quoted(key.text)) is already written" + (line > 0 ? " in line \(line)" : "")
                duplicateKeys.append(ConfigFault(at: key.location, message))
            } else {
                map.set(key.text, at: key.location, to: item.node)
            }
        }
        // The map's own keys win, then those of the map that is merged first.
        for entry in merged.flatMap(\.entries) where map[entry.key] == nil {
            map.set(entry.key, at: entry.keyLocation, to: entry.node)
        }
        return Branch(node: ConfigNode(.map(map), at: place), height: height + 1)
    }

    private mutating func key(_ event: YAMLEvent) throws(ConfigFault)
        -> (text: String, isMerge: Bool, location: SourceLocation)
    {
        let place = location(event.line, event.column)
        switch event.kind {
        case .scalar(let text, let isPlain, _, let anchor):
            try count(1, at: place)
            if let anchor { anchors[anchor] = Branch(node: ConfigNode(.string(text), at: place)) }
            return (text, isPlain && text == "<<", place)
        case .alias(let name):
            if case .string(let text) = try alias(name, at: place, depth: 0).node.value { return (text, false, place) }
            throw ConfigFault(at: place, "a key must be text")
        default:
            throw ConfigFault(at: place, "a key must be text")
        }
    }

    private func mergedMaps(_ node: ConfigNode) throws(ConfigFault) -> [ConfigMap] {
        let nodes = if case .list(let items) = node.value { items } else { [node] }
        var maps: [ConfigMap] = []
        for node in nodes {
            guard case .map(let map) = node.value else {
                throw ConfigFault(at: node.location, "a merge key wants a map or a list of maps, not \(node.described)")
            }
            maps.append(map)
        }
        return maps
    }
}

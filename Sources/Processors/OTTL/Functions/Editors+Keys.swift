import MetricCore
import Patterns

extension Editor {
    /// What takes keys out of maps, or puts some in.
    static let keys: [Editor] = [
        Editor("delete_key", .mapTarget(), .string("key")) { map, key in
            // The last one takes the removed one's place, as in otelcol.
            guard let index = map.firstIndex(where: { $0.key.hasSameBytes(as: key) }) else { return nil }
            var map = map
            map.swapAt(index, map.count - 1)
            map.removeLast()
            return .map(map)
        },
        Editor("delete_matching_keys", .mapTarget(), .pattern("pattern")) { map, pattern in
            .map(map.filter { !pattern.matches($0.key) })
        },
        Editor("keep_keys", .mapTarget(), .strings("keys")) { map, keys in
            let kept = Set(keys.map(ExactText.init))
            return .map(map.filter { kept.contains(ExactText($0.key)) })
        },
        Editor("keep_matching_keys", .mapTarget(), .pattern("pattern")) { map, pattern in
            .map(map.filter { pattern.matches($0.key) })
        },
        Editor("merge_maps", .mapTarget(), .map("source"), .mergeStrategy("strategy")) { map, source, strategy in
            .map(strategy.merge(source, into: map))
        },
        Editor(
            "limit",
            [
                Parameter.mapTarget().description, Parameter.literalInt("limit").description,
                Parameter.literalStrings("priority_keys").description,
            ]
        ) { arguments throws(EvaluationError) in
            let target = try Parameter.mapTarget().bind(arguments[0])
            let limit = try Parameter.literalInt("limit").bind(arguments[1])
            let priority = try Parameter.literalStrings("priority_keys").bind(arguments[2])
            if case .known(let limit) = limit { try checkLimit(limit, priority) }
            return .ternary { map, _, _ throws(EvaluationError) in
                limited(try target(map), to: try limit(.null), first: try priority(.null))
            }
        },
        Editor(
            "flatten", variadic: .mapTarget(), .optional(.literalString("prefix")), .optional(.depth("depth")),
            .optional(.literalBool("resolve_conflicts"))
        ) { map, prefix, depth, resolvesConflicts throws(EvaluationError) in
            var flattening = Flattening(depth: depth ?? .max, resolvesConflicts: resolvesConflicts ?? false)
            try flattening.add(map, prefix: prefix ?? "")
            return .map(flattening.result)
        },
    ]
}

private func checkLimit(_ limit: Int64, _ priority: BoundParameter<[String]>) throws(EvaluationError) {
    guard limit >= 0 else { throw .failed("a limit must not be negative: \(limit)") }
    guard case .known(let keys) = priority, keys.count > limit else { return }
    throw .failed("the limit \(limit) is less than the number of priority keys, \(keys.count)")
}

/// The map with `limit` keys: those in front if they are there, and then the first others.
private func limited(_ map: [Attribute], to limit: Int64, first keys: [String]) -> OTTLValue? {
    guard map.count > limit else { return nil }
    let wanted = Set(keys.map(ExactText.init))
    let isWanted = map.map { wanted.contains(ExactText($0.key)) }
    var room = Int(limit) - isWanted.filter(\.self).count
    let kept = zip(map, isWanted).filter { _, isWanted in
        if isWanted { return true }
        room -= 1
        return room >= 0
    }
    return .map(kept.map(\.0))
}

/// Which keys of another map are taken.
enum MergeStrategy: String, Sendable {
    case insert, update, upsert

    func merge(_ source: [Attribute], into map: [Attribute]) -> [Attribute] {
        let known = Set(map.map { ExactText($0.key) })
        let taken = source.filter { attribute in
            switch self {
            case .insert: !known.contains(ExactText(attribute.key))
            case .update: known.contains(ExactText(attribute.key))
            case .upsert: true
            }
        }
        return (map + taken).withUniqueKeys
    }
}

extension Parameter where Value == MergeStrategy {
    fileprivate static func mergeStrategy(_ name: String) -> Self {
        Parameter<String>.literalString(name).map { text throws(EvaluationError) in
            guard let strategy = MergeStrategy(rawValue: text) else {
                throw .failed("unknown strategy \(text), which can be insert, update or upsert")
            }
            return strategy
        }
    }
}

extension Parameter where Value == Int64 {
    fileprivate static func depth(_ name: String) -> Self {
        Self.literalInt(name).map { depth throws(EvaluationError) in
            guard depth > 0 else { throw .failed("a depth must be greater than 0: \(depth)") }
            return depth
        }
    }
}

/// Maps and lists in a map, as keys with dots.
private struct Flattening {
    let depth: Int64
    let resolvesConflicts: Bool
    var result: [Attribute] = []
    private var seen: [ExactText: Int] = [:]

    init(depth: Int64, resolvesConflicts: Bool) {
        self.depth = depth
        self.resolvesConflicts = resolvesConflicts
    }

    mutating func add(_ map: [Attribute], prefix: String, level: Int64 = 0) throws(EvaluationError) {
        for attribute in map {
            let key = prefix.isEmpty ? attribute.key : "\(prefix).\(attribute.key)"
            try add(attribute.value, at: key, level: level)
        }
    }

    private mutating func add(_ value: AttributeValue, at key: String, level: Int64) throws(EvaluationError) {
        switch value {
        case .map(let map) where level < depth: try add(map, prefix: key, level: level + 1)
        case .array(let list) where level < depth:
            for (index, item) in list.enumerated() {
                // Of items that are lists themselves the indices stand behind one another without a dot.
                let key = resolvesConflicts ? key : "\(key).\(index)"
                if case .array(let inner) = item, !resolvesConflicts {
                    for (position, item) in inner.enumerated() {
                        try add(item, at: "\(key)\(position)", level: level + 1)
                    }
                } else {
                    try add(item, at: key, level: level + 1)
                }
            }
        default: try append(key, value)
        }
    }

    private mutating func append(_ key: String, _ value: AttributeValue) throws(EvaluationError) {
        let name = ExactText(key)
        if let count = seen[name] {
            guard resolvesConflicts else {
                result.removeAll { $0.key.hasSameBytes(as: key) }
                result.append(Attribute(key: key, value: value))
                return
            }
            seen[name] = count + 1
            try append("\(key).\(count - 1)", value)
            return
        }
        seen[name] = 1
        guard result.count < ValueLimit.elements else { throw .failed("more than \(ValueLimit.elements) keys") }
        result.append(Attribute(key: key, value: value))
    }
}

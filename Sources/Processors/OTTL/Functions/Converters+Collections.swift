import MetricCore

extension Converter {
    /// Lists and maps.
    static let collections: [Converter] = [
        Converter("Coalesce", .someValues("values")) { values in values.first { !$0.isNull } ?? .null },
        Converter("ContainsValue", .list("target"), .any("item")) { list, item in
            .bool(list.contains { OTTLValue.compare(OTTLValue($0), .equal, item) })
        },
        Converter("Index", .any("target"), .any("value"), index),
        Converter("Keys", .map("target")) { .list($0.map { .string($0.key) }) },
        Converter("Values", .map("target")) { .list($0.map(\.value)) },
        Converter("Len", .any("target")) { value throws(EvaluationError) in .int(Int64(try value.length)) },
        Converter("Sort", .any("target"), .optional(.sortOrder("order"))) { value, order throws(EvaluationError) in
            guard let list = value.elements else { throw .unsupportedType(value.typeName) }
            return .list(list.sorted(descending: order == .descending))
        },
        Converter(
            "SliceToMap", .list("target"), .optional(.literalStrings("key_path")),
            .optional(.literalStrings("value_path")), sliceToMap),
    ]
}

private func index(_ target: OTTLValue, _ value: OTTLValue) throws(EvaluationError) -> OTTLValue {
    if let list = target.elements {
        let index = list.firstIndex { OTTLValue.compare(OTTLValue($0), .equal, value) }
        return .int(Int64(index ?? -1))
    }
    guard case .string(let text) = target else { throw .unsupportedType(target.typeName) }
    guard case .string(let part) = value else { throw .wrongType(expected: "string", found: value.typeName) }
    return .int(Int64(text.byteOffset(of: part) ?? -1))
}

/// A map of a list of maps, by the value at a path in each, or by their indices; of the maps, or of the values at
/// another path in them.
private func sliceToMap(
    _ list: [AttributeValue], _ keyPath: [String]?, _ valuePath: [String]?
) throws(EvaluationError) -> OTTLValue {
    var result: [Attribute] = []
    for (index, item) in list.enumerated() {
        var key = String(index)
        if let keyPath {
            guard case .string(let text) = try item.value(at: keyPath) else {
                throw .failed("the key of item \(index) is no string")
            }
            key = text
        }
        let value = try valuePath.map { path throws(EvaluationError) in try item.value(at: path) }
        result.append(Attribute(key: key, value: value ?? item))
    }
    return .map(result.withUniqueKeys)
}

extension AttributeValue {
    /// What a path through maps leads to.
    fileprivate func value(at path: [String]) throws(EvaluationError) -> AttributeValue {
        var value = self
        for key in path {
            guard case .map(let attributes) = value else {
                throw .wrongType(expected: "map", found: OTTLValue(value).typeName)
            }
            guard let next = attributes.value(of: key) else { throw .keyNotFound(key) }
            value = next
        }
        return value
    }
}

extension OTTLValue {
    /// How many bytes a text has, or elements a list or map.
    fileprivate var length: Int {
        get throws(EvaluationError) {
            switch self {
            case .string(let text): return text.utf8.count
            case .bytes(let bytes): return bytes.count
            case .map(let attributes): return attributes.count
            case .list(let list): return list.count
            case .strings(let texts): return texts.count
            case .counts(let counts): return counts.count
            case .doubles(let doubles): return doubles.count
            case .opaque(let value): return value.count
            default: throw .wrongType(expected: "string, bytes, list or map", found: typeName)
            }
        }
    }
}

extension String {
    /// Where another text first begins in this one, in bytes.
    fileprivate func byteOffset(of part: String) -> Int? {
        let text = Array(utf8)
        let wanted = Array(part.utf8)
        guard wanted.count <= text.count else { return nil }
        return (0...text.count - wanted.count).first { text[$0..<$0 + wanted.count].elementsEqual(wanted) }
    }
}

/// How a list is sorted.
private enum SortOrder: Sendable {
    case ascending, descending
}

extension Parameter where Value == SortOrder {
    fileprivate static func sortOrder(_ name: String) -> Self {
        Parameter<String>.literalString(name).map { text throws(EvaluationError) in
            switch text {
            case "asc": .ascending
            case "desc": .descending
            default: throw .failed("unknown order \(text), which can be asc or desc")
            }
        }
    }
}

extension Parameter where Value == [OTTLValue] {
    /// A list of at least one value.
    fileprivate static func someValues(_ name: String) -> Self {
        Self.values(name).map { values throws(EvaluationError) in
            guard !values.isEmpty else { throw .failed("at least one value is needed") }
            return values
        }
    }
}

extension [AttributeValue] {
    /// The list in order: by number if there are only numbers, and else by text.
    fileprivate func sorted(descending: Bool) -> [AttributeValue] {
        let isNumeric = allSatisfy { $0.number != nil }
        func precedes(_ left: AttributeValue, _ right: AttributeValue) -> Bool {
            if isNumeric, let left = left.number, let right = right.number { return left < right }
            return left.sortedText.precedes(right.sortedText)
        }
        return sorted { descending ? precedes($1, $0) : precedes($0, $1) }
    }
}

extension AttributeValue {
    fileprivate var number: Double? {
        switch self {
        case .int(let int): Double(int)
        case .double(let double): double
        default: nil
        }
    }

    fileprivate var sortedText: String {
        ((try? OTTLValue(self).asText()) ?? nil) ?? text
    }
}

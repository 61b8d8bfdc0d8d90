import MetricCore

extension Editor {
    /// What changes lists, and values of any type.
    static let lists: [Editor] = [
        Editor(
            "append",
            [
                Parameter.target().description, Parameter.optional(.any("value")).description,
                Parameter.optional(.values("values")).description,
            ]
        ) { arguments throws(EvaluationError) in
            let isLeftOut = arguments.dropFirst().map { $0?.isLiteral == true && $0?.value.isNull == true }
            guard isLeftOut.contains(false) else { throw .failed("value or values must be given") }
            let hasValue = !isLeftOut[0]
            let values = try Parameter.optional(.values("values")).bind(arguments[2])
            return .ternary { target, value, more throws(EvaluationError) in
                let added = (hasValue ? [arguments[1]?.value ?? value] : []) + (try values(more) ?? [])
                return .list(try appended(added, to: target))
            }
        },
        Editor("delete_index", .listTarget(), .int("start_index"), .optional(.int("end_index"))) {
            list, start, end throws(EvaluationError) in
            guard let first = Int(exactly: start), list.indices.contains(first) else { throw .indexOutOfBounds(start) }
            let end = end ?? start + 1
            guard end >= start else { throw .failed("end_index \(end) is less than start_index \(start)") }
            guard let last = Int(exactly: end), last <= list.count else { throw .indexOutOfBounds(end) }
            var list = list
            list.removeSubrange(first..<last)
            return .list(list)
        },
        Editor("clear", .target()) { target in target.cleared },
    ]

    /// All functions that change something and need nothing of what a statement runs on but their target.
    static let all = keys + texts + lists
}

/// A list with values added; what is no list becomes the first of them.
private func appended(_ values: [OTTLValue], to target: OTTLValue) throws(EvaluationError) -> [AttributeValue] {
    var list: [AttributeValue]
    switch target {
    case .null: list = []
    case .map: throw .wrongType(expected: "list", found: target.typeName)
    // otelcol makes text of bytes here.
    case .bytes: list = [.string(try target.asAttributeValue().text)]
    default:
        if let elements = target.elements { list = elements } else { list = [try target.asAttributeValue()] }
    }
    for value in values { list.append(try value.asAttributeValue()) }
    guard list.count <= ValueLimit.elements else {
        throw .failed("a list of more than \(ValueLimit.elements) elements")
    }
    return list
}

extension OTTLValue {
    /// The zero of the value's type.
    fileprivate var cleared: OTTLValue {
        switch self {
        case .bool: .bool(false)
        case .int: .int(0)
        case .double: .double(0)
        case .string: .string("")
        case .bytes: .bytes([])
        case .list, .strings: .list([])
        case .map: .map([])
        case .counts: .counts([])
        case .doubles: .doubles([])
        case .time: .time(OTTLTime(unixNanoseconds: 0))
        case .duration: .duration(0)
        case .null, .opaque, .values, .function: .null
        }
    }
}

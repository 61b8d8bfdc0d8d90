import MetricCore

/// Which values mean which level: `{"error": [{"equals": ["err"]}, {"range": {"min": 400, "max": 499}}]}`.
struct SeverityMapping {
    private let levels: [Attribute]

    init(_ levels: [Attribute]) {
        self.levels = levels
    }

    /// The first level, in the order of their names, of whose criteria one holds.
    func level(of value: OTTLValue) throws(EvaluationError) -> String {
        switch value {
        case .int, .string: break
        default: throw .failed("could not map a log level: unsupported type \(value.typeName)")
        }
        for level in levels.inKeyOrder() {
            guard case .array(let criteria) = level.value else { throw .failed("criteria of a level must be a list") }
            for criterion in criteria {
                guard case .map(let items) = criterion else { throw .failed("a criterion of a level must be a map") }
                if try holds(items, value) { return level.key }
            }
        }
        throw .failed("could not map a log level: no level matches")
    }

    private func holds(_ items: [Attribute], _ value: OTTLValue) throws(EvaluationError) -> Bool {
        if let values = items.value(of: "equals") {
            guard case .array(let values) = values else { throw .failed("equals must be a list") }
            if values.contains(where: { OTTLValue.compare(OTTLValue($0), .equal, value) }) { return true }
        }
        guard let range = items.value(of: "range"), case .int(let number) = value else { return false }
        switch range {
        case .string(let text):
            guard let bounds = Self.classes[text] else { throw .failed("unknown range \(text)") }
            return bounds.contains(number)
        case .map(let bounds):
            guard case .int(let least)? = bounds.value(of: "min"), case .int(let most)? = bounds.value(of: "max") else {
                throw .failed("a range must have min and max as ints")
            }
            return least <= number && number <= most
        default: throw .failed("a range must be a map, or one of 2xx, 3xx, 4xx and 5xx")
        }
    }

    /// Status codes of HTTP.
    private static let classes: [String: ClosedRange<Int64>] = [
        "2xx": 200...299, "3xx": 300...399, "4xx": 400...499, "5xx": 500...599,
    ]
}

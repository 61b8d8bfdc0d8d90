internal import Configuration
internal import MetricCore

extension AttributeValue {
    /// The value that was written in the configuration, of the type that it has in YAML; maps are in key order.
    init(_ setting: SettingValue) {
        switch setting {
        case .null: self = .empty
        case .bool(let flag): self = .bool(flag)
        case .int(let number): self = .int(number)
        case .double(let number): self = .double(number)
        case .string(let text), .secret(let text): self = .string(text)
        case .duration(let duration): self = .string("\(duration)")
        case .list(let items): self = .array(items.map(AttributeValue.init))
        case .map(let values):
            let sorted = values.sorted { $0.key.precedes($1.key) }
            self = .map(sorted.map { Attribute(key: $0.key, value: AttributeValue($0.value)) })
        }
    }
}

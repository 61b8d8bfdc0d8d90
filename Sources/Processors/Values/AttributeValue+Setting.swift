internal import Configuration
internal import MetricCore

extension ConfigSection {
    /// Reads an attribute's value, of the type that it has in YAML, or nil if none is written.
    func attributeValue(_ key: String) -> AttributeValue? {
        any(key).map { setting in
            if let time = setting.firstTimestamp {
                fail(at: key, "\(time) is a time to YAML, and no attribute can be one: write it in quotes")
            }
            return AttributeValue(setting)
        }
    }
}

extension SettingValue {
    /// The first date or time in it, which may be itself.
    fileprivate var firstTimestamp: String? {
        switch self {
        case .timestamp(let text): text
        case .list(let items): items.lazy.compactMap(\.firstTimestamp).first
        case .map(let values): values.sorted { $0.key < $1.key }.lazy.compactMap(\.value.firstTimestamp).first
        default: nil
        }
    }
}

extension AttributeValue {
    /// The value that was written in the configuration, of the type that it has in YAML; maps are in key order.
    ///
    /// Whole numbers beyond 63 bits turn negative, as they do in otelcol.
    init(_ setting: SettingValue) {
        switch setting {
        case .null: self = .empty
        case .bool(let flag): self = .bool(flag)
        case .int(let number): self = .int(number)
        case .unsigned(let number): self = .int(Int64(bitPattern: number))
        case .double(let number): self = .double(number)
        case .string(let text), .secret(let text), .timestamp(let text): self = .string(text)
        case .duration(let duration): self = .string("\(duration)")
        case .list(let items): self = .array(items.map(AttributeValue.init))
        case .map(let values):
            let sorted = values.sorted { $0.key.precedes($1.key) }
            self = .map(sorted.map { Attribute(key: $0.key, value: AttributeValue($0.value)) })
        }
    }
}

/// A setting's value in the end, after references, merging and defaults.
public indirect enum SettingValue: Equatable, Sendable {
    /// No value.
    case null
    /// True or false.
    case bool(Bool)
    /// A whole number of 63 bits and a sign.
    case int(Int64)
    /// A whole number beyond that.
    case unsigned(UInt64)
    /// Any other number.
    case double(Double)
    /// A date or a time, as it was written without quotes.
    case timestamp(String)
    /// Text.
    case string(String)
    /// Text that is kept secret when the configuration is printed.
    case secret(String)
    /// A span of time.
    case duration(Duration)
    /// A list.
    case list([SettingValue])
    /// A map; keys are sorted when it is printed.
    case map([String: SettingValue])
}

extension SettingValue {
    /// The same with secrets as plain text: their own, or `[REDACTED]` unless they are to be revealed.
    public func withSecrets(revealed: Bool) -> SettingValue {
        switch self {
        case .secret(let text): .string(revealed ? text : "[REDACTED]")
        case .list(let items): .list(items.map { $0.withSecrets(revealed: revealed) })
        case .map(let values): .map(values.mapValues { $0.withSecrets(revealed: revealed) })
        default: self
        }
    }
}

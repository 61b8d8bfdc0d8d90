/// A setting's value in the end, after references, merging and defaults.
public indirect enum SettingValue: Equatable, Sendable {
    /// No value.
    case null
    /// True or false.
    case bool(Bool)
    /// A whole number.
    case int(Int64)
    /// Any other number.
    case double(Double)
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

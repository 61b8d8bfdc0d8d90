/// The way to a setting from the top of the configuration: `exporters::prometheus::endpoint`.
public struct ConfigPath: Hashable, Sendable {
    private let segments: [String]

    /// The top of the configuration.
    public static let root = ConfigPath(segments: [])

    private init(segments: [String]) {
        self.segments = segments
    }

    /// The path of `key` below this one.
    public func appending(_ key: String) -> ConfigPath {
        ConfigPath(segments: segments + [key])
    }

    /// The path of a list's item, counted from 0: `actions[1]`.
    public func appending(index: Int) -> ConfigPath {
        guard let last = segments.last else { return ConfigPath(segments: ["[\(index)]"]) }
        return ConfigPath(segments: segments.dropLast() + ["\(last)[\(index)]"])
    }
}

extension ConfigPath: CustomStringConvertible {
    /// The keys, joined as otelcol joins them.
    public var description: String { segments.joined(separator: "::") }
}

/// Something in a configuration for which it is refused.
public struct ConfigFault: Error, Equatable, Sendable {
    /// Where it was written.
    public let location: SourceLocation
    /// The setting, if it is about one.
    public let path: ConfigPath
    /// What is wrong and what would be right.
    public let message: String

    /// Makes a fault.
    public init(at location: SourceLocation, path: ConfigPath = .root, _ message: String) {
        self.location = location
        self.path = path
        self.message = message
    }
}

extension ConfigFault: CustomStringConvertible {
    /// The fault on one line: `airflow.yaml:12:5: exporters::prometheus::endpont: unknown key`.
    public var description: String {
        path == .root ? "\(location): \(message)" : "\(location): \(path): \(message)"
    }
}

/// Something in a configuration that its writer should know, though it is taken.
public struct ConfigWarning: Equatable, Sendable {
    /// What a warning is about.
    public enum Kind: Equatable, Sendable {
        /// A setting that is deprecated or does less than it says.
        case advice
        /// A part of the configuration that Windsock leaves out: an error if the command line says `--strict`.
        case leftOut
        /// A reference to an environment variable of this name, which isn't set.
        case unsetVariable(String)
    }

    /// What it is about.
    public let kind: Kind
    /// Where it was written.
    public let location: SourceLocation
    /// The setting, if it is about one.
    public let path: ConfigPath
    /// What to say.
    public let message: String

    /// Makes a warning.
    public init(_ kind: Kind, at location: SourceLocation, path: ConfigPath = .root, _ message: String) {
        self.kind = kind
        self.location = location
        self.path = path
        self.message = message
    }
}

extension ConfigWarning: CustomStringConvertible {
    /// The warning on one line, as a fault is written.
    public var description: String {
        path == .root ? "\(location): \(message)" : "\(location): \(path): \(message)"
    }
}

/// Collects everything there is to say about one configuration, so that it can be told together.
public final class Diagnostics {
    private let strict: Bool
    private var foundFaults: [ConfigFault] = []
    private var foundWarnings: [ConfigWarning] = []

    /// Makes an empty collection; if `strict`, leaving out a part is a fault.
    public init(strict: Bool = false) {
        self.strict = strict
    }

    /// The faults, sorted by source and line, each once.
    public var faults: [ConfigFault] {
        sortedOnce(foundFaults, by: \.location)
    }

    /// The warnings, sorted by source and line, each once.
    public var warnings: [ConfigWarning] {
        sortedOnce(foundWarnings, by: \.location)
    }

    /// Adds a fault.
    public func report(_ fault: ConfigFault) {
        foundFaults.append(fault)
    }

    /// Adds a warning.
    public func report(_ warning: ConfigWarning) {
        if strict && warning.kind == .leftOut {
            foundFaults.append(ConfigFault(at: warning.location, path: warning.path, warning.message))
        } else {
            foundWarnings.append(warning)
        }
    }

    /// Sorts stably, and drops what an alias or a second look reported again.
    private func sortedOnce<Item: Equatable>(_ items: [Item], by location: KeyPath<Item, SourceLocation>) -> [Item] {
        let sorted = items.enumerated().sorted { left, right in
            let (first, second) = (left.element[keyPath: location], right.element[keyPath: location])
            return first == second ? left.offset < right.offset : first < second
        }
        var result: [Item] = []
        for (_, item) in sorted {
            // Equal items stand at the same location, so looking back that far is enough.
            let sameLocation = result.reversed().prefix { $0[keyPath: location] == item[keyPath: location] }
            if !sameLocation.contains(item) { result.append(item) }
        }
        return result
    }
}

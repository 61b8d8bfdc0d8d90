/// Something in a configuration for which it is refused.
public struct ConfigFault: Error, Hashable, Sendable {
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
public struct ConfigWarning: Hashable, Sendable {
    /// What a warning is about.
    public enum Kind: Hashable, Sendable {
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
        let name = if case .unsetVariable(let name) = kind { ": \(name)" } else { "" }
        return (path == .root ? "\(location): " : "\(location): \(path): ") + message + name
    }
}

/// Collects everything there is to say about one configuration, so that it can be told together.
public final class Diagnostics {
    private let strict: Bool
    private var foundFaults: [ConfigFault] = []
    private var foundWarnings: [ConfigWarning] = []
    /// The extensions that components which are used refer to, to be looked for once all are read.
    private(set) var extensionReferences: [ExtensionReference] = []

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

    /// Notes that a component refers to an extension.
    func note(_ reference: ExtensionReference) {
        extensionReferences.append(reference)
    }

    /// Sorts stably, and drops what an alias or a second look reported again.
    private func sortedOnce<Item: Hashable>(_ items: [Item], by location: KeyPath<Item, SourceLocation>) -> [Item] {
        var seen: Set<Item> = []
        // The standard library's sort keeps the order of what is equal.
        return items.filter { seen.insert($0).inserted }.sorted { $0[keyPath: location] < $1[keyPath: location] }
    }
}

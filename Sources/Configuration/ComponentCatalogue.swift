/// The five kinds of components, each with its section at the top of a configuration.
public enum ComponentKind: String, CaseIterable, Hashable, Sendable {
    /// What brings data in.
    case receiver
    /// What changes data on its way.
    case processor
    /// What brings data out.
    case exporter
    /// What is an exporter of one pipeline and a receiver of another.
    case connector
    /// What stands beside the pipelines.
    case `extension`

    /// The name of the kind's section: `receivers`.
    public var section: String { rawValue + "s" }
}

/// What flows through a pipeline. Windsock carries metrics; it knows the others' names.
public enum Signal: String, CaseIterable, Hashable, Sendable {
    /// Traces.
    case traces
    /// Metrics.
    case metrics
    /// Logs.
    case logs
}

/// A type of component that can be configured, and how its settings are read.
public struct ComponentType: Sendable {
    /// A name that the type had once and may still be written under.
    public struct OldName: Sendable {
        /// The old name.
        public let name: String
        /// What to tell those who write it.
        public let advice: String

        /// Makes an old name.
        public init(_ name: String, advice: String) {
            self.name = name
            self.advice = advice
        }
    }

    /// The type's name.
    public let name: String
    /// Its old names.
    public let oldNames: [OldName]
    /// The signals that otelcol's component of this name can carry: one in a pipeline of another signal is a mistake.
    public let signals: Set<Signal>
    /// Whether it is an extension that asks senders who they are.
    public let isAuthenticator: Bool
    /// Reads the settings of one component of this type.
    let read: @Sendable (ConfigSection) -> any Sendable

    /// Makes a type whose settings are read by `settings`, which is usually an initialiser.
    public init<Settings: Sendable>(
        _ name: String, oldNames: [OldName] = [], signals: Set<Signal> = [], isAuthenticator: Bool = false,
        settings: @escaping @Sendable (ConfigSection) -> Settings
    ) {
        self.name = name
        self.oldNames = oldNames
        self.signals = signals
        self.isAuthenticator = isAuthenticator
        self.read = { settings($0) }
    }
}

/// All types of components that a program has.
public struct ComponentCatalogue: Sendable {
    private let types: [ComponentKind: [ComponentType]]

    /// Makes a catalogue.
    public init(
        receivers: [ComponentType] = [], processors: [ComponentType] = [], exporters: [ComponentType] = [],
        connectors: [ComponentType] = [], extensions: [ComponentType] = []
    ) {
        types = [
            .receiver: receivers, .processor: processors, .exporter: exporters, .connector: connectors,
            .extension: extensions,
        ]
    }

    /// All types of a kind.
    public subscript(kind: ComponentKind) -> [ComponentType] {
        types[kind] ?? []
    }

    /// The type of a name, and what to tell the one who wrote it if the name is an old one.
    func find(_ kind: ComponentKind, _ name: String) -> (type: ComponentType, advice: String?)? {
        for type in self[kind] {
            if type.name == name { return (type, nil) }
            if let old = type.oldNames.first(where: { $0.name == name }) { return (type, old.advice) }
        }
        return nil
    }
}

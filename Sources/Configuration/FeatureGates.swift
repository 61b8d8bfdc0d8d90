/// A switch of otelcol's that changes what its settings mean, by the name that its command line has for it.
public enum FeatureGate: String, CaseIterable, Sendable {
    /// The exporter `prometheus` passes over `add_metric_suffixes`.
    case disableAddMetricSuffixes = "exporter.prometheusexporter.DisableAddMetricSuffixes"
    /// The exporter `prometheus` keeps underscores in the names of labels.
    case permissiveLabelSanitization = "pkg.translator.prometheus.PermissiveLabelSanitization"
}

/// What the command line says of feature gates.
public struct FeatureGates: Equatable, Sendable {
    private var said: [FeatureGate: Bool] = [:]

    /// Why a list of gates can't be taken.
    public enum Fault: Error, Equatable, CustomStringConvertible {
        /// Windsock has no such gate.
        case unknown(String)

        /// The fault in a few words.
        public var description: String {
            switch self {
            case .unknown(let name):
                "Windsock has no feature gate \"\(name)\" "
                    + "(it has: \(FeatureGate.allCases.map(\.rawValue).joined(separator: ", ")))"
            }
        }
    }

    /// Gates of which nothing is said.
    public init() {}

    /// Whether a gate is on; nil if nothing was said of it.
    public subscript(gate: FeatureGate) -> Bool? { said[gate] }

    /// Takes what a list such as `A,-B,+C` says: a gate is off behind a minus, else it is on.
    public mutating func set(_ list: String) throws(Fault) {
        for word in list.split(separator: ",") {
            let isSigned = word.hasPrefix("-") || word.hasPrefix("+")
            let name = String(isSigned ? word.dropFirst() : word)
            guard let gate = FeatureGate(rawValue: name) else { throw .unknown(name) }
            said[gate] = !word.hasPrefix("-")
        }
    }
}

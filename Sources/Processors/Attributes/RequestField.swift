internal import MetricCore

/// Something of the request that data came with: what otelcol's `from_context` names.
enum RequestField: Equatable, Sendable {
    case address
    case metadata(String)
    case authentication(String)

    /// The field of a name; one without a known beginning is a header field's.
    init(_ name: String) {
        if name == "client.address" {
            self = .address
        } else if let key = name.suffix(after: "metadata.") {
            self = .metadata(key)
        } else if let key = name.suffix(after: "auth.") {
            self = .authentication(key)
        } else {
            self = .metadata(name)
        }
    }

    /// What the request has there, the values of several header fields in one text; nil if it has nothing.
    func value(in client: ClientInformation?) -> AttributeValue? {
        switch self {
        case .address:
            // As in otelcol it is always there.
            return .string(client?.address ?? "")
        case .metadata(let name):
            let values = client?.metadata[name] ?? []
            return values.isEmpty ? nil : .string(values.joined(separator: ";"))
        case .authentication(let name):
            return client?.authentication[name].map(AttributeValue.string)
        }
    }
}

extension String {
    fileprivate func suffix(after prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}

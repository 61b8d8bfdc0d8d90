public import HTTPServer
public import MetricCore
public import Pipeline

/// Finds out what may be known of a request that was let through.
public struct ClientReader: Sendable {
    private let includesMetadata: Bool
    private let gatekeeper: Gatekeeper?

    /// Makes one for requests to what listens with these settings.
    public init(_ settings: ListenerSettings, _ context: ComponentContext) {
        includesMetadata = settings.access.includesMetadata
        gatekeeper = Gatekeeper(settings.access, context)
    }

    /// Who sent a request, with its header fields if `include_metadata` is set.
    public func client(of head: borrowing RequestHead) -> ClientInformation {
        var metadata = RequestMetadata()
        if includesMetadata {
            for field in head.headers { metadata.add(field.name, field.value) }
        }
        return ClientInformation(
            address: head.peer.isNone ? nil : head.peer.host, metadata: metadata,
            authentication: gatekeeper?.attributes(of: head) ?? [:])
    }
}

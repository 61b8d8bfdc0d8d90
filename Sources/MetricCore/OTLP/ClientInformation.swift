/// What is known of the request that metrics came with: who sent it, and what its head said.
public struct ClientInformation: Equatable, Sendable {
    /// The address that it came from, without the port; nil if that has none.
    public var address: String?
    /// The header fields.
    public var metadata = RequestMetadata()
    /// What an authenticator says of the sender, by name.
    public var authentication: [String: String] = [:]

    /// Makes what is known of a request.
    public init(
        address: String? = nil, metadata: RequestMetadata = RequestMetadata(), authentication: [String: String] = [:]
    ) {
        self.address = address
        self.metadata = metadata
        self.authentication = authentication
    }
}

/// Header fields: lists of values by names whose case doesn't matter.
public struct RequestMetadata: Equatable, Sendable {
    private var fields: [String: [String]] = [:]

    /// Makes an empty one.
    public init() {}

    /// The names in lower case, in order.
    public var names: [String] { fields.keys.sorted() }

    /// The values of all fields of a name, in the order in which they were sent; none if there is no such field.
    public subscript(name: String) -> [String] {
        fields[name.lowercased()] ?? []
    }

    /// Adds a field.
    public mutating func add(_ name: String, _ value: String) {
        fields[name.lowercased(), default: []].append(value)
    }

    /// The fields of some names only.
    public func choosing(_ names: [String]) -> RequestMetadata {
        var chosen = RequestMetadata()
        for name in names.map({ $0.lowercased() }) { chosen.fields[name] = fields[name] }
        return chosen
    }
}

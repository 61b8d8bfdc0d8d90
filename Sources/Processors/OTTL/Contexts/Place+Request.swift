import MetricCore

// The request that the items came with: nothing of it can be written.

extension Place<StatementContext> {
    /// What stands behind `otelcol`; nil if nothing of that name is known.
    static func ofRequest(_ fields: ArraySlice<PathField>) throws(CompileError) -> Place? {
        switch try fields.names(keysAllowed: "metadata", "attributes") {
        case ["client", "addr"]: request("client.addr") { $0.client?.address.map(OTTLValue.string) ?? .null }
        case ["client", "metadata"]: metadata(fields.lastKeys)
        case ["client", "auth", "attributes"]: authentication(fields.lastKeys)
        // Nothing comes over gRPC.
        case ["grpc", "metadata"]: request("grpc.metadata") { _ in .null }
        default: nil
        }
    }

    private static func request(_ name: String, _ get: @escaping Get) -> Place {
        Place(
            realm: .request, get: get,
            set: { _, _ throws(EvaluationError) in
                throw .failed("\"otelcol.\(name)\" is read-only and cannot be modified")
            })
    }

    /// The lists of header fields, or what keys choose from them, the name of a field first.
    private static func metadata(_ keys: Keys) -> Place {
        request("client.metadata") { context throws(EvaluationError) in
            let metadata = context.client?.metadata ?? RequestMetadata()
            guard let name = keys.first else {
                return .map(metadata.names.map { Attribute(key: $0, value: .texts(metadata[$0])) })
            }
            guard case .string(let name) = try name(&context) else {
                throw .wrongType(expected: "string as key of a map", found: "int")
            }
            let values = metadata[name]
            guard !values.isEmpty else { return .null }
            return try OTTLValue(.texts(values)).element(at: keys.dropFirst(), &context)
        }
    }

    /// What an authenticator says of the sender.
    private static func authentication(_ keys: Keys) -> Place {
        request("client.auth.attributes") { context throws(EvaluationError) in
            let attributes = (context.client?.authentication ?? [:]).sorted { $0.key < $1.key }
                .map { Attribute(key: $0.key, value: .string($0.value)) }
            return try OTTLValue.map(attributes).element(at: keys[...], &context)
        }
    }
}

extension AttributeValue {
    fileprivate static func texts(_ texts: [String]) -> AttributeValue {
        .array(texts.map(AttributeValue.string))
    }
}

extension OTTLValue {
    /// What keys lead to, one after the other; nil if a map lacks its key.
    fileprivate func element(
        at keys: ArraySlice<CompiledKey<StatementContext>>, _ context: inout StatementContext
    ) throws(EvaluationError) -> OTTLValue {
        var value = self
        for key in keys {
            guard let element = try value.element(at: try key(&context)) else { return .null }
            value = element
        }
        return value
    }
}

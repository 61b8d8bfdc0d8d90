extension ScopeDescription {
    /// The keys of the scope attributes that would hide the scope's own fields; they are left out.
    private static let reservedKeys = ["name", "version", "schema_url"]

    /// What a scope is called, as attributes: its three fields, also when empty, then its attributes.
    public func labelAttributes(prefix: String) -> [Attribute] {
        [
            Attribute(key: prefix + "name", value: .string(name)),
            Attribute(key: prefix + "version", value: .string(version)),
            Attribute(key: prefix + "schema_url", value: .string(schemaURL)),
        ]
            + attributes.filter { !Self.reservedKeys.contains($0.key) }
            .map { Attribute(key: prefix + $0.key, value: $0.value) }
    }
}

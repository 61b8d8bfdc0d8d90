/// All that a `Resource` message says.
public struct ResourceContents: Equatable, Sendable {
    /// The attributes in the order sent, those that name the writer among them.
    public var attributes: [Attribute]
    /// The entities that the resource is made of.
    public var entityReferences: [EntityReference]
    /// How many attributes the sender left out.
    public var droppedAttributesCount: UInt32

    /// Makes a resource.
    public init(
        attributes: [Attribute] = [], entityReferences: [EntityReference] = [], droppedAttributesCount: UInt32 = 0
    ) {
        self.attributes = attributes
        self.entityReferences = entityReferences
        self.droppedAttributesCount = droppedAttributesCount
    }
}

/// Which of a resource's attributes make an entity: OTLP's `EntityRef`.
public struct EntityReference: Equatable, Sendable {
    /// The type of the entity, such as `service`.
    public var type: String
    /// The schema URL, often empty.
    public var schemaURL: String
    /// The keys of the attributes that name the entity.
    public var identifyingKeys: [String]
    /// The keys of the attributes that describe it.
    public var descriptiveKeys: [String]

    /// Makes a reference.
    public init(
        type: String, schemaURL: String = "", identifyingKeys: [String] = [], descriptiveKeys: [String] = []
    ) {
        self.type = type
        self.schemaURL = schemaURL
        self.identifyingKeys = identifyingKeys
        self.descriptiveKeys = descriptiveKeys
    }
}

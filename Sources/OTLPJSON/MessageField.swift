/// A field of a message: how JSON calls it, and how protobuf writes it.
struct MessageField {
    /// What a field holds.
    enum Kind: Equatable {
        case message(MessageType)
        case text
        /// In JSON in Base64.
        case bytes
        /// Of no bytes, or as many as given; in JSON hexadecimal.
        case identifier(byteCount: Int)
        case bool
        case double
        case fixed64
        case signedFixed64
        case uint32
        case uint64
        case int64
        /// Zigzag, so that small negative numbers are short.
        case zigzag32
        case temporality
    }

    /// The name in the schema, which JSON may use too.
    let name: String
    /// The name that JSON uses mostly: the same in camel case.
    let jsonName: String
    let number: UInt32
    let kind: Kind
    let isRepeated: Bool

    /// A field that is there once at most.
    static func one(_ name: String, _ number: UInt32, _ kind: Kind) -> MessageField {
        MessageField(name, number, kind, isRepeated: false)
    }

    /// A field that is there any number of times.
    static func many(_ name: String, _ number: UInt32, _ kind: Kind) -> MessageField {
        MessageField(name, number, kind, isRepeated: true)
    }

    private init(_ name: String, _ number: UInt32, _ kind: Kind, isRepeated: Bool) {
        self.name = name
        jsonName = Self.camelCase(name)
        self.number = number
        self.kind = kind
        self.isRepeated = isRepeated
    }

    /// Whether JSON means this field by `key`.
    func isCalled(_ key: RawSpan) -> Bool {
        key.equals(jsonName) || key.equals(name)
    }

    /// Whether the values of a list share one field on the wire.
    var isPacked: Bool {
        switch kind {
        case .message, .text, .bytes, .identifier: false
        default: isRepeated
        }
    }

    /// The field has a value that it can't have.
    func fault(_ expected: String) -> JSONFault {
        .invalidValue(field: jsonName, expected: expected)
    }

    private static func camelCase(_ name: String) -> String {
        let words = name.split(separator: "_")
        return words.dropFirst().reduce(words.first.map(String.init) ?? "") {
            $0 + $1.prefix(1).uppercased() + $1.dropFirst()
        }
    }
}

import MetricCore

/// A parameter of a function, and how its argument is read.
///
/// `Value` is what the function works with. It is made of the argument once, at start, if the argument is known then:
/// so a regular expression that is written in a statement is compiled there, and refused there.
struct Parameter<Value: Sendable>: Sendable {
    let name: String
    let kind: ParameterKind
    /// What the function works with if there is no argument; nil if there must be one.
    let leftOut: Value?
    let read: @Sendable (OTTLValue) throws(EvaluationError) -> Value

    init(
        _ name: String, _ kind: ParameterKind = .value, leftOut: Value? = nil,
        read: @escaping @Sendable (OTTLValue) throws(EvaluationError) -> Value
    ) {
        self.name = name
        self.kind = kind
        self.leftOut = leftOut
        self.read = read
    }

    /// A parameter that may be left out. An argument that turns out to be nil isn't left out.
    static func optional<Wrapped: Sendable>(_ parameter: Parameter<Wrapped>) -> Self where Value == Wrapped? {
        Self(parameter.name, parameter.kind, leftOut: .some(nil)) { value throws(EvaluationError) in
            try parameter.read(value)
        }
    }

    /// A parameter that must be there, whose value is made into something else.
    func map<Result: Sendable>(
        _ transform: @escaping @Sendable (Value) throws(EvaluationError) -> Result
    ) -> Parameter<Result> {
        Parameter<Result>(name, kind) { [read] value throws(EvaluationError) in
            try transform(try read(value))
        }
    }

    /// What a call is checked against.
    var description: ParameterDescription {
        ParameterDescription(name: name, kind: kind, isOptional: leftOut != nil)
    }
}

/// What a call is checked against before it is bound.
struct ParameterDescription: Sendable {
    let name: String
    let kind: ParameterKind
    let isOptional: Bool
}

/// What may be written for a parameter.
enum ParameterKind: Sendable {
    /// Any expression.
    case value
    /// Any expression; but a literal must pass a check.
    case probe(@Sendable (OTTLValue) throws(EvaluationError) -> Void)
    /// A literal of a type, not even with a minus.
    case literal(LiteralType)
    /// A list of literals of a type.
    case literals(LiteralType)
    /// A list of any expressions.
    case list
    /// The name of a converter.
    case function
    /// A path that can be written to.
    case target
}

/// The types of literals.
enum LiteralType: String, Sendable {
    case string, int, double, bool
}

// MARK: - Values of one type

extension Parameter where Value == OTTLValue {
    /// Anything.
    static func any(_ name: String) -> Self {
        Self(name) { $0 }
    }

    /// The path that an editor changes.
    static func target(_ name: String = "target") -> Self {
        Self(name, .target) { $0 }
    }

    /// Anything; but a literal must be of a type, as if it were asked for.
    static func probe<Type: Sendable>(_ parameter: Parameter<Type>) -> Self {
        Self(parameter.name, .probe { value throws(EvaluationError) in _ = try parameter.read(value) }) { $0 }
    }
}

extension Parameter where Value == String {
    static func string(_ name: String, _ kind: ParameterKind = .value) -> Self {
        Self(name, kind) { value throws(EvaluationError) in
            guard case .string(let text) = value else { throw .wrongType(expected: "string", found: value.typeName) }
            return text
        }
    }

    static func literalString(_ name: String) -> Self { string(name, .literal(.string)) }
}

extension Parameter where Value == Int64 {
    static func int(_ name: String, _ kind: ParameterKind = .value) -> Self {
        Self(name, kind) { value throws(EvaluationError) in
            guard case .int(let int) = value else { throw .wrongType(expected: "int", found: value.typeName) }
            return int
        }
    }

    static func literalInt(_ name: String) -> Self { int(name, .literal(.int)) }

    static func duration(_ name: String) -> Self {
        Self(name) { value throws(EvaluationError) in
            guard case .duration(let duration) = value else {
                throw .wrongType(expected: "duration", found: value.typeName)
            }
            return duration
        }
    }
}

extension Parameter where Value == Double {
    static func double(_ name: String, _ kind: ParameterKind = .value) -> Self {
        Self(name, kind) { value throws(EvaluationError) in
            guard case .double(let double) = value else { throw .wrongType(expected: "double", found: value.typeName) }
            return double
        }
    }

    static func literalDouble(_ name: String) -> Self { double(name, .literal(.double)) }
}

extension Parameter where Value == Bool {
    static func bool(_ name: String, _ kind: ParameterKind = .value) -> Self {
        Self(name, kind) { value throws(EvaluationError) in
            guard case .bool(let bool) = value else { throw .wrongType(expected: "bool", found: value.typeName) }
            return bool
        }
    }

    static func literalBool(_ name: String) -> Self { bool(name, .literal(.bool)) }
}

extension Parameter where Value == OTTLTime {
    static func time(_ name: String) -> Self {
        Self(name) { value throws(EvaluationError) in
            guard case .time(let time) = value else { throw .wrongType(expected: "time", found: value.typeName) }
            return time
        }
    }
}

extension Parameter where Value == [Attribute] {
    static func map(_ name: String, _ kind: ParameterKind = .value) -> Self {
        Self(name, kind) { value throws(EvaluationError) in
            guard case .map(let map) = value else { throw .wrongType(expected: "map", found: value.typeName) }
            return map
        }
    }

    /// The map that an editor changes.
    static func mapTarget(_ name: String = "target") -> Self { map(name, .target) }
}

extension Parameter where Value == [AttributeValue] {
    static func list(_ name: String, _ kind: ParameterKind = .value) -> Self {
        Self(name, kind) { value throws(EvaluationError) in
            guard let list = value.elements else { throw .wrongType(expected: "list", found: value.typeName) }
            return list
        }
    }

    /// The list that an editor changes.
    static func listTarget(_ name: String = "target") -> Self { list(name, .target) }
}

// MARK: - Lists that are written out

extension Parameter where Value == [String] {
    /// A list of strings, each of which may come from anywhere.
    static func strings(_ name: String) -> Self {
        Self(name, .list) { value throws(EvaluationError) in
            guard case .values(let values) = value else { throw .wrongType(expected: "list", found: value.typeName) }
            return try values.map { value throws(EvaluationError) in try Parameter<String>.string("").read(value) }
        }
    }

    static func literalStrings(_ name: String) -> Self {
        Self(name, .literals(.string)) { value throws(EvaluationError) in
            try Parameter<[String]>.strings(name).read(value)
        }
    }
}

extension Parameter where Value == [Double] {
    static func literalDoubles(_ name: String) -> Self {
        Self(name, .literals(.double)) { value throws(EvaluationError) in
            guard case .values(let values) = value else { throw .wrongType(expected: "list", found: value.typeName) }
            return try values.map { value throws(EvaluationError) in try Parameter<Double>.double("").read(value) }
        }
    }
}

extension Parameter where Value == [OTTLValue] {
    /// A list of anything.
    static func values(_ name: String) -> Self {
        Self(name, .list) { value throws(EvaluationError) in
            guard case .values(let values) = value else { throw .wrongType(expected: "list", found: value.typeName) }
            return values
        }
    }
}

// MARK: - What can be converted

extension Parameter where Value == String? {
    static func stringLike(_ name: String) -> Self {
        Self(name) { value throws(EvaluationError) in try value.asText() }
    }
}

extension Parameter where Value == Int64? {
    static func intLike(_ name: String) -> Self {
        Self(name) { value throws(EvaluationError) in try value.asInt() }
    }
}

extension Parameter where Value == Double? {
    static func doubleLike(_ name: String) -> Self {
        Self(name) { value throws(EvaluationError) in try value.asDouble() }
    }
}

extension Parameter where Value == Bool? {
    static func boolLike(_ name: String) -> Self {
        Self(name) { value throws(EvaluationError) in try value.asBool() }
    }
}

extension Parameter where Value == [UInt8]? {
    static func bytesLike(_ name: String) -> Self {
        Self(name) { value throws(EvaluationError) in try value.asBytes() }
    }
}

extension Parameter where Value == Converter {
    static func function(_ name: String) -> Self {
        Self(name, .function) { value throws(EvaluationError) in
            guard case .function(let function) = value else {
                throw .wrongType(expected: "the name of a function", found: value.typeName)
            }
            return function
        }
    }
}

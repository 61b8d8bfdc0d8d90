/// A function over values: what gives a value, or what makes a new value of an editor's target.
///
/// It knows nothing of where its arguments come from. What it does is bound to a call once, and runs as often as there
/// are points.
final class Function<Result: Sendable>: Sendable {
    let name: String
    let parameters: [ParameterDescription]
    /// Whether it may give another value each time.
    let isVolatile: Bool
    private let bindArguments: @Sendable ([KnownArgument?]) throws(EvaluationError) -> FunctionBody<Result>

    init(
        _ name: String, _ parameters: [ParameterDescription], isVolatile: Bool = false,
        bind: @escaping @Sendable ([KnownArgument?]) throws(EvaluationError) -> FunctionBody<Result>
    ) {
        self.name = name
        self.parameters = parameters
        self.isVolatile = isVolatile
        bindArguments = bind
    }

    /// What the function does with arguments some of which are known.
    ///
    /// - Throws: What is wrong with an argument that was written as a literal.
    func bind(_ arguments: [KnownArgument?]) throws(EvaluationError) -> FunctionBody<Result> {
        try bindArguments(arguments)
    }
}

/// A function that gives a value; its name begins with a capital.
typealias Converter = Function<OTTLValue>

/// A function that gives its first argument, which is a path, a new value; nil leaves it as it is.
typealias Editor = Function<OTTLValue?>

/// An argument that is known at start.
struct KnownArgument: Sendable {
    let value: OTTLValue
    /// Whether it was written as it is, and so is refused at start if it is wrong.
    let isLiteral: Bool
    /// Whether there is none.
    private(set) var isLeftOut = false

    /// That of a parameter for which nothing was written.
    static let leftOut: KnownArgument = {
        var argument = KnownArgument(value: .null, isLiteral: true)
        argument.isLeftOut = true
        return argument
    }()

    init(value: OTTLValue, isLiteral: Bool) {
        self.value = value
        self.isLiteral = isLiteral
    }
}

/// What runs, by how many arguments it has.
enum FunctionBody<Result: Sendable>: Sendable {
    case nullary(@Sendable () throws(EvaluationError) -> Result)
    case unary(@Sendable (OTTLValue) throws(EvaluationError) -> Result)
    case binary(@Sendable (OTTLValue, OTTLValue) throws(EvaluationError) -> Result)
    case ternary(@Sendable (OTTLValue, OTTLValue, OTTLValue) throws(EvaluationError) -> Result)
    case variadic(@Sendable ([OTTLValue]) throws(EvaluationError) -> Result)

    /// Runs it.
    func callAsFunction(_ arguments: [OTTLValue]) throws(EvaluationError) -> Result {
        switch self {
        case .nullary(let body): try body()
        case .unary(let body): try body(arguments[0])
        case .binary(let body): try body(arguments[0], arguments[1])
        case .ternary(let body): try body(arguments[0], arguments[1], arguments[2])
        case .variadic(let body): try body(arguments)
        }
    }
}

/// A parameter for which the argument is known, or isn't.
enum BoundParameter<Value: Sendable>: Sendable {
    case known(Value)
    case read(@Sendable (OTTLValue) throws(EvaluationError) -> Value)

    /// The argument that `value` is; what is known needs none.
    func callAsFunction(_ value: OTTLValue) throws(EvaluationError) -> Value {
        switch self {
        case .known(let value): value
        case .read(let read): try read(value)
        }
    }
}

extension Parameter {
    /// The parameter for a call.
    func bind(_ argument: KnownArgument?) throws(EvaluationError) -> BoundParameter<Value> {
        guard let argument else { return .read(read) }
        if argument.isLeftOut, let leftOut { return .known(leftOut) }
        do throws(EvaluationError) {
            return .known(try read(argument.value))
        } catch {
            // What was worked out rather than written fails where it runs.
            guard !argument.isLiteral else { throw error }
            return .read(read)
        }
    }
}

// MARK: - Functions by their parameters

extension Function {
    /// A function without parameters.
    convenience init(
        _ name: String, isVolatile: Bool = false,
        _ body: @escaping @Sendable () throws(EvaluationError) -> Result
    ) {
        self.init(name, [], isVolatile: isVolatile) { _ in .nullary(body) }
    }

    /// A function of one parameter.
    convenience init<A: Sendable>(
        _ name: String, _ a: Parameter<A>,
        _ body: @escaping @Sendable (A) throws(EvaluationError) -> Result
    ) {
        self.init(name, [a.description]) { arguments throws(EvaluationError) in
            let a = try a.bind(arguments[0])
            return .unary { first throws(EvaluationError) in try body(try a(first)) }
        }
    }

    /// A function of two parameters.
    convenience init<A: Sendable, B: Sendable>(
        _ name: String, _ a: Parameter<A>, _ b: Parameter<B>,
        _ body: @escaping @Sendable (A, B) throws(EvaluationError) -> Result
    ) {
        self.init(name, [a.description, b.description]) { arguments throws(EvaluationError) in
            let a = try a.bind(arguments[0])
            let b = try b.bind(arguments[1])
            return .binary { first, second throws(EvaluationError) in try body(try a(first), try b(second)) }
        }
    }

    /// A function of three parameters.
    convenience init<A: Sendable, B: Sendable, C: Sendable>(
        _ name: String, _ a: Parameter<A>, _ b: Parameter<B>, _ c: Parameter<C>,
        _ body: @escaping @Sendable (A, B, C) throws(EvaluationError) -> Result
    ) {
        self.init(name, [a.description, b.description, c.description]) { arguments throws(EvaluationError) in
            let a = try a.bind(arguments[0])
            let b = try b.bind(arguments[1])
            let c = try c.bind(arguments[2])
            return .ternary { first, second, third throws(EvaluationError) in
                try body(try a(first), try b(second), try c(third))
            }
        }
    }

    /// A function of more than three parameters.
    convenience init<each Argument: Sendable>(
        _ name: String, variadic parameters: repeat Parameter<each Argument>,
        body: @escaping @Sendable (repeat each Argument) throws(EvaluationError) -> Result
    ) {
        var descriptions: [ParameterDescription] = []
        for parameter in repeat each parameters { descriptions.append(parameter.description) }
        self.init(name, descriptions) { arguments throws(EvaluationError) in
            var index = 0
            func bind<Value: Sendable>(_ parameter: Parameter<Value>) throws(EvaluationError) -> BoundParameter<Value> {
                defer { index += 1 }
                return try parameter.bind(arguments[index])
            }
            let bound = (repeat try bind(each parameters))
            return .variadic { values throws(EvaluationError) in
                var position = 0
                func read<Value: Sendable>(_ parameter: BoundParameter<Value>) throws(EvaluationError) -> Value {
                    defer { position += 1 }
                    return try parameter(values[position])
                }
                return try body(repeat try read(each bound))
            }
        }
    }
}

extension Compiler {
    /// Binds a function to the arguments of a call.
    func bind<Result: Sendable>(_ call: Call, _ function: Function<Result>) throws(CompileError) -> BoundCall<
        Context, Result
    > {
        let arguments = try arguments(of: call, function.parameters)
        let known = arguments.map { $0 == nil ? KnownArgument.leftOut : $0?.known }
        // One by one, so that the error can name the argument.
        for (index, parameter) in function.parameters.enumerated() where known[index]?.isLiteral == true {
            var alone = [KnownArgument?](repeating: nil, count: known.count)
            alone[index] = known[index]
            do throws(EvaluationError) {
                _ = try function.bind(alone)
            } catch {
                let problem = CompileError.Problem.badArgument(error, for: parameter.name, of: call.name)
                throw CompileError(problem: problem, range: range(of: parameter, at: index, in: call))
            }
        }
        do throws(EvaluationError) {
            let body = try function.bind(known)
            return BoundCall(body: body, arguments: arguments.map { $0 ?? Expression(.null, isLiteral: true) })
        } catch {
            throw CompileError(problem: .failed("\(call.name): \(error)"), range: call.range)
        }
    }

    /// The arguments by parameter; nil for those that were left out.
    func arguments(
        of call: Call, _ parameters: [ParameterDescription]
    ) throws(CompileError) -> [Expression<Context>?] {
        let matched = try matched(call, parameters)
        var arguments: [Expression<Context>?] = []
        for (value, parameter) in zip(matched, parameters) {
            arguments.append(try argument(value, of: call, parameter))
        }
        return arguments
    }

    // MARK: - Which argument is for which parameter

    /// The arguments of a call in the order of the parameters.
    ///
    /// A function without parameters takes whatever it is given, as otelcol has it.
    func matched(_ call: Call, _ parameters: [ParameterDescription]) throws(CompileError) -> [Call.Argument?] {
        guard !parameters.isEmpty else { return [] }
        let required = parameters.filter { !$0.isOptional }.count
        guard required...parameters.count ~= call.arguments.count else {
            let expected = call.arguments.count < required ? required : parameters.count
            let problem = CompileError.Problem.wrongArgumentCount(
                of: call.name, expected: expected, received: call.arguments.count)
            throw CompileError(problem: problem, range: call.range)
        }
        var matched = [Call.Argument?](repeating: nil, count: parameters.count)
        var hasNames = false
        for (position, argument) in call.arguments.enumerated() {
            let index = try index(of: argument, at: position, hasNames: hasNames, call, parameters)
            hasNames = hasNames || argument.name != nil
            guard matched[index] == nil else {
                throw CompileError(problem: .repeatedArgument(parameters[index].name), range: argument.range)
            }
            matched[index] = argument
        }
        if let missing = parameters.indices.first(where: { matched[$0] == nil && !parameters[$0].isOptional }) {
            let problem = CompileError.Problem.failed("\(call.name) needs \(parameters[missing].name)")
            throw CompileError(problem: problem, range: call.range)
        }
        return matched
    }

    private func index(
        of argument: Call.Argument, at position: Int, hasNames: Bool, _ call: Call, _ parameters: [ParameterDescription]
    ) throws(CompileError) -> Int {
        guard let name = argument.name else {
            guard !hasNames else { throw CompileError(problem: .positionalAfterNamed, range: argument.range) }
            return position
        }
        let wanted = name.withoutUnderscores
        guard let index = parameters.firstIndex(where: { $0.name.withoutUnderscores == wanted }) else {
            let problem = CompileError.Problem.unknownParameter(
                name, of: call.name, known: parameters.map(\.name))
            throw CompileError(problem: problem, range: argument.range)
        }
        return index
    }

    private func range(of parameter: ParameterDescription, at index: Int, in call: Call) -> Range<Int> {
        let wanted = parameter.name.withoutUnderscores
        let named = call.arguments.first { $0.name?.withoutUnderscores == wanted }
        if let named { return named.range }
        guard call.arguments.indices.contains(index), call.arguments[index].name == nil else { return call.range }
        return call.arguments[index].range
    }

    // MARK: - What may be written for a parameter

    func argument(
        _ argument: Call.Argument?, of call: Call, _ parameter: ParameterDescription
    ) throws(CompileError) -> Expression<Context>? {
        guard let argument else { return nil }
        func refusal(_ expected: String) -> CompileError {
            CompileError(
                problem: .expected(expected, for: parameter.name, of: call.name), range: argument.range)
        }
        guard case .expression(let expression) = argument.value else {
            guard case .function = parameter.kind, case .function(let name) = argument.value else {
                throw refusal("a value, not the name of a function")
            }
            return try function(name, at: argument.range)
        }
        switch (parameter.kind, expression.kind) {
        case (.value, _): return try compile(expression)
        case (.probe(let check), _):
            let compiled = try compile(expression)
            if let known = compiled.known, known.isLiteral { try probe(known.value, check, argument, call, parameter) }
            return compiled
        case (.literal(let type), _):
            guard expression.kind.literalType == type else { throw refusal(type.description) }
            return try compile(expression)
        case (.literals(let type), .list(let elements)):
            for element in elements where element.kind.literalType != type {
                throw CompileError(
                    problem: .expected(type.listDescription, for: parameter.name, of: call.name),
                    range: element.range)
            }
            return try literals(elements)
        case (.literals(let type), _): throw refusal(type.listDescription)
        case (.list, .list(let elements)): return try values(elements)
        case (.list, _): throw refusal("a list")
        case (.function, .symbol(let name)): return try function(name, at: argument.range)
        case (.function, _): throw refusal("the name of a function")
        case (.target, .path): return try compile(expression)
        case (.target, _): throw refusal("a path")
        }
    }

    private func probe(
        _ value: OTTLValue, _ check: (OTTLValue) throws(EvaluationError) -> Void, _ argument: Call.Argument,
        _ call: Call, _ parameter: ParameterDescription
    ) throws(CompileError) {
        do throws(EvaluationError) {
            try check(value)
        } catch {
            throw CompileError(
                problem: .badArgument(error, for: parameter.name, of: call.name), range: argument.range)
        }
    }

    private func literals(_ elements: [ValueExpression]) throws(CompileError) -> Expression<Context> {
        let elements = try elements.map { element throws(CompileError) in try compile(element) }
        return Expression(.values(elements.compactMap { $0.known?.value }), isLiteral: true)
    }

    private func function(_ name: String, at range: Range<Int>) throws(CompileError) -> Expression<Context> {
        guard let converter = functions.converters[name] else {
            throw CompileError(
                problem: .unknownFunction(name, known: functions.names(ofEditors: false)), range: range)
        }
        return Expression(.function(converter), isLiteral: true)
    }
}

extension ValueExpression.Kind {
    /// The type of a literal; nil if this is none.
    fileprivate var literalType: LiteralType? {
        switch self {
        case .string: .string
        case .int: .int
        case .double: .double
        case .bool: .bool
        default: nil
        }
    }
}

extension LiteralType {
    /// What must be written, for one who has written a whole number, say.
    fileprivate var description: String { "a literal \(rawValue)\(hint)" }
    fileprivate var listDescription: String { "a list of literal \(rawValue)s\(hint)" }

    private var hint: String { self == .double ? ", with a dot as in 2.0" : "" }
}

extension String {
    /// The name in small letters without underscores, so that `pairDelimiter` and `pair_delimiter` are one.
    fileprivate var withoutUnderscores: String { lowercased().filter { $0 != "_" } }
}

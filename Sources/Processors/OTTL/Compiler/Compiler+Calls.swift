extension Compiler {
    /// Compiles the call of a function that gives a value.
    func compile(_ call: Call) throws(CompileError) -> Expression<Context> {
        let result: Expression<Context>
        if let converter = functions.converters[call.name] {
            result = try compile(call, converter)
        } else if let function = functions.contextual[call.name], !function.isEditor {
            result = try compile(call, function)
        } else {
            throw unknownFunction(call, isEditor: false)
        }
        return try choose(call.keys, from: result)
    }

    /// Compiles the call of a function that changes something.
    func compile(editor call: Call) throws(CompileError) -> CompiledEditor<Context> {
        if call.name == "set" { return try compile(set: call) }
        if let editor = functions.editors[call.name] { return try compile(call, editor) }
        guard let function = functions.contextual[call.name], function.isEditor else {
            throw unknownFunction(call, isEditor: true)
        }
        let run = try compile(call, function)
        let evaluate = run.evaluate
        return CompiledEditor(effects: run.effects) { context throws(EvaluationError) in _ = try evaluate(&context) }
    }

    private func unknownFunction(_ call: Call, isEditor: Bool) -> CompileError {
        CompileError(
            problem: .unknownFunction(call.name, known: functions.names(ofEditors: isEditor)), range: call.nameRange)
    }

    // MARK: - Functions that give a value

    private func compile(_ call: Call, _ converter: Converter) throws(CompileError) -> Expression<Context> {
        let bound = try bind(call, converter)
        var effects = bound.arguments.reduce(Effects()) { $0 + $1.effects }
        if converter.isVolatile { effects.reads.insert(.world) }
        let result = Expression(effects: effects, invoke(bound))
        // What is made of nothing but literals is made once, unless it fails.
        guard !converter.isVolatile, bound.arguments.allSatisfy({ $0.known != nil }) else { return result }
        let values = bound.arguments.compactMap { $0.known?.value }
        guard let value = try? bound.body(values) else { return result }
        return Expression(value, isLiteral: false)
    }

    /// What evaluates the arguments and runs the function.
    private func invoke<Result: Sendable>(
        _ bound: BoundCall<Context, Result>
    ) -> @Sendable (inout Context) throws(EvaluationError) -> Result {
        let evaluate = bound.arguments.map(\.evaluate)
        switch bound.body {
        case .nullary(let body):
            return { _ throws(EvaluationError) in try body() }
        case .unary(let body):
            let first = evaluate[0]
            return { context throws(EvaluationError) in try body(try first(&context)) }
        case .binary(let body):
            let (first, second) = (evaluate[0], evaluate[1])
            return { context throws(EvaluationError) in try body(try first(&context), try second(&context)) }
        case .ternary(let body):
            let (first, second, third) = (evaluate[0], evaluate[1], evaluate[2])
            return { context throws(EvaluationError) in
                try body(try first(&context), try second(&context), try third(&context))
            }
        case .variadic(let body):
            return { context throws(EvaluationError) in
                try body(try evaluate.map { evaluate throws(EvaluationError) in try evaluate(&context) })
            }
        }
    }

    private func compile(
        _ call: Call, _ function: ContextFunction<Context>
    ) throws(CompileError) -> Expression<Context> {
        let bound = try bind(call, function.function)
        let effects = bound.arguments.reduce(function.effects) { $0 + $1.effects }
        let values = bound.arguments.compactMap { $0.known?.isLiteral == true ? $0.known?.value : nil }
        guard values.count == bound.arguments.count else {
            let action = invoke(bound)
            return Expression(effects: effects) { context throws(EvaluationError) in
                try action(&context).run(&context)
            }
        }
        // What is made of literals is made once.
        do throws(EvaluationError) {
            return Expression(effects: effects, try bound.body(values).run)
        } catch {
            throw CompileError(problem: .failed("\(call.name): \(error)"), range: call.range)
        }
    }

    /// The element that keys choose from what an expression gives; unlike a path's, it must be there.
    private func choose(_ keys: [Key], from value: Expression<Context>) throws(CompileError) -> Expression<Context> {
        guard !keys.isEmpty else { return value }
        var effects = value.effects
        let keys = try keys.map { key throws(CompileError) in try compile(key, effects: &effects) }
        let evaluate = value.evaluate
        return Expression(effects: effects) { context throws(EvaluationError) in
            var value = try evaluate(&context)
            for key in keys {
                let key = try key(&context)
                guard let element = try value.element(at: key) else { throw .keyNotFound(key.text) }
                value = element
            }
            return value
        }
    }

    // MARK: - Functions that change something

    private func compile(set call: Call) throws(CompileError) -> CompiledEditor<Context> {
        let parameters = [Parameter.target().description, Parameter.any("value").description]
        let values = try matched(call, parameters)
        let found = try target(values[0], of: call, parameters[0])
        guard let value = try argument(values[1], of: call, parameters[1]) else {
            throw CompileError(problem: .wrongArgumentCount(of: "set", expected: 2, received: 1), range: call.range)
        }
        let effects = value.effects + found.keys + Effects(writes: found.place.writtenRealm)
        let set = found.place.set
        if let known = value.known?.value {
            return CompiledEditor(effects: effects) { context throws(EvaluationError) in try set(&context, known) }
        }
        let evaluate = value.evaluate
        return CompiledEditor(effects: effects) { context throws(EvaluationError) in
            try set(&context, try evaluate(&context))
        }
    }

    private func compile(_ call: Call, _ editor: Editor) throws(CompileError) -> CompiledEditor<Context> {
        let values = try matched(call, editor.parameters)
        let found = try target(values[0], of: call, editor.parameters[0])
        let bound = try bind(call, editor)
        let effects = bound.arguments.reduce(Effects(writes: found.place.writtenRealm)) { $0 + $1.effects }
        let (invoke, set) = (invoke(bound), found.place.set)
        return CompiledEditor(effects: effects) { context throws(EvaluationError) in
            if let value = try invoke(&context) { try set(&context, value) }
        }
    }

    private func target(
        _ argument: Call.Argument?, of call: Call, _ parameter: ParameterDescription
    ) throws(CompileError) -> (place: Place<Context>, keys: Effects) {
        guard case .expression(let expression) = argument?.value, case .path(let path) = expression.kind else {
            let problem = CompileError.Problem.expected("a path", for: parameter.name, of: call.name)
            throw CompileError(problem: problem, range: argument?.range ?? call.range)
        }
        return try place(path)
    }
}

/// An editor with its arguments, ready to run.
struct CompiledEditor<Context>: Sendable {
    let effects: Effects
    let run: @Sendable (inout Context) throws(EvaluationError) -> Void
}

/// A function with its arguments, ready to run.
struct BoundCall<Context, Result: Sendable>: Sendable {
    let body: FunctionBody<Result>
    let arguments: [Expression<Context>]
}

extension RuntimeKey {
    /// The key as an error shows it.
    var text: String {
        switch self {
        case .string(let key): key
        case .int(let index): String(index)
        }
    }
}

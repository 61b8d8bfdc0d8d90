import MetricCore

extension Compiler {
    /// Compiles an expression that has a value.
    func compile(_ expression: ValueExpression) throws(CompileError) -> Expression<Context> {
        switch expression.kind {
        case .null: Expression(.null, isLiteral: true)
        case .bool(let bool): Expression(.bool(bool), isLiteral: true)
        case .int(let int): Expression(.int(int), isLiteral: true)
        case .double(let double): Expression(.double(double), isLiteral: true)
        case .string(let text): Expression(.string(text), isLiteral: true)
        case .bytes(let bytes): Expression(.bytes(bytes), isLiteral: true)
        case .symbol(let name): Expression(.int(try enumeration(name, at: expression.range)), isLiteral: true)
        case .list(let elements): try list(elements)
        case .map(let items): try map(items)
        case .path(let path): try read(try place(path))
        case .call(let call): try compile(call)
        case .negation(let operand): try negate(operand)
        case .arithmetic(let first, let operations): try calculate(first, operations)
        }
    }

    func enumeration(_ name: String, at range: Range<Int>) throws(CompileError) -> Int64 {
        guard let value = resolver.enumeration(name) else {
            throw CompileError(
                problem: .unknownEnumeration(name, known: resolver.enumerations.sorted()), range: range)
        }
        return value
    }

    // MARK: - Paths

    /// Finds the place that a path names.
    func place(_ path: Path) throws(CompileError) -> (place: Place<Context>, keys: Effects) {
        var effects = Effects()
        let fields = try path.fields.map { field throws(CompileError) in
            let keys = try field.keys.map { key throws(CompileError) in try compile(key, effects: &effects) }
            return PathRequest<Context>.Field(name: field.name, keys: keys, range: field.range)
        }
        return (try resolver.resolve(PathRequest(fields: fields, range: path.range)), effects)
    }

    private func read(_ found: (place: Place<Context>, keys: Effects)) throws(CompileError) -> Expression<Context> {
        Expression(effects: Effects(reads: found.place.realm) + found.keys, found.place.get)
    }

    func compile(_ key: Key, effects: inout Effects) throws(CompileError) -> CompiledKey<Context> {
        switch key.kind {
        case .string(let text): return .known(.string(text))
        case .int(let index): return .known(.int(index))
        case .expression(let expression):
            let compiled = try compile(expression)
            effects = effects + compiled.effects
            let evaluate = compiled.evaluate
            return .computed { context throws(EvaluationError) in try RuntimeKey(try evaluate(&context)) }
        }
    }

    // MARK: - Lists and maps

    private func list(_ elements: [ValueExpression]) throws(CompileError) -> Expression<Context> {
        try assemble(elements) { values throws(EvaluationError) in
            let list = try values.map { value throws(EvaluationError) in try value.asAttributeValue() }
            return .list(try AttributeValue.array(list).withinDepthLimit(list))
        }
    }

    /// A list whose elements are handed to a function as they are.
    func values(_ elements: [ValueExpression]) throws(CompileError) -> Expression<Context> {
        try assemble(elements) { .values($0) }
    }

    private func map(_ items: [ValueExpression.MapItem]) throws(CompileError) -> Expression<Context> {
        let keys = items.map(\.key)
        return try assemble(items.map(\.value)) { values throws(EvaluationError) in
            let items = try zip(keys, values).map { key, value throws(EvaluationError) in
                Attribute(key: key, value: try value.asAttributeValue())
            }
            return .map(try AttributeValue.map(items).withinDepthLimit(items.withUniqueKeys))
        }
    }

    /// A value made of several. If they are all known it is made once, unless that fails.
    private func assemble(
        _ parts: [ValueExpression], _ make: @escaping @Sendable ([OTTLValue]) throws(EvaluationError) -> OTTLValue
    ) throws(CompileError) -> Expression<Context> {
        let parts = try parts.map { part throws(CompileError) in try compile(part) }
        let known = parts.compactMap(\.known)
        if known.count == parts.count, let value = try? make(known.map(\.value)) {
            return Expression(value, isLiteral: known.allSatisfy(\.isLiteral))
        }
        let effects = parts.reduce(Effects()) { $0 + $1.effects }
        let evaluate = parts.map(\.evaluate)
        return Expression(effects: effects) { context throws(EvaluationError) in
            try make(try evaluate.map { evaluate throws(EvaluationError) in try evaluate(&context) })
        }
    }

    // MARK: - Numbers

    private func negate(_ operand: ValueExpression) throws(CompileError) -> Expression<Context> {
        let operand = try compile(operand)
        if let known = operand.known, let value = try? known.value.negated() {
            return Expression(value, isLiteral: false)
        }
        let evaluate = operand.evaluate
        return Expression(effects: operand.effects) { context throws(EvaluationError) in
            try evaluate(&context).negated()
        }
    }

    private func calculate(
        _ first: ValueExpression, _ operations: [ValueExpression.Operation]
    ) throws(CompileError) -> Expression<Context> {
        var result = try compile(first)
        // More than a few operations would become as many calls inside one another.
        guard operations.count > 4 else {
            for operation in operations {
                result = calculate(result, operation.arithmetic, try compile(operation.operand))
            }
            return result
        }
        let operands = try operations.map { operation throws(CompileError) in try compile(operation.operand) }
        let steps = zip(operations.map(\.arithmetic), operands.map(\.evaluate)).map { ($0, $1) }
        let effects = operands.reduce(result.effects) { $0 + $1.effects }
        let evaluate = result.evaluate
        return Expression(effects: effects) { context throws(EvaluationError) in
            var value = try evaluate(&context)
            for (arithmetic, operand) in steps {
                value = try OTTLValue.calculate(value, arithmetic, try operand(&context))
            }
            return value
        }
    }

    private func calculate(
        _ left: Expression<Context>, _ arithmetic: ArithmeticOperator, _ right: Expression<Context>
    ) -> Expression<Context> {
        let (first, second) = (left.evaluate, right.evaluate)
        let effects = left.effects + right.effects
        guard let known = right.known?.value else {
            return Expression(effects: effects) { context throws(EvaluationError) in
                try OTTLValue.calculate(try first(&context), arithmetic, try second(&context))
            }
        }
        if let value = left.known?.value, let result = try? OTTLValue.calculate(value, arithmetic, known) {
            return Expression(result, isLiteral: false)
        }
        return Expression(effects: effects) { context throws(EvaluationError) in
            try OTTLValue.calculate(try first(&context), arithmetic, known)
        }
    }
}

extension AttributeValue {
    /// `content`, unless the value is nested too deep.
    fileprivate func withinDepthLimit<Content>(_ content: Content) throws(EvaluationError) -> Content {
        guard depth(upTo: ValueLimit.depth + 1) <= ValueLimit.depth else {
            throw .failed("values nested deeper than \(ValueLimit.depth) levels")
        }
        return content
    }
}

extension OTTLValue {
    /// The value as an attribute holds it.
    func asAttributeValue() throws(EvaluationError) -> AttributeValue {
        guard let value = attributeValue else { throw .unsupportedType(typeName) }
        return value
    }
}

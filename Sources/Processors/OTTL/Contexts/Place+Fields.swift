import MetricCore

// Places of one type of value each.

typealias PathField = PathRequest<StatementContext>.Field

extension Place<StatementContext> {
    typealias Keys = [CompiledKey<StatementContext>]

    /// A map, or what keys choose from it.
    static func map(_ map: StatementContext.Map, _ keys: Keys, realm: Realms) -> Place {
        switch keys.count {
        case 0: whole(map, realm)
        case 1: element(map, keys[0], realm)
        default: nested(map, keys, realm)
        }
    }

    private static func whole(_ map: StatementContext.Map, _ realm: Realms) -> Place {
        Place(realm: realm, get: { .map($0[map]) }) { context, value throws(EvaluationError) in
            switch value {
            case .map(let attributes):
                guard attributes.count <= ValueLimit.elements else {
                    throw .failed("more than \(ValueLimit.elements) attributes")
                }
                context[map] = attributes
            case .null: context[map] = []
            default: throw .failed("unsupported type provided for setting a map: \(value.typeName)")
            }
        }
    }

    private static func element(
        _ map: StatementContext.Map, _ key: CompiledKey<StatementContext>, _ realm: Realms
    ) -> Place {
        guard case .known(.string(let key)) = key else { return nested(map, [key], realm) }
        return Place(
            realm: realm, get: { $0[map].value(of: key).map(OTTLValue.init) ?? .null },
            set: { context, value throws(EvaluationError) in
                try context.checkRoom(in: map)
                // Also what can't be held makes the key, as in otelcol.
                context[map].set(key, to: value.attributeValue ?? .empty)
                _ = try value.asAttributeValue()
            })
    }

    private static func nested(_ map: StatementContext.Map, _ keys: Keys, _ realm: Realms) -> Place {
        Place(
            realm: realm,
            get: { context throws(EvaluationError) in
                let keys = try keys.map { key throws(EvaluationError) in try key(&context) }
                return try context[map].value(at: keys)
            },
            set: { context, value throws(EvaluationError) in
                let keys = try keys.map { key throws(EvaluationError) in try key(&context) }
                try context.checkRoom(in: map)
                try context[map].set(at: keys, to: value)
            })
    }

    /// A text.
    static func string(
        realm: Realms, _ get: @escaping @Sendable (StatementContext) -> String,
        _ set: @escaping @Sendable (inout StatementContext, String) -> Void
    ) -> Place {
        Place(realm: realm, get: { .string(get($0)) }) { context, value throws(EvaluationError) in
            guard case .string(let text) = value else { throw value.mismatch("string") }
            set(&context, text)
        }
    }

    /// A whole number; nil where the item has none.
    static func int(
        realm: Realms, _ get: @escaping @Sendable (borrowing StatementContext) -> Int64?,
        _ set: @escaping @Sendable (inout StatementContext, Int64) throws(EvaluationError) -> Void
    ) -> Place {
        Place(realm: realm, get: { get($0).map(OTTLValue.int) ?? .null }) { context, value throws(EvaluationError) in
            guard case .int(let number) = value else { throw value.mismatch("int") }
            try set(&context, number)
        }
    }

    /// A number with a fraction; nil where the item has none.
    static func double(
        realm: Realms, _ get: @escaping @Sendable (borrowing StatementContext) -> Double?,
        _ set: @escaping @Sendable (inout StatementContext, Double) throws(EvaluationError) -> Void
    ) -> Place {
        Place(realm: realm, get: { get($0).map(OTTLValue.double) ?? .null }) { context, value throws(EvaluationError) in
            guard case .double(let number) = value else { throw value.mismatch("double") }
            try set(&context, number)
        }
    }

    /// A time in nanoseconds since 1970, as a number or as a time.
    static func time(
        _ field: any WritableKeyPath<StatementContext, UInt64> & Sendable, asNumber: Bool
    ) -> Place {
        if asNumber {
            return int(realm: .plainValues, { Int64(bitPattern: $0[keyPath: field]) }) {
                $0[keyPath: field] = UInt64(bitPattern: $1)
            }
        }
        return Place(
            realm: .plainValues,
            get: { .time(OTTLTime(unixNanoseconds: Int64(bitPattern: $0[keyPath: field]))) },
            set: { context, value throws(EvaluationError) in
                guard case .time(let time) = value else { throw value.mismatch("time") }
                context[keyPath: field] = UInt64(bitPattern: time.unixNanoseconds)
            })
    }
}

extension OTTLValue {
    /// That this isn't what a field holds.
    func mismatch(_ expected: String) -> EvaluationError {
        if isNull { return .failed("setting a value to nil is not supported") }
        return .wrongType(expected: expected, found: typeName)
    }
}

extension ArraySlice<PathField> {
    /// The names of the fields, if there are keys behind none but those that `allowed` names.
    ///
    /// - Throws: ``CompileError`` for keys behind a field that has no elements.
    func names(keysAllowed allowed: String...) throws(CompileError) -> [String] {
        for field in self where !field.keys.isEmpty && !allowed.contains(field.name) {
            throw CompileError(problem: .notIndexable(field.name), range: field.range)
        }
        return map(\.name)
    }

    /// The keys behind the last field.
    var lastKeys: [CompiledKey<StatementContext>] { last?.keys ?? [] }
}

extension StatementContext {
    /// Sees that a map isn't so large that nothing more may come in: a shared cache lives on.
    fileprivate func checkRoom(in map: Map) throws(EvaluationError) {
        guard self[map].count < ValueLimit.elements else {
            throw .failed("more than \(ValueLimit.elements) keys")
        }
    }
}

import MetricCore

// What an exemplar holds.

extension Place<StatementContext> {
    /// A field of an exemplar; nil if it has none of that name.
    static func ofExemplar(_ fields: ArraySlice<PathField>) throws(CompileError) -> Place? {
        switch try fields.names(keysAllowed: "filtered_attributes") {
        case ["filtered_attributes"]: map(.exemplar, fields.lastKeys, realm: .values)
        case ["time"]: time(\.exemplar.time, asNumber: false)
        case ["time_unix_nano"]: time(\.exemplar.time, asNumber: true)
        case ["int_value"]:
            int(realm: .values, { if case .int(let value) = $0.exemplar.value { value } else { 0 } }) {
                $0.exemplar.value = .int($1)
            }
        case ["double_value"]:
            double(realm: .values, { if case .double(let value) = $0.exemplar.value { value } else { 0 } }) {
                $0.exemplar.value = .double($1)
            }
        case ["trace_id"]: identifier(\.traceID, byteCount: 16)
        case ["trace_id", "string"]: identifierText(\.traceID, byteCount: 16)
        case ["span_id"]: identifier(\.spanID, byteCount: 8)
        case ["span_id", "string"]: identifierText(\.spanID, byteCount: 8)
        default: nil
        }
    }

    private typealias Identifier = any WritableKeyPath<Exemplar, [UInt8]> & Sendable

    private static func identifier(_ field: Identifier, byteCount: Int) -> Place {
        Place(realm: .values, get: { .bytes($0.exemplar[keyPath: field]) }) { context, value throws(EvaluationError) in
            guard case .bytes(let bytes) = value, bytes.count == byteCount else {
                throw value.mismatch("\(byteCount) bytes")
            }
            context.exemplar[keyPath: field] = bytes
        }
    }

    private static func identifierText(_ field: Identifier, byteCount: Int) -> Place {
        Place(
            realm: .values,
            get: { context in
                // An id that wasn't sent is one of zeros.
                let bytes = context.exemplar[keyPath: field]
                return .string((bytes.isEmpty ? [UInt8](repeating: 0, count: byteCount) : bytes).hexadecimal)
            },
            set: { context, value throws(EvaluationError) in
                guard case .string(let text) = value, let bytes = [UInt8](hexadecimal: text, byteCount: byteCount)
                else {
                    throw value.mismatch("\(2 * byteCount) hexadecimal digits")
                }
                context.exemplar[keyPath: field] = bytes
            })
    }
}

extension [UInt8] {
    /// So many bytes, as hexadecimal digits write them; nil if these don't.
    fileprivate init?(hexadecimal text: String, byteCount: Int) {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == text.utf8.count, digits.count == 2 * byteCount else { return nil }
        self = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

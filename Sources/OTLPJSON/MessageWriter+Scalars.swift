internal import MetricCore

extension MessageWriter {
    /// Writes the value of a field that is no message, from what JSON has for it.
    mutating func write(_ event: JSONEvent, _ text: RawSpan, as field: MessageField) throws(JSONFault) {
        switch field.kind {
        case .message: preconditionFailure("a message is written field by field")
        case .text:
            guard event == .string else { throw field.fault("a string") }
            tag(field.number, .lengthDelimited)
            delimited(text)
        case .bytes:
            guard event == .string, let bytes = BinaryText.base64(text) else { throw field.fault("a string in Base64") }
            write(bytes, as: field)
        case .identifier(let byteCount):
            guard event == .string, let bytes = BinaryText.hexadecimal(text),
                bytes.isEmpty || bytes.count == byteCount
            else { throw field.fault("a string of \(2 * byteCount) hexadecimal digits") }
            write(bytes, as: field)
        case .bool:
            guard case .bool(let flag) = event else { throw field.fault("true or false") }
            writeVarint(flag ? 1 : 0, as: field)
        case .double: writeFixed64(try double(event, text, field).bitPattern, as: field)
        case .fixed64: writeFixed64(try integer(event, text, field), as: field)
        case .signedFixed64:
            writeFixed64(UInt64(bitPattern: try integer(event, text, field) as Int64), as: field)
        case .uint32: writeVarint(UInt64(try integer(event, text, field) as UInt32), as: field)
        case .uint64: writeVarint(try integer(event, text, field), as: field)
        case .int64: writeVarint(UInt64(bitPattern: try integer(event, text, field) as Int64), as: field)
        case .zigzag32:
            let value: Int32 = try integer(event, text, field)
            writeVarint(UInt64(UInt32(bitPattern: value << 1 ^ value >> 31)), as: field)
        case .temporality: writeVarint(UInt64(bitPattern: Int64(try temporality(event, text, field))), as: field)
        }
    }

    // MARK: - What protobuf has

    private mutating func writeVarint(_ value: UInt64, as field: MessageField) {
        if !field.isPacked { tag(field.number, .varint) }
        varint(value)
    }

    private mutating func writeFixed64(_ value: UInt64, as field: MessageField) {
        if !field.isPacked { tag(field.number, .fixed64) }
        fixed64(value)
    }

    private mutating func write(_ bytes: [UInt8], as field: MessageField) {
        tag(field.number, .lengthDelimited)
        // The array outlives its span.
        unsafe delimited(bytes.span.bytes)
    }

    // MARK: - What JSON has

    private func integer<Value: FixedWidthInteger>(
        _ event: JSONEvent, _ text: RawSpan, _ field: MessageField
    ) throws(JSONFault) -> Value {
        guard event == .number || event == .string, let value = Value(text.text) else {
            throw field.fault("a whole number from \(Value.min) to \(Value.max)")
        }
        return value
    }

    private func double(_ event: JSONEvent, _ text: RawSpan, _ field: MessageField) throws(JSONFault) -> Double {
        let number = text.text
        // A number beyond all doubles is none, but infinity has a name.
        guard event == .number || event == .string, let value = Double(number),
            value.isFinite || !number.utf8.contains(where: { (0x30...0x39).contains($0) })
        else { throw field.fault("a number, or one of \"NaN\", \"Infinity\", \"-Infinity\"") }
        return value
    }

    private func temporality(_ event: JSONEvent, _ text: RawSpan, _ field: MessageField) throws(JSONFault) -> Int32 {
        if event == .number { return try integer(event, text, field) }
        guard event == .string, let index = Self.temporalities.firstIndex(where: { text.equals($0) }) else {
            throw field.fault("a number, or one of \(Self.temporalities.joined(separator: ", "))")
        }
        return Int32(index)
    }

    private static let temporalities = [
        "AGGREGATION_TEMPORALITY_UNSPECIFIED", "AGGREGATION_TEMPORALITY_DELTA", "AGGREGATION_TEMPORALITY_CUMULATIVE",
    ]
}

extension AttributeValue {
    /// The value as text, as a label shows it: text as it is, numbers in their shortest form, bytes in base64, lists
    /// and maps as compact JSON, and nothing for no value.
    public var text: String {
        if case .string(let text) = self { return text }
        var buffer = TextBuffer()
        buffer.append(self)
        return buffer.text
    }

    /// The name of the value's type as the debug exporter prints it.
    public var typeName: String {
        switch self {
        case .empty: "Empty"
        case .string: "Str"
        case .bool: "Bool"
        case .int: "Int"
        case .double: "Double"
        case .bytes: "Bytes"
        case .array: "Slice"
        case .map: "Map"
        }
    }
}

extension TextBuffer {
    /// Appends a value as text, as a label shows it.
    public mutating func append(_ value: AttributeValue) {
        switch value {
        case .empty: break
        case .string(let text): append(text)
        case .bool(let bool): append(bool ? "true" : "false")
        case .int(let int): append(int)
        case .double(let double): append(double, as: .attribute)
        case .bytes(let bytes): append(base64: bytes)
        case .array, .map: append(json: value)
        }
    }

    /// Appends a value with its type, `Str(text)`, as the debug exporter prints it.
    public mutating func append(typed value: AttributeValue) {
        append(value.typeName)
        append(byte: UInt8(ascii: "("))
        append(value)
        append(byte: UInt8(ascii: ")"))
    }

    /// Appends bytes in base64, padded.
    mutating func append(base64 bytes: [UInt8]) {
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << (8 * (3 - UInt32(group.count)))
            for position in 0..<4 {
                let isPadding = position > group.count
                append(byte: isPadding ? UInt8(ascii: "=") : base64Digit(bits >> (18 - 6 * UInt32(position)) & 0x3f))
            }
        }
    }
}

private func base64Digit(_ value: UInt32) -> UInt8 {
    let value = UInt8(truncatingIfNeeded: value)
    return switch value {
    case 0..<26: UInt8(ascii: "A") + value
    case 26..<52: UInt8(ascii: "a") + value - 26
    case 52..<62: UInt8(ascii: "0") + value - 52
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
}

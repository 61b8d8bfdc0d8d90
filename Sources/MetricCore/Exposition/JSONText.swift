extension AttributeValue {
    /// The value as compact JSON, keys sorted by their bytes.
    public var json: String {
        var buffer = TextBuffer()
        buffer.append(json: self)
        return buffer.text
    }
}

/// Compact JSON, as Go writes it without escapes for HTML.
extension TextBuffer {
    /// Appends a value as JSON: no value is `null`, bytes are text in base64.
    ///
    /// Keys are sorted by their bytes; of equal keys the last counts. Numbers that JSON doesn't have are text.
    mutating func append(json value: AttributeValue) {
        switch value {
        case .empty: append("null")
        case .string(let text): append(json: text)
        case .bool, .int: append(value)
        case .double(let double): append(json: double)
        case .bytes(let bytes):
            append(byte: UInt8(ascii: "\""))
            append(base64: bytes)
            append(byte: UInt8(ascii: "\""))
        case .array(let values): append(json: values)
        case .map(let attributes): append(json: attributes)
        }
    }

    private mutating func append(json values: [AttributeValue]) {
        append(byte: UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { append(byte: UInt8(ascii: ",")) }
            append(json: value)
        }
        append(byte: UInt8(ascii: "]"))
    }

    private mutating func append(json attributes: [Attribute]) {
        // Equal keys stay in the order in which they were sent, for sorting is stable; the last of them is written.
        let sorted = attributes.inKeyOrder()
        append(byte: UInt8(ascii: "{"))
        var isFirst = true
        for (index, attribute) in sorted.enumerated() {
            let next = index + 1
            if next < sorted.count, sorted[next].key.hasSameBytes(as: attribute.key) { continue }
            if !isFirst { append(byte: UInt8(ascii: ",")) }
            isFirst = false
            append(json: attribute.key)
            append(byte: UInt8(ascii: ":"))
            append(json: attribute.value)
        }
        append(byte: UInt8(ascii: "}"))
    }

    private mutating func append(json number: Double) {
        let quote = number.isFinite ? "" : "\""
        append(quote)
        append(number, as: .attribute)
        append(quote)
    }

    /// Appends text in quotes.
    private mutating func append(json text: String) {
        append(byte: UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": append("\\\"")
            case "\\": append("\\\\")
            case "\u{8}": append("\\b")
            case "\u{c}": append("\\f")
            case "\n": append("\\n")
            case "\r": append("\\r")
            case "\t": append("\\t")
            case "\0"..<" ", "\u{2028}", "\u{2029}": append(jsonEscape: scalar)
            default: append(String(scalar))
            }
        }
        append(byte: UInt8(ascii: "\""))
    }

    /// Appends a character as `\u` and four hexadecimal digits.
    private mutating func append(jsonEscape scalar: Unicode.Scalar) {
        let digits = String(scalar.value, radix: 16)
        append("\\u")
        append(zeros: 4 - digits.utf8.count)
        append(digits)
    }
}

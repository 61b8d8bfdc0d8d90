// Fields of OTLP's messages, each with its number.

extension MessageWriter {
    /// Writes a message that `write` fills.
    mutating func message(_ number: UInt32, _ write: (inout MessageWriter) -> Void) {
        tag(number, .lengthDelimited)
        let start = open()
        write(&self)
        close(start)
    }

    /// Writes a text, which the wire leaves out when it is empty.
    mutating func text(_ number: UInt32, _ text: String) {
        if !text.isEmpty { element(number, text) }
    }

    /// Writes one text of several.
    mutating func element(_ number: UInt32, _ text: String) {
        tag(number, .lengthDelimited)
        delimited(text)
    }

    mutating func number(_ number: UInt32, _ value: UInt64) {
        tag(number, .varint)
        varint(value)
    }

    mutating func zigzag(_ number: UInt32, _ value: Int32) {
        self.number(number, UInt64(UInt32(bitPattern: value << 1 ^ value >> 31)))
    }

    mutating func fixed64(_ number: UInt32, _ value: UInt64) {
        tag(number, .fixed64)
        fixed64(value)
    }

    /// Writes a number, unless there is none.
    mutating func double(_ number: UInt32, _ value: Double?) {
        if let value { fixed64(number, value.bitPattern) }
    }

    /// Writes 8-byte values one after the other.
    mutating func packed(_ number: UInt32, _ values: [UInt64]) {
        if values.isEmpty { return }
        tag(number, .lengthDelimited)
        varint(UInt64(values.count * 8))
        for value in values { fixed64(value) }
    }

    /// Writes the value of a number's point or of an exemplar, whose field for whole numbers is the same.
    mutating func value(_ value: NumberValue, double field: UInt32) {
        switch value {
        case .none: break
        case .int(let value): fixed64(6, UInt64(bitPattern: value))
        case .double(let value): fixed64(field, value.bitPattern)
        }
    }

    mutating func exemplars(_ number: UInt32, _ exemplars: [Exemplar]) {
        for exemplar in exemplars {
            message(number) { writer in
                if exemplar.time != 0 { writer.fixed64(2, exemplar.time) }
                writer.value(exemplar.value, double: 3)
                writer.bytes(4, exemplar.spanID)
                writer.bytes(5, exemplar.traceID)
                writer.attributes(7, exemplar.filteredAttributes)
            }
        }
    }

    mutating func attributes(_ number: UInt32, _ attributes: [Attribute]) {
        for attribute in attributes {
            message(number) { writer in
                writer.text(1, attribute.key)
                writer.message(2) { $0.value(attribute.value) }
            }
        }
    }

    /// Writes what an `AnyValue` holds; its texts also when they are empty, since none is another value.
    private mutating func value(_ value: AttributeValue) {
        switch value {
        case .empty: break
        case .string(let text): element(1, text)
        case .bool(let flag): number(2, flag ? 1 : 0)
        case .int(let value): number(3, UInt64(bitPattern: value))
        case .double(let value): double(4, value)
        case .array(let values):
            message(5) { writer in
                for value in values { writer.message(1) { $0.value(value) } }
            }
        case .map(let entries): message(6) { $0.attributes(1, entries) }
        case .bytes(let bytes):
            tag(7, .lengthDelimited)
            varint(UInt64(bytes.count))
            append(bytes)
        }
    }

    /// Writes bytes, which the wire leaves out when there are none.
    private mutating func bytes(_ number: UInt32, _ bytes: [UInt8]) {
        if bytes.isEmpty { return }
        tag(number, .lengthDelimited)
        varint(UInt64(bytes.count))
        append(bytes)
    }
}

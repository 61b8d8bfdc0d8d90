/// The messages of OTLP whose bytes name something: as much of the schema as is needed to check them before
/// libprotobuf-c unpacks them, since it recurses without a limit and refuses groups.
enum IdentityMessage {
    case resource, entityReference, scope, metricHeader
    case numberDataPoint, histogramDataPoint, exponentialHistogramDataPoint
    case exemplar
    case keyValue, keyValueList, arrayValue, anyValue

    /// How many values may be nested inside one another.
    static let nestingLimit = 128

    /// What a field of the schema holds.
    enum Field {
        case varint, fixed64, bytes
        case message(IdentityMessage)

        var wireType: UInt32 {
            switch self {
            case .varint: 0
            case .fixed64: 1
            case .bytes, .message: 2
            }
        }
    }

    /// The field of that number, if the schema has it.
    func field(_ number: Int) -> Field? {
        switch (self, number) {
        case (.resource, 1), (.scope, 3), (.keyValueList, 1), (.metricHeader, 12): .message(.keyValue)
        case (.numberDataPoint, 7), (.histogramDataPoint, 9), (.exponentialHistogramDataPoint, 1), (.exemplar, 7):
            .message(.keyValue)
        case (.resource, 3): .message(.entityReference)
        case (.keyValue, 2), (.arrayValue, 1): .message(.anyValue)
        case (.anyValue, 5): .message(.arrayValue)
        case (.anyValue, 6): .message(.keyValueList)
        case (.keyValue, 1), (.anyValue, 1), (.anyValue, 7), (.scope, 1...2), (.metricHeader, 1...3): .bytes
        case (.entityReference, 1...4), (.exemplar, 4...5): .bytes
        case (.resource, 2), (.scope, 4), (.anyValue, 2...3): .varint
        case (.anyValue, 4), (.exemplar, 2...3), (.exemplar, 6): .fixed64
        default: nil
        }
    }

    /// Checks the message that the reader has been narrowed to, to its end.
    ///
    /// The reader notes what libprotobuf-c would refuse nevertheless: groups, and values that come twice.
    ///
    /// - Throws: ``WireError`` for a malformed message, or for deeper nesting than ``nestingLimit``.
    func check(_ reader: inout WireReader, depth: Int = 0) throws(WireError) {
        let depth = self == .anyValue ? depth + 1 : depth
        guard depth <= Self.nestingLimit else { throw .nestedTooDeep(at: reader.offset) }
        var valueCount = 0
        while !reader.isAtEnd {
            let start = reader.offset
            let tag = try reader.tag()
            guard let field = field(tag.number) else {
                try reader.skip(tag)
                continue
            }
            guard tag.wireType == field.wireType else { throw .wrongWireType(field: tag.number, at: start) }
            guard case .message(let message) = field else {
                try reader.skip(tag)
                continue
            }
            let outer = try reader.enter()
            try message.check(&reader, depth: depth)
            reader.leave(outer)
            if case .anyValue = message { valueCount += 1 }
        }
        if self == .keyValue, valueCount > 1 { reader.noteOddity() }
    }

    /// Copies a message that has been checked, leaving out what libprotobuf-c would refuse: groups, and all values of
    /// an attribute but the last one that says something, which is the one that counts in otelcol.
    func copyWithoutOddities(_ bytes: RawSpan, in range: Range<Int>) throws(WireError) -> [UInt8] {
        var reader = WireReader(bytes, in: range)
        var copy: [UInt8] = []
        var lastValue: [UInt8] = []
        while !reader.isAtEnd {
            let start = reader.offset
            let tag = try reader.tag()
            if tag.wireType == 2, case .message(let message)? = field(tag.number) {
                let inner = try message.copyWithoutOddities(bytes, in: try reader.lengthDelimited())
                var field: [UInt8] = []
                field.appendVarint(UInt64(tag.rawValue))
                field.appendVarint(UInt64(inner.count))
                field += inner
                if self != .keyValue {
                    copy += field
                    continue
                }
                let saysSomething = try message.hasKnownField(inner)
                if saysSomething || lastValue.isEmpty { lastValue = field }
            } else {
                try reader.skip(tag)
                if tag.wireType != 3 { copy.append(bytes, in: start..<reader.offset) }
            }
        }
        return copy + lastValue
    }
}

extension IdentityMessage {
    /// Whether a message that has been checked has a field of the schema.
    private func hasKnownField(_ bytes: [UInt8]) throws(WireError) -> Bool {
        // The array outlives its span.
        var reader = unsafe WireReader(bytes.span.bytes)
        while !reader.isAtEnd {
            let tag = try reader.tag()
            if field(tag.number) != nil { return true }
            try reader.skip(tag)
        }
        return false
    }
}

extension [UInt8] {
    mutating func appendVarint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    mutating func append(_ bytes: RawSpan, in range: Range<Int>) {
        unsafe bytes.withUnsafeBytes { buffer in
            // Safe: the slice is bounds-checked, and copied before the borrow ends.
            unsafe append(contentsOf: buffer[range])
        }
    }
}

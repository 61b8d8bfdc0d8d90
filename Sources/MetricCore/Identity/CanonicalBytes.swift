// One identity, one sequence of bytes: the message that OTLP would carry it in, with attributes in key order, texts
// repaired and nothing in it that doesn't name. A sender that keeps to this order is recognised by its own bytes.

extension [Attribute] {
    /// In key order; of equal keys, which are illegal but arrive, the one sent first stays first.
    public func inKeyOrder() -> [Attribute] {
        // Swift's sort is stable.
        sorted { $0.key.precedes($1.key) }
    }

    /// Bytes that are the same for the same attributes in whatever order, and other bytes for others.
    public func canonicalKey() -> [UInt8] {
        inKeyOrder().canonicalBytes(field: 1)
    }

    /// The attributes as fields of a data point.
    func canonicalBytes(ofPoint type: MetricType) -> [UInt8] {
        canonicalBytes(field: IdentityMessage(pointOf: type).attributesField)
    }

    /// The attributes as fields of that number.
    func canonicalBytes(field: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        for attribute in self { bytes.appendMessage(field, attribute.canonicalBytes()) }
        return bytes
    }
}

extension Attribute {
    fileprivate func canonicalBytes() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendText(1, key)
        bytes.appendMessage(2, value.canonicalBytes())
        return bytes
    }
}

extension AttributeValue {
    fileprivate func canonicalBytes() -> [UInt8] {
        var bytes: [UInt8] = []
        switch self {
        case .empty: break
        case .string(let value): bytes.appendMessage(1, Array(value.utf8))
        case .bool(let value): bytes.appendField(2, value ? 1 : 0)
        case .int(let value): bytes.appendField(3, UInt64(bitPattern: value))
        case .double(let value):
            bytes.appendVarint(4 << 3 | 1)
            for shift in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> shift))
            }
        case .bytes(let value): bytes.appendMessage(7, value)
        case .array(let values):
            bytes.appendMessage(5, values.reduce(into: []) { $0.appendMessage(1, $1.canonicalBytes()) })
        case .map(let entries):
            bytes.appendMessage(6, entries.inKeyOrder().canonicalBytes(field: 1))
        }
        return bytes
    }
}

extension ScopeDescription {
    /// An `InstrumentationScope` message, the schema URL behind it; both together name the scope.
    func canonicalBytes() -> (bytes: [UInt8], messageCount: Int) {
        var bytes: [UInt8] = []
        bytes.appendText(1, name)
        bytes.appendText(2, version)
        bytes += attributes.inKeyOrder().canonicalBytes(field: 3)
        let count = bytes.count
        bytes += Array(schemaURL.utf8)
        return (bytes, count)
    }
}

extension MetricDescription {
    /// Name and unit of a `Metric` message.
    func canonicalBytes() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendText(1, name)
        bytes.appendText(3, unit)
        return bytes
    }
}

extension [UInt8] {
    fileprivate mutating func appendField(_ number: UInt64, _ value: UInt64) {
        appendVarint(number << 3)
        appendVarint(value)
    }

    fileprivate mutating func appendMessage(_ number: UInt64, _ message: [UInt8]) {
        appendVarint(number << 3 | 2)
        appendVarint(UInt64(message.count))
        append(contentsOf: message)
    }

    /// A text, which the wire leaves out when it is empty.
    fileprivate mutating func appendText(_ number: UInt64, _ text: String) {
        if !text.isEmpty { appendMessage(number, Array(text.utf8)) }
    }
}

/// One measurement that went into a point, and the span in which it was taken.
public struct Exemplar: Equatable, Sendable {
    /// 16 bytes, or none.
    public var traceID: [UInt8]
    /// 8 bytes, or none.
    public var spanID: [UInt8]
    /// Nanoseconds since 1970; 0 when unknown.
    public var time: UInt64
    /// The measurement.
    public var value: NumberValue
    /// The attributes that the point's own leave out, in the order sent.
    public var filteredAttributes: [Attribute]

    /// Makes an exemplar.
    public init(
        traceID: [UInt8] = [], spanID: [UInt8] = [], time: UInt64 = 0, value: NumberValue = .none,
        filteredAttributes: [Attribute] = []
    ) {
        self.traceID = traceID
        self.spanID = spanID
        self.time = time
        self.value = value
        self.filteredAttributes = filteredAttributes
    }

    /// The trace's id in hexadecimal digits; nothing if there is none, or only zeros, which stand for none.
    public var traceText: String { Self.hexadecimal(traceID) }

    /// The span's id in hexadecimal digits; nothing if there is none, or only zeros, which stand for none.
    public var spanText: String { Self.hexadecimal(spanID) }

    private static func hexadecimal(_ identifier: [UInt8]) -> String {
        if identifier.allSatisfy({ $0 == 0 }) { return "" }
        return identifier.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// Bytes of a protobuf message, written field by field.
struct WireMessage {
    private(set) var bytes: [UInt8] = []

    init(_ build: (inout WireMessage) -> Void = { _ in }) {
        build(&self)
    }

    mutating func varint(_ field: Int, _ value: UInt64) {
        append(varint: UInt64(field) << 3)
        append(varint: value)
    }

    mutating func fixed64(_ field: Int, _ value: UInt64) {
        append(varint: UInt64(field) << 3 | 1)
        append(word: value)
    }

    mutating func double(_ field: Int, _ value: Double) {
        fixed64(field, value.bitPattern)
    }

    mutating func bytes(_ field: Int, _ value: [UInt8]) {
        append(varint: UInt64(field) << 3 | 2)
        append(varint: UInt64(value.count))
        bytes += value
    }

    mutating func text(_ field: Int, _ value: String) {
        bytes(field, Array(value.utf8))
    }

    mutating func message(_ field: Int, _ build: (inout WireMessage) -> Void) {
        bytes(field, WireMessage(build).bytes)
    }

    /// Packed values of eight bytes each.
    mutating func words(_ field: Int, _ values: [UInt64]) {
        var packed = WireMessage()
        for value in values { packed.append(word: value) }
        bytes(field, packed.bytes)
    }

    /// Packed varints.
    mutating func varints(_ field: Int, _ values: [UInt64]) {
        var packed = WireMessage()
        for value in values { packed.append(varint: value) }
        bytes(field, packed.bytes)
    }

    /// An attribute whose value is text.
    mutating func attribute(_ field: Int, _ key: String, _ value: String) {
        message(field) {
            $0.text(1, key)
            $0.message(2) { $0.text(1, value) }
        }
    }

    private mutating func append(word value: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
    }

    private mutating func append(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

extension WireMessage {
    /// A request of one resource and one scope without names, with these metrics in it.
    static func request(metrics: [WireMessage]) -> [UInt8] {
        WireMessage { request in
            request.message(1) { resource in
                resource.message(2) { scope in
                    for metric in metrics { scope.bytes(2, metric.bytes) }
                }
            }
        }.bytes
    }

    /// A metric with one point of the data field's type: 5 gauge, 7 sum, 9 histogram, 10 exponential, 11 summary.
    static func metric(_ name: String, data: Int, point: (inout WireMessage) -> Void) -> WireMessage {
        WireMessage { metric in
            metric.text(1, name)
            metric.message(data) { $0.message(1, point) }
        }
    }
}

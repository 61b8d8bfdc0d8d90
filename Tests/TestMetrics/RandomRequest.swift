import TestRandom

/// Requests that are valid, in every way in which protobuf lets the same be written, and then such as are not.
public struct RandomRequest {
    private var random: SplitMix64
    private let schema = MessageSchema.otlp

    /// Draws from a seed.
    public init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    /// A valid `ExportMetricsServiceRequest`.
    public mutating func valid() -> [UInt8] {
        message(MessageSchema.request, depth: 0)
    }

    /// The bytes with a few of them changed, added, taken out or repeated, or with the end cut off.
    public mutating func mutated(_ request: [UInt8]) -> [UInt8] {
        var bytes = request
        if chance(4) { bytes.removeLast(Int.random(in: 0...min(bytes.count, 40), using: &random)) }
        for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
            let position = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0...5, using: &random) {
            case 0, 1: bytes[position] ^= 1 << UInt8.random(in: 0...7, using: &random)
            case 2: bytes[position] = UInt8.random(in: 0...255, using: &random)
            case 3: bytes.insert(UInt8.random(in: 0...255, using: &random), at: position)
            case 4: bytes.remove(at: position)
            default:
                let end = min(bytes.count, position + Int.random(in: 1...20, using: &random))
                bytes.insert(contentsOf: bytes[position..<end], at: position)
            }
        }
        return bytes
    }

    // MARK: - Messages

    private mutating func message(_ name: String, depth: Int) -> [UInt8] {
        var fields: [[UInt8]] = []
        for field in chosenFields(of: name) {
            if field.isRepeated {
                fields += repeated(field, in: name, depth: depth)
            } else {
                fields.append(single(field, in: name, depth: depth))
                // Sent again: the last one counts, or, for a message, both together.
                if chance(12) { fields.append(single(field, in: name, depth: depth)) }
            }
        }
        if chance(10) { fields.append(unknownField(of: name)) }
        switch Int.random(in: 0...3, using: &random) {
        case 0: fields.reverse()
        case 1: fields.shuffle(using: &random)
        default: break
        }
        return Array(fields.joined())
    }

    /// Of what is one of a kind one, rarely two; of the rest most.
    private mutating func chosenFields(of name: String) -> [MessageSchema.Field] {
        var fields = schema.fields(name).filter { !$0.isOneof }.filter { _ in !chance(5) }
        let choices = schema.fields(name).filter(\.isOneof)
        if name == "HistogramDataPoint" || name == "ExponentialHistogramDataPoint" {
            // Each of these stands for itself: protoc-c's way to write an optional field.
            fields += choices.filter { _ in !chance(3) }
        } else {
            for _ in 0..<(chance(10) ? 2 : 1) { fields += choices.randomElement(using: &random).map { [$0] } ?? [] }
        }
        return fields
    }

    private mutating func single(_ field: MessageSchema.Field, in message: String, depth: Int) -> [UInt8] {
        tag(field.number, field.wireType) + value(of: field, in: message, depth: depth)
    }

    private mutating func repeated(_ field: MessageSchema.Field, in message: String, depth: Int) -> [[UInt8]] {
        let count = Int.random(in: 0...(depth > 12 ? 1 : 3), using: &random)
        let values = (0..<count).map { _ in value(of: field, in: message, depth: depth) }
        guard field.isPackable, !chance(4) else { return values.map { tag(field.number, field.wireType) + $0 } }
        // Packed, in one field or in several.
        let cut = chance(4) ? Int.random(in: 0...count, using: &random) : count
        return [values[..<cut], values[cut...]].filter { !$0.isEmpty || chance(8) }.map { part in
            let packed = Array(part.joined())
            return tag(field.number, 2) + varint(UInt64(packed.count), upTo: 5) + packed
        }
    }

    // MARK: - Values

    private mutating func value(of field: MessageSchema.Field, in message: String, depth: Int) -> [UInt8] {
        switch field.kind {
        case .varint32:
            // Of more than 32 bits the lower ones count.
            return varint(chance(20) ? random.next() : random.next() % (chance(4) ? 1 << 32 : 4), upTo: 10)
        case .varint64: return varint(chance(6) ? random.next() : random.next() % 300, upTo: 10)
        case .bool: return varint(random.next() % 3, upTo: 9)
        case .fixed64: return word()
        case .bytes: return delimited(bytes(named: field.name))
        case .message(let name):
            // An `AnyValue` may hold another, but has to end somewhere.
            let isTooDeep = depth > 16 && (name == "ArrayValue" || name == "KeyValueList")
            return delimited(isTooDeep ? [] : self.message(name, depth: depth + 1))
        }
    }

    private mutating func bytes(named name: String) -> [UInt8] {
        switch name {
        case "trace_id": return (0..<(chance(4) ? 0 : 16)).map { _ in UInt8.random(in: 0...255, using: &random) }
        case "span_id": return (0..<(chance(4) ? 0 : 8)).map { _ in UInt8.random(in: 0...255, using: &random) }
        default: return Self.texts.randomElement(using: &random) ?? []
        }
    }

    /// Few, so that identities meet again; some that are no text.
    private static let texts: [[UInt8]] =
        ["", "a", "b", "a\0b", "service.instance.id", "é", "e\u{301}", "a longer text than fits sixteen bytes"].map {
            Array($0.utf8)
        } + [[0xff], [0x61, 0xc3], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x98], [0xc0, 0x80]]

    private mutating func word() -> [UInt8] {
        let value: UInt64 =
            switch Int.random(in: 0...4, using: &random) {
            case 0: random.next() % 10
            case 1: Double(random.next() % 1000).bitPattern
            case 2: [0, 1 << 63, Double.infinity.bitPattern, Double.nan.bitPattern, .max][Int(random.next() % 5)]
            default: random.next()
            }
        return (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    // MARK: - Wire

    private mutating func unknownField(of message: String) -> [UInt8] {
        var number = [13, 14, 15, 16, 63, 64, 100, 999, 1000, 1001, 5000, (1 << 29) - 1][Int(random.next() % 12)]
        while schema.field(message, number) != nil { number += 1 }
        switch Int.random(in: 0...4, using: &random) {
        case 0: return tag(number, 0) + varint(random.next(), upTo: 10)
        case 1: return tag(number, 1) + word()
        case 2:
            // What stood in a field that is gone may be read still.
            if number == 1000, message == "ResourceMetrics" {
                return tag(number, 2) + delimited(self.message("ScopeMetrics", depth: 3))
            }
            return tag(number, 2) + delimited(Self.texts.randomElement(using: &random) ?? [])
        case 3: return tag(number, 3) + (chance(2) ? unknownField(of: message) : []) + tag(number, 4)
        default: return tag(number, 5) + [1, 2, 3, 4]
        }
    }

    private mutating func tag(_ number: Int, _ wireType: UInt64) -> [UInt8] {
        varint(UInt64(number) << 3 | wireType, upTo: 5)
    }

    private mutating func delimited(_ bytes: [UInt8]) -> [UInt8] {
        varint(UInt64(bytes.count), upTo: 5) + bytes
    }

    /// A varint, now and then with more bytes than it needs.
    private mutating func varint(_ value: UInt64, upTo length: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = value
        repeat {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        } while rest > 0
        if chance(30) { while bytes.count < length { bytes.append(0x80) } }
        bytes[bytes.count - 1] &= 0x7f
        return bytes
    }

    /// True once in so many times.
    private mutating func chance(_ times: UInt64) -> Bool { random.next() % times == 0 }
}

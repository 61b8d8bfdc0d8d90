import CMessages
import CProtobufC
import TestRandom

/// A request in JSON, and the same in protobuf, made by protoc-c's description of the messages: so it owes nothing to
/// the table that is tested.
struct RandomRequest {
    private var random: SplitMix64

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    /// What a message is in both forms.
    struct Forms {
        var json = ""
        var protobuf: [UInt8] = []
    }

    mutating func request() -> Forms {
        unsafe message(
            opentelemetry__proto__collector__metrics__v1__export_metrics_service_request__descriptor, depth: 0)
    }

    // Descriptors are constants of the program.
    private mutating func message(_ descriptor: ProtobufCMessageDescriptor, depth: Int) -> Forms {
        var members: [String] = []
        var protobuf: [UInt8] = []
        for index in (0..<Int(unsafe descriptor.n_fields)).shuffled(using: &random) where !chance(3) {
            let field = unsafe descriptor.fields[index]
            // What nests without end has to end somewhere.
            if depth > 12, unsafe field.type == PROTOBUF_C_TYPE_MESSAGE { continue }
            let forms = unsafe self.field(field, depth: depth)
            members.append(unsafe "\(space)\"\(name(field))\"\(space):\(space)\(forms.json)\(space)")
            protobuf += forms.protobuf
            if chance(10) { members.append(#""x\#(index)":\#(unknown())"#) }
        }
        return Forms(json: "{" + members.joined(separator: ",") + "}", protobuf: protobuf)
    }

    private mutating func field(_ field: ProtobufCFieldDescriptor, depth: Int) -> Forms {
        if chance(15) { return Forms(json: "null") }
        guard unsafe field.label == PROTOBUF_C_LABEL_REPEATED else { return unsafe value(field, depth: depth) }
        let values = (0..<Int.random(in: 0...2, using: &random)).map { _ in unsafe value(field, depth: depth) }
        return Forms(
            json: "[" + values.map(\.json).joined(separator: ",\(space)") + "]",
            protobuf: Array(values.map(\.protobuf).joined()))
    }

    /// The field's name in camel case or as in the schema.
    private mutating func name(_ field: ProtobufCFieldDescriptor) -> String {
        let name = unsafe String(cString: field.name)
        if chance(2) { return name }
        var isStart = false
        return String(
            name.compactMap { letter -> Character? in
                defer { isStart = letter == "_" }
                return letter == "_" ? nil : isStart ? Character(letter.uppercased()) : letter
            })
    }

    // MARK: - Values

    private mutating func value(_ field: ProtobufCFieldDescriptor, depth: Int) -> Forms {
        let number = unsafe UInt64(field.id)
        switch unsafe field.type {
        case PROTOBUF_C_TYPE_MESSAGE:
            guard let inner = unsafe field.descriptor?.load(as: ProtobufCMessageDescriptor.self) else {
                return Forms()
            }
            let forms = unsafe message(inner, depth: depth + 1)
            return Forms(json: forms.json, protobuf: delimited(number, forms.protobuf))
        case PROTOBUF_C_TYPE_BYTES:
            let (json, bytes) = unsafe text(String(cString: field.name))
            return Forms(json: "\"\(json)\"", protobuf: delimited(number, bytes))
        case PROTOBUF_C_TYPE_DOUBLE:
            let (json, value) = double()
            return Forms(json: json, protobuf: fixed(number, value.bitPattern))
        case PROTOBUF_C_TYPE_FIXED64:
            let value = random.next() >> (random.next() % 64)
            return Forms(json: quoted("\(value)"), protobuf: fixed(number, value))
        case PROTOBUF_C_TYPE_SFIXED64:
            let value = signed()
            return Forms(json: quoted("\(value)"), protobuf: fixed(number, UInt64(bitPattern: value)))
        case PROTOBUF_C_TYPE_BOOL:
            let flag = chance(2)
            return Forms(json: "\(flag)", protobuf: varint(number << 3) + [flag ? 1 : 0])
        case PROTOBUF_C_TYPE_INT64:
            let value = signed()
            return Forms(json: quoted("\(value)"), protobuf: varint(number << 3) + varint(UInt64(bitPattern: value)))
        case PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_UINT32:
            let isLong = unsafe field.type == PROTOBUF_C_TYPE_UINT64
            let value = random.next() >> (isLong ? 0 : 32 + random.next() % 32)
            return Forms(json: quoted("\(value)"), protobuf: varint(number << 3) + varint(value))
        case PROTOBUF_C_TYPE_SINT32:
            let value = Int32(truncatingIfNeeded: signed())
            let zigzag = UInt64(UInt32(bitPattern: value << 1 ^ value >> 31))
            return Forms(json: quoted("\(value)"), protobuf: varint(number << 3) + varint(zigzag))
        default:
            let value = random.next() % 3
            let names = ["UNSPECIFIED", "DELTA", "CUMULATIVE"]
            let json = chance(2) ? "\(value)" : "\"AGGREGATION_TEMPORALITY_\(names[Int(value)])\""
            return Forms(json: json, protobuf: varint(number << 3) + [UInt8(value)])
        }
    }

    private mutating func text(_ field: String) -> (json: String, bytes: [UInt8]) {
        switch field {
        case "trace_id", "span_id":
            let bytes = (0..<(chance(4) ? 0 : field == "trace_id" ? 16 : 8)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let digits = bytes.map { [String($0 >> 4, radix: 16), String($0 & 15, radix: 16)].joined() }.joined()
            return (chance(2) ? digits : digits.uppercased(), bytes)
        case "bytes_value":
            return [("", []), ("AA==", [0]), ("//8=", [255, 255]), ("YWJj", [97, 98, 99])][Int(random.next() % 4)]
        default:
            return [
                ("", []), ("a", [97]), (#"\u0000"#, [0]), (#"\"\\\n"#, [34, 92, 10]), ("é", [0xc3, 0xa9]),
                (#"\u00e9"#, [0xc3, 0xa9]), (#"\ud83d\ude00"#, [0xf0, 0x9f, 0x98, 0x80]),
            ][Int(random.next() % 7)]
        }
    }

    private mutating func double() -> (json: String, value: Double) {
        switch random.next() % 4 {
        case 0: return ("\"NaN\"", .nan)
        case 1: return chance(2) ? ("\"Infinity\"", .infinity) : ("\"-Infinity\"", -.infinity)
        case 2: return (quoted("-0"), -0.0)
        default:
            let value = Double(bitPattern: random.next())
            return value.isFinite ? (quoted("\(value)"), value) : ("0", 0)
        }
    }

    private mutating func signed() -> Int64 {
        Int64(bitPattern: random.next()) >> (random.next() % 64)
    }

    private mutating func quoted(_ number: String) -> String {
        chance(2) ? number : "\"\(number)\""
    }

    private mutating func unknown() -> String {
        ["null", "1e999", "[[],{\"values\":[1]}]", "{\"a\":{\"asInt\":true}}", "\"\\ud800x\""][Int(random.next() % 5)]
    }

    private var space: String {
        mutating get { chance(8) ? " \n\t" : "" }
    }

    // MARK: - Wire

    private func delimited(_ number: UInt64, _ bytes: [UInt8]) -> [UInt8] {
        varint(number << 3 | 2) + varint(UInt64(bytes.count)) + bytes
    }

    private func fixed(_ number: UInt64, _ value: UInt64) -> [UInt8] {
        varint(number << 3 | 1) + (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private func varint(_ value: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = value
        repeat {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        } while rest > 0
        bytes[bytes.count - 1] &= 0x7f
        return bytes
    }

    /// True once in so many times.
    private mutating func chance(_ times: UInt64) -> Bool { random.next() % times == 0 }
}

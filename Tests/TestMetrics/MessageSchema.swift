import CMessages
import CProtobufC

/// OTLP's messages as protoc-c describes them, so that what is generated and normalised here owes nothing to the code
/// that is tested.
public struct MessageSchema: Sendable {
    /// A field of a message.
    public struct Field: Sendable {
        /// What values are, by the ways in which they are written.
        public enum Kind: Sendable, Equatable {
            /// A number of variable length of which 32 bits count.
            case varint32
            /// A number of variable length.
            case varint64
            /// Also a number of variable length.
            case bool
            /// A number of 8 bytes.
            case fixed64
            /// Bytes or a text.
            case bytes
            /// The message of that name.
            case message(String)
        }

        /// Its number.
        public let number: Int
        /// Its name.
        public let name: String
        /// What its values are.
        public let kind: Kind
        /// Whether it may have many values.
        public let isRepeated: Bool
        /// Whether it is one of several that exclude each other.
        public let isOneof: Bool

        /// How a value is written that stands for itself.
        public var wireType: UInt64 {
            switch kind {
            case .varint32, .varint64, .bool: 0
            case .fixed64: 1
            case .bytes, .message: 2
            }
        }

        /// Whether values can share one field, which is then of wire type 2.
        public var isPackable: Bool { isRepeated && wireType != 2 }
    }

    private var messages: [String: [Field]] = [:]

    /// The name of the message that a request is.
    public static let request = "ExportMetricsServiceRequest"
    /// All messages that a request may hold.
    public static let otlp = unsafe MessageSchema(
        opentelemetry__proto__collector__metrics__v1__export_metrics_service_request__descriptor)

    /// The fields of the message of that name, without its package.
    public func fields(_ message: String) -> [Field] { messages[message] ?? [] }

    /// The field of that number in the message of that name.
    public func field(_ message: String, _ number: Int) -> Field? { fields(message).first { $0.number == number } }

    private init(_ descriptor: ProtobufCMessageDescriptor) {
        unsafe add(descriptor)
    }

    // Descriptors are constants of the program.
    private mutating func add(_ descriptor: ProtobufCMessageDescriptor) {
        let name = unsafe String(cString: descriptor.short_name)
        guard messages[name] == nil else { return }
        messages[name] = []
        for index in 0..<Int(unsafe descriptor.n_fields) {
            let field = unsafe descriptor.fields[index]
            let kind = unsafe kind(of: field)
            unsafe messages[name]?.append(
                Field(
                    number: Int(field.id), name: String(cString: field.name), kind: kind,
                    isRepeated: field.label == PROTOBUF_C_LABEL_REPEATED,
                    isOneof: field.flags & UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue) != 0))
        }
    }

    private mutating func kind(of field: ProtobufCFieldDescriptor) -> Field.Kind {
        switch unsafe field.type {
        case PROTOBUF_C_TYPE_MESSAGE:
            guard let message = unsafe field.descriptor?.load(as: ProtobufCMessageDescriptor.self) else {
                return .bytes
            }
            unsafe add(message)
            return unsafe .message(String(cString: message.short_name))
        case PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64, PROTOBUF_C_TYPE_DOUBLE: return .fixed64
        case PROTOBUF_C_TYPE_BYTES: return .bytes
        case PROTOBUF_C_TYPE_BOOL: return .bool
        case PROTOBUF_C_TYPE_UINT64, PROTOBUF_C_TYPE_INT64: return .varint64
        default: return .varint32
        }
    }
}

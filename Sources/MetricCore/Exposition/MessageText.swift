internal import CMessages

/// Protobuf's text format: how a message is written for people, in the order of its fields' numbers.
///
/// It goes by what libprotobuf-c knows of a message. What makes that safe: a descriptor says where in the message each
/// member is and of what type, a list has as many values as the member says that counts them, and whoever made the
/// message keeps its parts until it is written.
@safe
struct MessageText {
    /// Whether fields stand on one line, rather than on a line each.
    let isCompact: Bool

    /// Appends a field whose value is text.
    func append(_ name: String, text: String, isFirst: Bool = false, to buffer: inout TextBuffer) {
        let bytes = Array(text.utf8)
        begin(name, depth: 0, isFirst: isFirst, in: &buffer)
        // The array outlives its span.
        unsafe buffer.append(quoted: bytes.span.bytes)
    }

    /// Appends a field whose value has a name.
    func append(_ name: String, symbol: String, to buffer: inout TextBuffer) {
        begin(name, depth: 0, isFirst: false, in: &buffer)
        buffer.append(symbol)
    }

    /// Appends a field whose value is a message of libprotobuf-c.
    func append(_ name: String, message: UnsafeRawPointer, to buffer: inout TextBuffer) {
        begin(name, depth: 0, isFirst: false, in: &buffer)
        unsafe append(message, depth: 0, to: &buffer)
    }

    /// Appends what ends a message that isn't part of another.
    func appendEnd(to buffer: inout TextBuffer) {
        buffer.append(isCompact ? "\n" : "\n\n")
    }

    private func append(_ message: UnsafeRawPointer, depth: Int, to buffer: inout TextBuffer) {
        buffer.append(byte: UInt8(ascii: "{"))
        let isEmpty = unsafe !append(fieldsOf: message, depth: depth + 1, to: &buffer)
        if !isCompact, !isEmpty { beginLine(depth: depth, in: &buffer) }
        buffer.append(byte: UInt8(ascii: "}"))
    }

    /// Appends the fields that are there. Tells whether there are any.
    private func append(fieldsOf message: UnsafeRawPointer, depth: Int, to buffer: inout TextBuffer) -> Bool {
        guard let descriptor = unsafe message.load(as: ProtobufCMessage.self).descriptor else { return false }
        var isFirst = true
        let fieldCount = unsafe Int(descriptor.pointee.n_fields)
        for index in 0..<fieldCount {
            let field = unsafe descriptor.pointee.fields[index]
            let values = unsafe MemberValues(field, of: message)
            let valueCount = unsafe values.count
            guard valueCount > 0 else { continue }
            let name = unsafe String(cString: field.name)
            for index in 0..<valueCount {
                begin(name, depth: depth, isFirst: isFirst, in: &buffer)
                if let message = unsafe values.message(index) {
                    unsafe append(message, depth: depth, to: &buffer)
                } else {
                    unsafe values.append(index, to: &buffer)
                }
                isFirst = false
            }
        }
        return !isFirst
    }

    /// Appends what stands before the value of a field that is so many messages deep.
    private func begin(_ name: String, depth: Int, isFirst: Bool, in buffer: inout TextBuffer) {
        if isCompact {
            if !isFirst { buffer.append(byte: UInt8(ascii: " ")) }
        } else if depth > 0 || !isFirst {
            beginLine(depth: depth, in: &buffer)
        }
        buffer.append(name)
        buffer.append(isCompact ? ":" : ": ")
    }

    private func beginLine(depth: Int, in buffer: inout TextBuffer) {
        buffer.append(byte: UInt8(ascii: "\n"))
        for _ in 0..<depth { buffer.append("  ") }
    }
}

/// The values of one member of a message: of a list any number, else one or none.
@unsafe
private struct MemberValues {
    let count: Int
    private let values: UnsafeRawPointer
    private let type: ProtobufCType

    init(_ field: ProtobufCFieldDescriptor, of message: UnsafeRawPointer) {
        unsafe type = field.type
        let member = unsafe message + Int(field.offset)
        let quantifier = unsafe message + Int(field.quantifier_offset)
        switch unsafe field.label {
        case PROTOBUF_C_LABEL_REPEATED:
            let list = unsafe member.load(as: UnsafeRawPointer?.self)
            unsafe values = list ?? member
            unsafe count = list == nil ? 0 : quantifier.load(as: Int.self)
        case _ where unsafe type == PROTOBUF_C_TYPE_MESSAGE:
            unsafe values = member
            unsafe count = member.load(as: UnsafeRawPointer?.self) == nil ? 0 : 1
        default:
            unsafe values = member
            unsafe count = quantifier.load(as: protobuf_c_boolean.self) == 0 ? 0 : 1
        }
    }

    /// A value that is a message itself; nil if it isn't.
    func message(_ index: Int) -> UnsafeRawPointer? {
        unsafe type == PROTOBUF_C_TYPE_MESSAGE ? value(index, as: UnsafeRawPointer?.self) : nil
    }

    /// Appends a value that isn't a message.
    func append(_ index: Int, to buffer: inout TextBuffer) {
        switch unsafe type {
        case PROTOBUF_C_TYPE_DOUBLE: buffer.append(unsafe value(index, as: Double.self), as: .protobuf)
        case PROTOBUF_C_TYPE_UINT64: buffer.append(unsafe value(index, as: UInt64.self))
        case PROTOBUF_C_TYPE_INT64, PROTOBUF_C_TYPE_SINT64: buffer.append(unsafe value(index, as: Int64.self))
        case PROTOBUF_C_TYPE_UINT32: buffer.append(UInt64(unsafe value(index, as: UInt32.self)))
        case PROTOBUF_C_TYPE_INT32, PROTOBUF_C_TYPE_SINT32:
            buffer.append(Int64(unsafe value(index, as: Int32.self)))
        case PROTOBUF_C_TYPE_BYTES:
            let bytes = unsafe value(index, as: ProtobufCBinaryData.self)
            unsafe buffer.append(quoted: RawSpan(_unsafeStart: bytes.data, byteCount: bytes.len))
        default: preconditionFailure("Prometheus' messages have no members of other types")
        }
    }

    private func value<Value>(_ index: Int, as type: Value.Type) -> Value {
        unsafe (values + index * MemoryLayout<Value>.stride).load(as: type)
    }
}

extension TextBuffer {
    /// Appends text between quotes: what can't be there, or wouldn't be seen, is escaped.
    fileprivate mutating func append(quoted text: RawSpan) {
        append(byte: UInt8(ascii: "\""))
        for offset in text.byteOffsets {
            let byte = text.byte(at: offset)
            switch byte {
            case UInt8(ascii: "\\"): append("\\\\")
            case UInt8(ascii: "\""): append("\\\"")
            case UInt8(ascii: "\n"): append("\\n")
            case 0..<UInt8(ascii: " "), 0x7f: append(octal: byte)
            default: append(byte: byte)
            }
        }
        append(byte: UInt8(ascii: "\""))
    }

    private mutating func append(octal byte: UInt8) {
        append(byte: UInt8(ascii: "\\"))
        for shift in [6, 3, 0] { append(byte: UInt8(ascii: "0") + byte >> shift & 7) }
    }
}

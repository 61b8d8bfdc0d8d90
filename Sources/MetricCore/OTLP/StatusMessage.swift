internal import CMessages

/// The body of an OTLP/HTTP error: `google.rpc.Status`.
public struct StatusMessage: Equatable, Sendable {
    /// The gRPC code.
    public let code: StatusCode
    /// What is wrong.
    public let message: String

    /// Makes a status.
    public init(code: StatusCode, message: String) {
        self.code = code
        self.message = message
    }

    /// The message in protobuf.
    public var protobuf: [UInt8] {
        var text = Array(message.utf8)
        // The message borrows the text, and is packed before the text goes.
        return unsafe text.withUnsafeMutableBufferPointer { buffer in
            var status = unsafe Google__Rpc__Status()
            unsafe google__rpc__status__init(&status)
            unsafe status.code = code.rawValue
            unsafe status.message.data = buffer.baseAddress
            unsafe status.message.len = buffer.count
            let size = unsafe google__rpc__status__get_packed_size(&status)
            return unsafe [UInt8](unsafeUninitializedCapacity: size) { packed, count in
                count = unsafe google__rpc__status__pack(&status, packed.baseAddress)
            }
        }
    }

    /// The message in protobuf's JSON form.
    public var json: [UInt8] {
        let fields = [
            Attribute(key: "code", value: .int(Int64(code.rawValue))),
            Attribute(key: "message", value: .string(message)),
        ]
        return Array(AttributeValue.map(fields).text.utf8)
    }
}

/// The gRPC codes that answers of OTLP/HTTP carry.
public enum StatusCode: Int32, Sendable {
    /// The request itself is at fault.
    case invalidArgument = 3
    /// Something went wrong here, for good.
    case `internal` = 13
    /// Try again later.
    case unavailable = 14
    /// Nobody knows the sender.
    case unauthenticated = 16
}

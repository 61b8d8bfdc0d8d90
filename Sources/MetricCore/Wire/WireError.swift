/// Why bytes are no valid protobuf message of the schema. Positions are offsets into the request; those of faults in
/// what names something are offsets into that message.
public enum WireError: Error, Equatable {
    /// The bytes end inside a field that starts here.
    case truncated(at: Int)
    /// A varint of more than ten bytes, or a tag or length of more than five.
    case overlongVarint(at: Int)
    /// Field number 0, or one above 2^29 - 1.
    case invalidFieldNumber(at: Int)
    /// Wire type 6 or 7, which protobuf doesn't have.
    case invalidWireType(at: Int)
    /// A field of the schema with another wire type than the schema's.
    case wrongWireType(field: Int, at: Int)
    /// The end of a group that didn't begin, or no end of one that did.
    case unbalancedGroup(at: Int)
    /// Packed 8-byte values whose length is no multiple of 8.
    case unevenPackedField(at: Int)
    /// A trace id that hasn't 16 bytes, or a span id that hasn't 8.
    case invalidIdentifierLength(at: Int)
    /// Values nested deeper than ``IdentityMessage/nestingLimit``.
    case nestedTooDeep(at: Int)
    /// More bytes than a batch can hold positions in.
    case tooLarge
    /// More data points than one request may have: ``Batch/pointLimit``.
    case tooManyPoints
    /// More resources, scopes and metrics than one request may have: ``Batch/groupLimit``.
    case tooManyGroups
    /// New series with more bytes to their names than one request may bring: ``Registry/newSeriesByteLimit``.
    case tooManyNewSeries
    /// More bytes than may name one resource, scope, metric or series: ``Registry/identityByteLimit``
    /// or ``Registry/scopeByteLimit``.
    case identityTooLarge(bytes: Int, limit: Int)
    /// Bytes that libprotobuf-c can't unpack.
    case notUnpacked(at: Int)
}

extension WireError: CustomStringConvertible {
    /// The error as a sentence for the sender.
    public var description: String {
        switch self {
        case .truncated(let offset): "unexpected end of a field that starts at byte \(offset)"
        case .overlongVarint(let offset): "varint at byte \(offset) is too long"
        case .invalidFieldNumber(let offset): "invalid field number at byte \(offset)"
        case .invalidWireType(let offset): "invalid wire type at byte \(offset)"
        case .wrongWireType(let field, let offset): "wrong wire type for field \(field) at byte \(offset)"
        case .unbalancedGroup(let offset): "unbalanced group at byte \(offset)"
        case .unevenPackedField(let offset): "length of the packed field at byte \(offset) is no multiple of 8"
        case .invalidIdentifierLength(let offset): "trace or span id at byte \(offset) has an invalid length"
        case .nestedTooDeep(let offset):
            "values at byte \(offset) are nested more than \(IdentityMessage.nestingLimit) levels deep"
        case .tooLarge: "request is larger than 2 GiB"
        case .tooManyPoints: "request has more than \(Batch.pointLimit) data points"
        case .tooManyGroups: "request has more than \(Batch.groupLimit) resources, scopes and metrics"
        case .tooManyNewSeries:
            "request brings new series with more than \(Registry.newSeriesByteLimit >> 20) MiB to their names; "
                + "send fewer in one request"
        case .identityTooLarge(let bytes, let limit):
            "\(bytes) bytes name a resource, scope, metric or series; \(limit) are the most"
        case .notUnpacked(let offset): "message at byte \(offset) could not be unpacked"
        }
    }
}

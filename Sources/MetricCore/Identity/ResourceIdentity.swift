/// A resource taken apart: what it is about, and who speaks for it.
struct ResourceIdentity {
    var attributes: [Attribute]
    var writer: WriterID

    /// - Throws: ``WireError`` for a malformed `Resource`.
    init(_ message: RawSpan, writerAttributes: [String], _ hash: ByteHash) throws(WireError) {
        let all = try IdentityMessage.resource.attributes(message).inKeyOrder()
        attributes = all.filter { !writerAttributes.contains($0.key) }
        let writer = all.filter { writerAttributes.contains($0.key) }
        self.writer = WriterID(canonical: writer.canonicalBytes(field: 1), hash)
    }
}

extension WriterID {
    /// The writer that is named by the canonical bytes of its attributes; none if there aren't any.
    init(canonical bytes: [UInt8], _ hash: ByteHash) {
        // Safe: the span ends before the array does. 0 means that there is no writer.
        self = bytes.isEmpty ? .none : unsafe WriterID(rawValue: max(hash(bytes.span.bytes), 1))
    }
}

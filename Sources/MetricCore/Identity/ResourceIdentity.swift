/// A resource taken apart: what it is about, and who speaks for it.
struct ResourceIdentity {
    var attributes: [Attribute]
    var writer: WriterID

    /// - Throws: ``WireError`` for a malformed `Resource`.
    init(_ message: RawSpan, writerAttributes: [String], _ hash: ByteHash) throws(WireError) {
        let all = try IdentityMessage.resource.attributes(message).inKeyOrder()
        attributes = all.filter { !writerAttributes.contains($0.key) }
        let writer = all.filter { writerAttributes.contains($0.key) }
        if writer.isEmpty {
            self.writer = .none
        } else {
            let bytes = writer.canonicalBytes(field: 1)
            // Safe: the span ends before the array does. 0 means that there is no writer.
            unsafe self.writer = WriterID(rawValue: max(hash(bytes.span.bytes), 1))
        }
    }
}

extension RawSpan {
    /// Whether these are the bytes of `text`.
    func equals(_ text: String) -> Bool {
        let wanted = text.utf8Span.span
        return wanted.count == byteCount && wanted.indices.allSatisfy { self[$0] == wanted[$0] }
    }

    /// A copy as text.
    var text: String {
        // The pointer is used within the call only.
        unsafe withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }

    subscript(_ offset: Int) -> UInt8 {
        // Any byte is a UInt8; the offset is checked.
        unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
    }
}

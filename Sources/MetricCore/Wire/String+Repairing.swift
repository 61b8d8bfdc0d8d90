extension String {
    /// The bytes as text, each bad sequence of UTF-8 as U+FFFD: otelcol takes such texts, so they aren't refused.
    public init(repairing bytes: RawSpan) {
        // Safe: the bytes are copied before the borrow ends.
        self = unsafe bytes.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }
}

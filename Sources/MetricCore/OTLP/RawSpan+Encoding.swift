// What tells protobuf from JSON, for senders whose label can't be trusted.

extension RawSpan {
    /// Whether the first byte is that of an `ExportMetricsServiceRequest` which isn't empty.
    public var beginsLikeRequest: Bool { !isEmpty && byte(at: 0) == 0x0a }
}

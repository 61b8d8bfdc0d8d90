internal import MetricCore

/// Makes protobuf of requests in OTLP's JSON form, so that there is one way in for both.
///
/// It reads what otelcol reads: names in camel case or as in the schema, 64-bit numbers as numbers or texts, enums as
/// numbers or names, ids in hexadecimal; unknown keys are passed over. A null means that the field isn't set, which
/// otelcol says of texts, objects and arrays only.
///
/// Not Sendable: one thread at a time uses it, for one request after the other, always with the same memory.
public final class JSONTranscoder: JSONEventHandler {
    /// How deep objects and arrays may be nested: an attribute's value that holds another takes four levels, so this is
    /// more than the 128 values that a request may nest.
    public static let nestingLimit = 600

    private var transcription = Transcription()

    /// Makes a transcoder.
    public init() {}

    /// The `ExportMetricsServiceRequest` that was made last.
    public var message: [UInt8] { transcription.writer.bytes }

    /// Makes ``message`` of a text, which may get `limit` bytes.
    public func transcode(_ text: RawSpan, limit: Int) throws(JSONError) {
        transcription.begin(byteLimit: limit)
        try JSONEvents.read(text, self)
    }

    /// Forgets the message, and gives its memory back if it was large.
    public func removeAll() {
        transcription.begin(byteLimit: 0)
    }

    func handle(_ event: JSONEvent, _ text: RawSpan) throws(JSONFault) {
        try transcription.take(event, text)
    }
}

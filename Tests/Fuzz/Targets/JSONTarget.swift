import MetricCore
import OTLPJSON

extension FuzzTarget {
    /// Requests in JSON: what is taken keeps to its limit and is protobuf that the scan reads.
    static let json = FuzzTarget(name: "json") { text in
        let limit = 2 * text.byteCount
        let transcoder = JSONTranscoder()
        guard (try? transcoder.transcode(text, limit: limit)) != nil else { return nil }
        let message = transcoder.message
        guard message.count <= limit else { return "became \(message.count) bytes of \(text.byteCount)" }
        // The array outlives its span.
        return scanFault(unsafe message.span.bytes)
    }

    /// What is wrong with the registry's reading of a message that was written by us.
    private static func scanFault(_ message: RawSpan) -> String? {
        var registry = Registry()
        var batch = Batch()
        do {
            try batch.scan(message)
            try registry.resolve(&batch, in: message)
            return nil
        } catch .nestedTooDeep, .invalidIdentifierLength, .identityTooLarge {
            // These are the scan's to find.
            return nil
        } catch {
            return "became protobuf that is refused: \(error)"
        }
    }
}

import CMessages
import CProtobufC
import OTLPJSON

/// An `ExportMetricsServiceRequest` as libprotobuf-c writes it, so that two spellings of one are the same bytes; nil if
/// it can't read the message.
func canonical(_ message: [UInt8]) -> [UInt8]? {
    // The message is freed before its bytes go, which it doesn't point into anyway.
    unsafe message.withUnsafeBufferPointer { bytes -> [UInt8]? in
        guard
            let request = unsafe opentelemetry__proto__collector__metrics__v1__export_metrics_service_request__unpack(
                nil, bytes.count, bytes.baseAddress)
        else { return nil }
        defer {
            unsafe opentelemetry__proto__collector__metrics__v1__export_metrics_service_request__free_unpacked(
                request, nil)
        }
        let size = unsafe opentelemetry__proto__collector__metrics__v1__export_metrics_service_request__get_packed_size(
            request)
        // Empty arrays are one and the same, whose count the thread sanitizer would see written.
        guard size > 0 else { return [] }
        return unsafe [UInt8](unsafeUninitializedCapacity: size) { packed, count in
            count = unsafe opentelemetry__proto__collector__metrics__v1__export_metrics_service_request__pack(
                request, packed.baseAddress)
        }
    }
}

/// What a text becomes, in canonical form.
func transcoded(_ text: String, limit: Int = 1 << 20) throws -> [UInt8]? {
    try transcoded(Array(text.utf8), limit: limit)
}

/// What a text becomes, in canonical form.
func transcoded(_ text: [UInt8], limit: Int = 1 << 20) throws -> [UInt8]? {
    let transcoder = JSONTranscoder()
    // The array outlives its span.
    unsafe try transcoder.transcode(text.span.bytes, limit: limit)
    return canonical(transcoder.message)
}

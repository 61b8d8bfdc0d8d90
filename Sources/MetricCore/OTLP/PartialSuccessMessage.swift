internal import CMessages

private typealias PartialSuccess = Opentelemetry__Proto__Collector__Metrics__V1__ExportMetricsPartialSuccess
private typealias Response = Opentelemetry__Proto__Collector__Metrics__V1__ExportMetricsServiceResponse

/// The body of the answer to a request of which some points are not kept: an `ExportMetricsServiceResponse`.
public struct PartialSuccessMessage: Equatable, Sendable {
    /// How many points.
    public let rejectedPoints: Int
    /// Why.
    public let message: String

    /// Makes the message.
    public init(rejectedPoints: Int, message: String) {
        self.rejectedPoints = rejectedPoints
        self.message = message
    }

    /// The message in protobuf.
    public var protobuf: [UInt8] {
        var text = Array(message.utf8)
        // The message borrows the text, and the response the message; both are packed before either goes.
        return unsafe text.withUnsafeMutableBufferPointer { buffer in
            var success = unsafe PartialSuccess()
            unsafe opentelemetry__proto__collector__metrics__v1__export_metrics_partial_success__init(&success)
            unsafe success.rejected_data_points = Int64(rejectedPoints)
            unsafe success.error_message.data = buffer.baseAddress
            unsafe success.error_message.len = buffer.count
            return unsafe withUnsafeMutablePointer(to: &success) { unsafe Self.response($0) }
        }
    }

    private static func response(_ success: UnsafeMutablePointer<PartialSuccess>) -> [UInt8] {
        var response = unsafe Response()
        unsafe opentelemetry__proto__collector__metrics__v1__export_metrics_service_response__init(&response)
        unsafe response.partial_success = success
        let packedSize =
            unsafe opentelemetry__proto__collector__metrics__v1__export_metrics_service_response__get_packed_size
        let pack = unsafe opentelemetry__proto__collector__metrics__v1__export_metrics_service_response__pack
        return unsafe [UInt8](unsafeUninitializedCapacity: packedSize(&response)) { packed, count in
            count = unsafe pack(&response, packed.baseAddress)
        }
    }

    /// The message in protobuf's JSON form, in which a 64-bit number is a text.
    public var json: [UInt8] {
        var buffer = TextBuffer()
        buffer.append("{\"partialSuccess\":{\"rejectedDataPoints\":\"\(rejectedPoints)\",\"errorMessage\":")
        buffer.append(json: .string(message))
        buffer.append("}}")
        return Array(buffer.text.utf8)
    }
}

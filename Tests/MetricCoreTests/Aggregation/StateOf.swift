import TestRequests

@testable import MetricCore

/// Lends the first point of a request, as the states take it.
func withPoint<Result>(
    of metric: Message, _ body: (DataPoint, borrowing Batch, RawSpan) throws -> Result
) throws -> Result {
    let bytes = request(metrics: metric)
    var batch = Batch()
    try batch.scan(unsafe bytes.span.bytes)
    return try body(batch.points[0], batch, unsafe bytes.span.bytes)
}

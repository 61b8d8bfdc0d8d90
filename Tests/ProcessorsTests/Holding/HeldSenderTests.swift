import Configuration
import Locking
import Logging
import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

struct HeldSenderTests {
    @Test func `a failure behind a processor that holds back is told in the log, and the sender isn't troubled`() throws
    {
        let registry = SeriesRegistry(Registry())
        let log = TextLog()
        let context = ComponentContext(
            .processor, ComponentID(type: "batch"), logger: Logger(sinks: [log]), registry: registry)
        let settings = try ConfigSection.parse(
            yaml: "timeout: 0", component: ComponentID(type: "batch"), diagnostics: Diagnostics(), BatchSettings.init)
        let pipeline = MetricsPipeline(
            settings.makeProcessor(context), exporters: [RefusingExporter()], registry: registry)
        var batch = Batch()
        let bytes = request(metrics: gauge("g", point(.int(1))))
        try MetricsIntake(registry: registry, pipelines: [pipeline]).consume(unsafe bytes.span.bytes, &batch)
        #expect(log.text.contains("warn\tSender failed\t"))
        #expect(log.text.contains("\"error\": \"no room\""))
    }
}

private final class RefusingExporter: Exporter {
    func start() {}
    func stop() {}

    func consume(_ batch: borrowing Batch, in request: RawSpan) throws(Refusal) -> [RejectedPoint] {
        throw .temporary(reason: "no room")
    }
}

private final class TextLog: LogSink {
    private let lines = Locked("")

    var text: String { lines.withLock { $0 } }

    func write(_ line: [UInt8]) { lines.withLock { $0 += String(decoding: line, as: UTF8.self) } }
}

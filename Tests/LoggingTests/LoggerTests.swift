import Logging
import Testing

/// 2026-11-21T07:16:20.028Z
private let time: Int64 = 1_795_245_380_028_999_999

private let resource: LogFields = [
    "resource": .object([
        "service.instance.id": "9c1e02fd", "service.name": "otelcol", "service.version": "0.153.0",
    ])
]

struct LoggerTests {
    private let lines = LogLines()

    private func logger(_ encoding: LogEncoding, level: LogLevel = .info, sampling: LogSampling? = nil) -> Logger {
        Logger(level: level, encoding: encoding, sampling: sampling, sinks: [lines], clock: { time })
    }

    @Test func `prints a console line as otelcol does`() {
        let receiver = logger(.console).with(resource)
            .with(["otelcol.component.id": "otlp", "otelcol.component.kind": "receiver"])
        receiver.info("Starting HTTP server", ["endpoint": "127.0.0.1:14318"])
        #expect(
            lines.all == [
                "2026-11-21T07:16:20.028Z\tinfo\tStarting HTTP server\t"
                    + #"{"resource": {"service.instance.id": "9c1e02fd", "service.name": "otelcol", "#
                    + #""service.version": "0.153.0"}, "otelcol.component.id": "otlp", "#
                    + #""otelcol.component.kind": "receiver", "endpoint": "127.0.0.1:14318"}"# + "\n"
            ])
    }

    @Test func `prints a json line as otelcol does`() {
        logger(.json).with(resource).info("Starting otelcol...", ["Version": "0.153.0", "NumCPU": 2])
        #expect(
            lines.all == [
                #"{"level":"info","ts":"2026-11-21T07:16:20.028Z","msg":"Starting otelcol...","#
                    + #""resource":{"service.instance.id":"9c1e02fd","service.name":"otelcol","#
                    + #""service.version":"0.153.0"},"Version":"0.153.0","NumCPU":2}"# + "\n"
            ])
    }

    @Test func `leaves out what isn't there`() {
        logger(.console).warn("no fields")
        logger(.plain).warn("no fields")
        logger(.json).warn("no fields")
        #expect(
            lines.all == [
                "2026-11-21T07:16:20.028Z\twarn\tno fields\n", "no fields\n",
                #"{"level":"warn","ts":"2026-11-21T07:16:20.028Z","msg":"no fields"}"# + "\n",
            ])
    }

    @Test func `prints a message of many lines, whose fields stand below`() {
        let dump = "ResourceMetrics #0\nValue: 1\n"
        logger(.console).info(dump, ["otelcol.component.id": "debug"])
        logger(.plain).info(dump)
        logger(.json).info(dump)
        #expect(
            lines.all == [
                "2026-11-21T07:16:20.028Z\tinfo\tResourceMetrics #0\nValue: 1\n\t{\"otelcol.component.id\": \"debug\"}\n",
                "ResourceMetrics #0\nValue: 1\n\n",
                #"{"level":"info","ts":"2026-11-21T07:16:20.028Z","msg":"ResourceMetrics #0\nValue: 1\n"}"# + "\n",
            ])
    }

    @Test func `prints the plain line of the debug exporter`() {
        logger(.plain).info("Metrics", ["resource metrics": 1, "metrics": 2, "data points": 5])
        #expect(lines.all == ["Metrics\t{\"resource metrics\": 1, \"metrics\": 2, \"data points\": 5}\n"])
    }

    @Test(arguments: [
        (LogValue.null, "null"), (.bool(true), "true"), (.int(.min), "-9223372036854775808"),
        (.uint(.max), "18446744073709551615"), (.double(1), "1"), (.double(-0.0), "-0"), (.double(0.1), "0.1"),
        (.double(.nan), #""NaN""#), (.double(.infinity), #""+Inf""#), (.double(-.infinity), #""-Inf""#),
        (.array([1, "a", .array([])]), #"[1, "a", []]"#), (.object([:]), "{}"),
        (.compact(.array([1, .object(["a": 2])])), #"[1,{"a":2}]"#),
        (.string("\"\\\n\r\t\u{0}\u{1b}\u{7f}é\u{2028}"), #""\"\\\n\r\t\u0000\u001b"# + "\u{7f}é\u{2028}\""),
    ])
    func `writes a value`(value: LogValue, json: String) {
        logger(.console).info("", ["v": value, "after": 1])
        #expect(lines.all == ["2026-11-21T07:16:20.028Z\tinfo\t\t{\"v\": \(json), \"after\": 1}\n"])
    }

    @Test func `drops what is less grave than its level`() {
        let logger = logger(.plain, level: .warn)
        logger.debug("1")
        logger.info("2")
        logger.warn("3")
        logger.error("4")
        #expect(lines.all == ["3\n", "4\n"])
        #expect(logger.writes(.warn))
        #expect(!logger.writes(.info))
    }

    @Test(arguments: [("INFO", LogLevel.info), ("dpanic", .dpanic), ("fatal", .fatal)])
    func `knows the levels by name`(name: String, level: LogLevel) {
        #expect(LogLevel(name: name) == level)
        #expect(LogLevel(name: "verbose") == nil)
    }

    @Test(arguments: [
        (LogSampling(), 30, 10), (LogSampling(initial: 2, thereafter: 10), 30, 4),
        (LogSampling(initial: 2, thereafter: 0), 30, 2), (LogSampling(initial: 2, thereafter: 1), 30, 30),
        (LogSampling(), 250, 12),
    ])
    func `thins equal lines out`(sampling: LogSampling, written: Int, printed: Int) {
        let logger = logger(.plain, sampling: sampling)
        for _ in 0..<written { logger.info("same") }
        #expect(lines.all.count == printed)
        logger.warn("same")
        logger.info("other")
        #expect(lines.all.suffix(2) == ["same\n", "other\n"])
    }

    @Test func `counts anew after each tick`() {
        let now = TestClock()
        let logger = Logger(
            encoding: .plain, sampling: LogSampling(initial: 1, thereafter: 0), sinks: [lines], clock: now.read)
        for seconds in [0, 1, 9, 10, 11, 25] as [Int64] {
            now.set(seconds * 1_000_000_000)
            logger.info("same", ["at": .int(seconds)])
        }
        #expect(lines.all == [0, 10, 25].map { "same\t{\"at\": \($0)}\n" })
    }

    @Test func `asks a sampling of its own before its owner's`() {
        let owner = logger(.plain, sampling: LogSampling(initial: 3, thereafter: 0))
        let own = owner.sampled(LogSampling(initial: 1, thereafter: 0))
        for _ in 0..<5 { own.info("same") }
        for _ in 0..<5 { owner.info("same") }
        #expect(lines.all.count == 3)
    }
}

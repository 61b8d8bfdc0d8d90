import MetricCore
import TestRequests
import Testing

/// The form with one line for each point. The lines are worked out by hand from otelcol's rules.
struct `Debug exporter, normal verbosity` {
    private func dump(_ request: [UInt8]) throws -> String {
        let run = try DebugExporterRun("verbosity: normal")
        try run.send(request)
        return run.dump.split(separator: "\n").dropFirst().joined(separator: "\n")
    }

    struct PointCase: CustomTestStringConvertible, Sendable {
        let line: String
        let metric: Message
        var testDescription: String { line }

        init(_ line: String, _ metric: Message) {
            self.line = line
            self.metric = metric
        }
    }

    private static let side = ExponentialBucketCounts(offset: 0, counts: [1, 2])

    static let points: [PointCase] = [
        PointCase("m{} 42", gauge("m", point(.int(42)))),
        PointCase("m{} -9223372036854775808", sum("m", point(.int(.min)))),
        PointCase("m{} 1.5", gauge("m", point(.double(1.5)))),
        PointCase("m{} 123456.5", gauge("m", point(.double(123456.5)))),
        PointCase("m{} 1e+06", gauge("m", point(.double(1_000_000)))),
        PointCase("m{} 1e-05", gauge("m", point(.double(0.00001)))),
        PointCase("m{} -0", gauge("m", point(.double(-0.0)))),
        PointCase("m{} NaN", gauge("m", point(.double(.nan)))),
        PointCase("m{} -Inf", gauge("m", point(.double(-.infinity)))),
        PointCase("m{} ", gauge("m", point(.none, flags: noRecordedValue))),
        PointCase("m{b=1,a=x y} 1", gauge("m", point(.int(1), ["b": "1", "a": "x y"]))),
        PointCase("m{} count=0", histogram("m", Message())),
        PointCase(
            "m{} count=12 sum=99.573 min=0.017 max=8.13 le0.125=3 le0.5=4 5",
            histogram(
                "m", histogramPoint(bounds: [0.125, 0.5], counts: [3, 4, 5], sum: 99.573, min: 0.017, max: 8.13))),
        PointCase("m{} count=3 sum=7 le1=3", histogram("m", histogramPoint(bounds: [1, 2], counts: [3], sum: 7))),
        PointCase(
            "m{} count=9 le-2=2 le-1=1 zero=3 le2=1 le4=2",
            exponentialHistogram(
                "m", exponentialPoint(ExponentialBuckets(zeroCount: 3, positive: side, negative: side)))),
        PointCase("m{} count=0", exponentialHistogram("m", Message { $0.fixed(7, 0) })),
        PointCase(
            "m{} count=4 sum=10.000000 q0.5=2 q0.99=7.5",
            summary("m", summaryPoint(count: 4, sum: 10, [(0.5, 2), (0.99, 7.5)]))),
    ]

    @Test(arguments: points) func `writes a point on one line`(test: PointCase) throws {
        let lines = try dump(request(metrics: test.metric)).split(separator: "\n").map(String.init)
        #expect(lines == ["ResourceMetrics #0", "ScopeMetrics #0", test.line])
    }

    struct ScopeCase: Sendable {
        let line: String
        let name: String
        let version: String
        let schemaURL: String
    }

    @Test(arguments: [
        ScopeCase(line: "ScopeMetrics #0", name: "", version: "", schemaURL: ""),
        ScopeCase(line: "ScopeMetrics #0 s", name: "s", version: "", schemaURL: ""),
        ScopeCase(line: "ScopeMetrics #0 @1", name: "", version: "1", schemaURL: ""),
        ScopeCase(line: "ScopeMetrics #0 [u]", name: "", version: "", schemaURL: "u"),
        ScopeCase(line: "ScopeMetrics #0 s@1 [u]", name: "s", version: "1", schemaURL: "u"),
    ]) func `writes of a scope what it has`(test: ScopeCase) throws {
        let scope = scope(
            test.name, version: test.version, schemaURL: test.schemaURL, gauge("m", point(.int(1))))
        #expect(try dump(request(resource([:], scope))).split(separator: "\n")[1] == test.line)
    }

    @Test func `writes attributes and schema URLs behind their owners`() throws {
        let scope = scope(
            "s", schemaURL: "https://s", attributes: ["k": "v"], gauge("m", point(.int(1))),
            Message { $0.text(1, "without data") })
        let resource = resource(["service.name": "airflow", "a": "1"], schemaURL: "https://r", scope)
        #expect(
            try dump(request(resource)) == """
                ResourceMetrics #0 [https://r] service.name=airflow a=1
                ScopeMetrics #0 s [https://s] k=v
                m{} 1
                """)
    }
}

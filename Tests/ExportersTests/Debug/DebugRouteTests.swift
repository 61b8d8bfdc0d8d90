import MetricCore
import Pipeline
import TestRequests
import Testing

/// Batches whose series a pipeline's processors changed.
struct `Debug exporter, behind processors` {
    /// A processor made of a function.
    private struct Change: SeriesProcessor {
        var stopsEmptyRequests = false
        let change: @Sendable (inout SeriesDescription) -> Bool

        func process(_ series: SeriesDescription) -> SeriesDescription? {
            var series = series
            return change(&series) ? series : nil
        }
    }

    /// Two resources; the first has two scopes, the first of those two metrics with two points and none.
    private static let received = request(
        resource(
            ["z": "1", "service.instance.id": "i-1", "a": "1"], schemaURL: "https://r",
            scope(
                "s", attributes: ["y": "1", "b": "1"],
                gauge("m1", point(.int(1), ["k": "1", "c": "x"]), point(.int(2), ["k": "2"]))
                    + Message { $0.attributes(12, ["origin": "test"]) },
                Message { $0.text(1, "empty") }),
            scope("nothing")),
        resource([:], scope("", gauge("m2", point(.int(3))))))

    private func dump(
        _ verbosity: String = "normal", _ change: @escaping @Sendable (inout SeriesDescription) -> Bool
    ) throws -> String {
        let run = try DebugExporterRun("verbosity: \(verbosity)", processors: [Change(change: change)])
        try run.send(Self.received)
        return run.dump
    }

    private static let asReceived = """
        == Metrics "resource metrics": 2, "metrics": 3, "data points": 3
        ResourceMetrics #0 [https://r] z=1 service.instance.id=i-1 a=1
        ScopeMetrics #0 s y=1 b=1
        m1{k=1,c=x} 1
        m1{k=2} 2
        ScopeMetrics #1 nothing
        ResourceMetrics #1
        ScopeMetrics #0
        m2{} 3

        """

    @Test func `keeps the order of what was left alone`() throws {
        #expect(try dump { _ in true } == Self.asReceived)
    }

    private static let adding = Change { series in
        series.attributes.append(Attribute(key: "b", value: .int(5)))
        return true
    }

    @Test func `writes changed attributes in key order`() throws {
        let run = try DebugExporterRun("verbosity: normal", processors: [Self.adding])
        try run.send(request(metrics: gauge("m1", point(.int(1), ["k": "1", "c": "x"]), point(.int(2), ["k": "2"]))))
        #expect(run.dump.hasSuffix("ScopeMetrics #0\nm1{b=5,c=x,k=1} 1\nm1{b=5,k=2} 2\n"))
    }

    @Test func `writes them in the order sent beside groups that came empty, which go the same way`() throws {
        let run = try DebugExporterRun("verbosity: normal", processors: [Self.adding])
        try run.send(Self.received)
        #expect(
            run.dump
                == Self.asReceived.replacing("{k=1,c=x}", with: "{k=1,c=x,b=5}").replacing("{k=2}", with: "{k=2,b=5}")
                .replacing("m2{}", with: "m2{b=5}"))
    }

    @Test func `leaves out what was dropped, and groups that lost everything`() throws {
        let dump = try dump { series in
            series.metric.name != "m2" && !series.attributes.contains(Attribute(key: "k", value: .string("1")))
        }
        #expect(
            dump == """
                == Metrics "resource metrics": 1, "metrics": 2, "data points": 1
                ResourceMetrics #0 [https://r] z=1 service.instance.id=i-1 a=1
                ScopeMetrics #0 s y=1 b=1
                m1{k=2} 2
                ScopeMetrics #1 nothing

                """)
    }

    @Test(arguments: [
        (true, ""), (false, "== Metrics \"resource metrics\": 0, \"metrics\": 0, \"data points\": 0\n"),
    ]) func `writes numbers when nothing is left, unless a processor stops that`(stops: Bool, expected: String) throws {
        let run = try DebugExporterRun(
            "verbosity: detailed", processors: [Change(stopsEmptyRequests: stops) { _ in false }])
        try run.send(request(metrics: gauge("m", point(.int(1)))))
        #expect(run.dump == expected)
    }

    @Test func `splits a metric whose points went different ways`() throws {
        let dump = try dump { series in
            if series.attributes.contains(Attribute(key: "k", value: .string("2"))) {
                series.metric.name = "renamed"
                series.scope.version = "2"
            }
            return true
        }
        #expect(
            dump == """
                == Metrics "resource metrics": 2, "metrics": 4, "data points": 3
                ResourceMetrics #0 [https://r] z=1 service.instance.id=i-1 a=1
                ScopeMetrics #0 s y=1 b=1
                m1{k=1,c=x} 1
                ScopeMetrics #1 s@2 y=1 b=1
                renamed{k=2} 2
                ScopeMetrics #2 nothing
                ResourceMetrics #1
                ScopeMetrics #0
                m2{} 3

                """)
    }

    @Test func `gives a changed resource its writer back`() throws {
        let dump = try dump { series in
            if series.metric.name == "m1" {
                series.resource = [Attribute(key: "t", value: .bool(true)), Attribute(key: "a", value: .string("2"))]
            }
            return true
        }
        #expect(dump.hasPrefix(#"== Metrics "resource metrics": 3, "metrics": 3, "data points": 3"#))
        #expect(dump.contains("ResourceMetrics #0 [https://r] t=true a=2 service.instance.id=i-1\nScopeMetrics #0 s "))
        #expect(dump.contains("ResourceMetrics #1 [https://r] z=1 service.instance.id=i-1 a=1\nScopeMetrics #0 s "))
    }

    @Test func `writes a changed metric's heading with the received metadata`() throws {
        let dump = try dump("detailed") { series in
            series.metric.name = "renamed"
            series.metric.description = "changed"
            series.metric.unit = "s"
            return true
        }
        #expect(
            dump.contains(
                """
                Descriptor:
                     -> Name: renamed
                     -> Description: changed
                     -> Unit: s
                     -> DataType: Gauge
                     -> Metadata:
                          -> origin: Str(test)
                NumberDataPoints #0
                Data point attributes:
                     -> k: Str(1)
                     -> c: Str(x)
                """))
        #expect(
            dump.contains(
                """
                     -> Name: renamed
                     -> Description: changed
                     -> Unit: s
                     -> DataType: Empty
                """))
    }
}

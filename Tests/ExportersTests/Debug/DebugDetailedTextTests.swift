import MetricCore
import TestRequests
import Testing

/// The long form, where otelcol's dumps say nothing.
struct `Debug exporter, detailed verbosity` {
    private func dump(_ request: [UInt8]) throws -> String {
        let run = try DebugExporterRun("verbosity: detailed")
        try run.send(request)
        return run.dump
    }

    @Test func `writes entities, metadata and an exemplar without a trace`() throws {
        let request = Message { request in
            request.message(1) { resource in
                resource.message(1) { resource in
                    resource.message(3) {
                        $0.text(2, "service")
                        $0.text(3, "service.name")
                        $0.text(3, "service.namespace")
                        $0.text(4, "service.version")
                    }
                    resource.message(3) {
                        $0.text(1, "https://e")
                        $0.text(2, "host")
                    }
                }
                resource.message(2) { scope in
                    scope.message(2) { metric in
                        metric.attributes(12, ["origin": "test"])
                        metric.text(1, "m")
                        metric.message(7) { sum in
                            sum.message(1) { point in
                                point.message(5) {
                                    $0.bytes(4, [UInt8](repeating: 0, count: 8))
                                    $0.bytes(5, [UInt8](repeating: 0, count: 16))
                                }
                                point.fixed(3, .max)
                            }
                        }
                        metric.attributes(12, ["more": ""])
                    }
                }
            }
        }
        #expect(
            try dump(request.bytes) == """
                == Metrics "resource metrics": 1, "metrics": 1, "data points": 1
                ResourceMetrics #0
                Resource SchemaURL:\u{20}
                Resource entity refs:
                     -> Entity ref #0:
                          -> Type: service
                          -> ID keys:
                               -> service.name
                               -> service.namespace
                          -> Description keys:
                               -> service.version
                     -> Entity ref #1:
                          -> Type: host
                          -> Schema URL: https://e
                ScopeMetrics #0
                ScopeMetrics SchemaURL:\u{20}
                InstrumentationScope \u{20}
                Metric #0
                Descriptor:
                     -> Name: m
                     -> Description:\u{20}
                     -> Unit:\u{20}
                     -> DataType: Sum
                     -> Metadata:
                          -> origin: Str(test)
                          -> more: Str()
                     -> IsMonotonic: false
                     -> AggregationTemporality: Unspecified
                NumberDataPoints #0
                StartTimestamp: 1970-01-01 00:00:00 +0000 UTC
                Timestamp: 1969-12-31 23:59:59.999999999 +0000 UTC
                Exemplars:
                Exemplar #0
                     -> Trace ID:\u{20}
                     -> Span ID:\u{20}
                     -> Timestamp: 1970-01-01 00:00:00 +0000 UTC

                """)
    }

    @Test(arguments: [Int32.min, -2000, -1074, -1, 0, 1, 1074, 2000, Int32.max], [Int32.min, -1, 0, Int32.max])
    func `writes buckets of any scale and offset`(scale: Int32, offset: Int32) throws {
        let side = ExponentialBucketCounts(offset: offset, counts: [1, .max])
        let point = exponentialPoint(ExponentialBuckets(scale: scale, positive: side, negative: side))
        let dump = try dump(request(metrics: exponentialHistogram("m", point)))
        #expect(dump.split(separator: "\n").filter { $0.hasPrefix("Bucket ") }.count == 4)
    }

    @Test func `cuts a text off that nobody could read`() throws {
        let name = String(repeating: "n", count: 60_000)
        let points = [Message](repeating: point(.int(7)), count: 1200)
        let run = try DebugExporterRun("verbosity: normal")
        // A series that is known may come any number of times.
        try run.send(request(metrics: gauge(name, point(.int(7)))))
        try run.send(request(metrics: gauge(name, points)))
        let text = try #require(run.rawLines.last)
        #expect(text.utf8.count < 66 << 20)
        #expect(String(decoding: text.utf8.suffix(200), as: UTF8.self).contains("\n(cut off here, after 64 MiB)\n"))
    }
}

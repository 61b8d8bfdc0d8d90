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
        let data: Int
        let point: @Sendable (inout WireMessage) -> Void
        var testDescription: String { line }

        init(_ line: String, data: Int, _ point: @escaping @Sendable (inout WireMessage) -> Void) {
            self.line = line
            self.data = data
            self.point = point
        }
    }

    static let points: [PointCase] = [
        PointCase("m{} 42", data: 5) { $0.fixed64(6, 42) },
        PointCase("m{} -9223372036854775808", data: 7) { $0.fixed64(6, 1 << 63) },
        PointCase("m{} 1.5", data: 5) { $0.double(4, 1.5) },
        PointCase("m{} 123456.5", data: 5) { $0.double(4, 123456.5) },
        PointCase("m{} 1e+06", data: 5) { $0.double(4, 1_000_000) },
        PointCase("m{} 1e-05", data: 5) { $0.double(4, 0.00001) },
        PointCase("m{} -0", data: 5) { $0.double(4, -0.0) },
        PointCase("m{} NaN", data: 5) { $0.double(4, .nan) },
        PointCase("m{} -Inf", data: 5) { $0.double(4, -.infinity) },
        PointCase("m{} ", data: 5) { $0.varint(8, 1) },
        PointCase("m{b=1,a=x y} 1", data: 5) {
            $0.attribute(7, "b", "1")
            $0.attribute(7, "a", "x y")
            $0.fixed64(6, 1)
        },
        PointCase("m{} count=0", data: 9) { _ in },
        PointCase("m{} count=12 sum=99.573 min=0.017 max=8.13 le0.125=3 le0.5=4 5", data: 9) {
            $0.fixed64(4, 12)
            $0.double(5, 99.573)
            $0.words(6, [3, 4, 5])
            $0.words(7, [(0.125).bitPattern, (0.5).bitPattern])
            $0.double(11, 0.017)
            $0.double(12, 8.13)
        },
        PointCase("m{} count=3 sum=7 le1=3", data: 9) {
            $0.fixed64(4, 3)
            $0.double(5, 7)
            $0.words(6, [3])
            $0.words(7, [(1.0).bitPattern, (2.0).bitPattern])
        },
        PointCase("m{} count=9 le-2=2 le-1=1 zero=3 le2=1 le4=2", data: 10) {
            $0.fixed64(4, 9)
            $0.fixed64(7, 3)
            $0.message(8) { $0.varints(2, [1, 2]) }
            $0.message(9) { $0.varints(2, [1, 2]) }
        },
        PointCase("m{} count=0", data: 10) { $0.fixed64(7, 0) },
        PointCase("m{} count=4 sum=10.000000 q0.5=2 q0.99=7.5", data: 11) {
            $0.fixed64(4, 4)
            $0.double(5, 10)
            $0.message(6) {
                $0.double(1, 0.5)
                $0.double(2, 2)
            }
            $0.message(6) {
                $0.double(1, 0.99)
                $0.double(2, 7.5)
            }
        },
    ]

    @Test(arguments: points) func `writes a point on one line`(test: PointCase) throws {
        let metric = WireMessage.metric("m", data: test.data, point: test.point)
        let lines = try dump(WireMessage.request(metrics: [metric])).split(separator: "\n").map(String.init)
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
        let request = WireMessage { request in
            request.message(1) { resource in
                resource.message(2) { scope in
                    scope.message(1) {
                        $0.text(1, test.name)
                        $0.text(2, test.version)
                    }
                    scope.bytes(2, WireMessage.metric("m", data: 5) { $0.fixed64(6, 1) }.bytes)
                    scope.text(3, test.schemaURL)
                }
            }
        }
        #expect(try dump(request.bytes).split(separator: "\n")[1] == test.line)
    }

    @Test func `writes attributes and schema URLs behind their owners`() throws {
        let request = WireMessage { request in
            request.message(1) { resource in
                resource.message(1) {
                    $0.attribute(1, "service.name", "airflow")
                    $0.attribute(1, "a", "1")
                }
                resource.text(3, "https://r")
                resource.message(2) { scope in
                    scope.message(1) {
                        $0.text(1, "s")
                        $0.attribute(3, "k", "v")
                    }
                    scope.text(3, "https://s")
                    scope.bytes(2, WireMessage.metric("m", data: 5) { $0.fixed64(6, 1) }.bytes)
                    scope.bytes(2, WireMessage { $0.text(1, "without data") }.bytes)
                }
            }
        }
        #expect(
            try dump(request.bytes) == """
                ResourceMetrics #0 [https://r] service.name=airflow a=1
                ScopeMetrics #0 s [https://s] k=v
                m{} 1
                """)
    }
}

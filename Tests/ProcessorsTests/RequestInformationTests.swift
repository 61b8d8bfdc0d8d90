import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

/// What processors make of the request that data came with.
struct RequestInformationTests {
    private static let client: ClientInformation = {
        var metadata = RequestMetadata()
        for (name, value) in [("X-Tenant", "red"), ("x-list", "a"), ("X-List", "b")] { metadata.add(name, value) }
        return ClientInformation(address: "192.0.2.1", metadata: metadata, authentication: ["username": "alice"])
    }()

    private static let request = TestRequests.request(
        ["service.name": "s"], metrics: gauge("g", point(.int(1), ["k": 1])), gauge("h", point(.int(2))))

    private static let received = ["[service.name=s]g{k=1} 1", "[service.name=s]h{} 2"]

    private func lines(_ run: ProcessorRun, from client: ClientInformation? = client) throws -> [String] {
        try run.send(Self.request, from: client)
        return run.lines
    }

    // MARK: - Actions

    @Test func `attributes of points are set, in the order of the actions, where metrics are chosen`() throws {
        let run = try ProcessorRun(
            """
            actions:
              - {key: a, from_context: x-tenant, action: insert}
              - {key: b, from_attribute: a, action: insert}
              - {key: a, action: delete}
              - {key: k, from_context: x-none, action: upsert}
            include: {match_type: strict, metric_names: [g]}
            """, AttributesSettings.init)
        #expect(try lines(run) == ["[service.name=s]g{b=red,k=1} 1", "[service.name=s]h{} 2"])
        #expect(try lines(run, from: nil) == Self.received)
        #expect(run.steps.map(\.time) == ["with each request"])
        #expect(run.steps[0].explanation.last == "from_context looks at the request")
    }

    @Test func `attributes of resources are set`() throws {
        let run = try ProcessorRun(
            "attributes: [{key: tenant, from_context: metadata.x-tenant, default_value: none, action: upsert}]",
            ResourceSettings.init)
        #expect(try lines(run) == Self.received.map { $0.replacing("]", with: ",tenant=red]") })
        #expect(try lines(run, from: nil) == Self.received.map { $0.replacing("]", with: ",tenant=none]") })
        #expect(run.steps.map(\.time) == ["with each request"])
    }

    @Test func `actions that don't look at requests are done once per series`() throws {
        let run = try ProcessorRun("actions: [{key: a, value: 1, action: insert}]", AttributesSettings.init)
        #expect(run.steps.map(\.time) == ["once per series"])
        #expect(!run.looksAtClient)
    }

    // MARK: - Statements

    /// A value, and what an attribute `a` becomes that is set to it, with and without a request.
    @Test(
        arguments: [
            ("otelcol.client.addr", "192.0.2.1", ""), (#"otelcol.client.metadata["x-tenant"]"#, #"["red"]"#, ""),
            (#"otelcol.client.metadata["X-LIST"]"#, #"["a","b"]"#, ""),
            (#"otelcol.client.metadata["x-list"][1]"#, "b", ""), (#"otelcol.client.metadata["none"][0]"#, "", ""),
            ("otelcol.client.metadata", #"{"x-list":["a","b"],"x-tenant":["red"]}"#, "{}"),
            (#"otelcol.client.metadata[Concat(["x", "list"], "-")][Len("1")]"#, "b", ""),
            (#"otelcol.client.auth.attributes["username"]"#, "alice", ""),
            (#"otelcol.client.auth.attributes["Username"]"#, "", ""),
            ("otelcol.client.auth.attributes", #"{"username":"alice"}"#, "{}"), ("otelcol.grpc.metadata", "", ""),
            (#"otelcol.grpc.metadata["x"][0]"#, "", ""),
        ])
    func `statements read the request`(value: String, expected: String, without: String) throws {
        let run = try ProcessorRun(
            "metric_statements: ['set(datapoint.attributes[\"a\"], \(value)) where metric.name == \"h\"']",
            TransformSettings.init)
        #expect(try lines(run) == [Self.received[0], "[service.name=s]h{a=\(expected)} 2"])
        #expect(try lines(run, from: nil) == [Self.received[0], "[service.name=s]h{a=\(without)} 2"])
        #expect(run.looksAtClient)
        #expect(run.steps.flatMap(\.explanation).allSatisfy { $0.hasSuffix(": it looks at the request") })
    }

    @Test(
        arguments: [
            "otelcol.client.addr", "otelcol.client.metadata", #"otelcol.client.metadata["x-tenant"]"#,
            #"otelcol.client.auth.attributes["a"]"#, "otelcol.grpc.metadata",
        ])
    func `nothing of the request can be written`(path: String) throws {
        let run = try ProcessorRun(
            """
            error_mode: propagate
            metric_statements: [{context: datapoint, statements: ['set(\(path), "x")']}]
            """, TransformSettings.init)
        let name = path.prefix { $0 != "[" }
        #expect(
            throws: MetricsIntake.Failure.refused(
                .temporary(
                    reason: "failed to execute statement: set(\(path), \"x\"), \"\(name)\" is read-only and cannot be "
                        + "modified"))
        ) { try lines(run) }
    }

    @Test(
        arguments: [
            ("otelcol", "datapoint has no field otelcol"),
            ("otelcol.clientt.addr", "otelcol has no field clientt.addr; did you mean client.addr?"),
            ("otelcol.client.address", "otelcol has no field client.address; did you mean client.addr?"),
            ("otelcol.client", "otelcol has no field client"), (#"otelcol.client.addr["x"]"#, "addr"),
        ])
    func `paths that aren't known are refused`(path: String, message: String) throws {
        let found = try faults(
            "metric_statements: [{context: datapoint, statements: ['set(attributes[\"a\"], \(path))']}]",
            TransformSettings.init)
        #expect(found.count == 1)
        #expect(found.first?.contains(message) == true, "\(found)")
    }

    @Test(
        arguments: [
            (#"metric_conditions: ['metric.name == "g" and otelcol.client.metadata["x-tenant"][0] == "red"']"#, ["h"]),
            (#"metrics: {datapoint: ['otelcol.client.addr == "192.0.2.1"']}"#, []),
            (#"metrics: {resource: ['otelcol.client.auth.attributes["username"] != "alice"']}"#, ["g", "h"]),
        ] as [(String, [String])])
    func `conditions ask for the request`(yaml: String, expected: [String]) throws {
        let run = try ProcessorRun(yaml, FilterSettings.init)
        let left = try lines(run).map { $0.drop { $0 != "]" }.dropFirst().prefix { $0 != "{" } }.map(String.init)
        #expect(left == expected)
        #expect(run.looksAtClient)
    }
}

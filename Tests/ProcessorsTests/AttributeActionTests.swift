import Configuration
import MetricCore
import Testing

@testable import Processors

struct AttributeActionTests {
    /// What actions make of attributes, which are all told as `key=Type(text)`.
    private func apply(
        _ actions: String, to attributes: [Attribute], from client: ClientInformation? = nil
    ) throws -> [String] {
        let diagnostics = Diagnostics()
        let read = try ConfigSection.parse(
            yaml: "actions: \(actions)", component: ComponentID(type: "attributes"), diagnostics: diagnostics
        ) { AttributeAction.list("actions", in: $0) }
        #expect(diagnostics.faults.isEmpty, "\(diagnostics.faults)")
        return read.applied(to: attributes, from: client).map { "\($0.key)=\($0.value.typeName)(\($0.value.text))" }
            .sorted()
    }

    private static let task = [
        Attribute(key: "dag_id", value: .string("etl")), Attribute(key: "try", value: .int(2)),
    ]

    @Test(
        arguments: [
            ("{key: env, value: prod, action: insert}", ["dag_id=Str(etl)", "env=Str(prod)", "try=Int(2)"]),
            ("{key: try, value: 3, action: insert}", ["dag_id=Str(etl)", "try=Int(2)"]),
            ("{key: env, value: prod, action: update}", ["dag_id=Str(etl)", "try=Int(2)"]),
            ("{key: try, value: x, action: UPDATE}", ["dag_id=Str(etl)", "try=Str(x)"]),
            ("{key: try, value: 1.5, action: upsert}", ["dag_id=Str(etl)", "try=Double(1.5)"]),
            ("{key: env, value: [a, 1], action: upsert}", ["dag_id=Str(etl)", #"env=Slice(["a",1])"#, "try=Int(2)"]),
            ("{key: dag, from_attribute: dag_id, action: insert}", ["dag=Str(etl)", "dag_id=Str(etl)", "try=Int(2)"]),
            ("{key: dag, from_attribute: no, action: insert}", ["dag_id=Str(etl)", "try=Int(2)"]),
            (
                "{key: dag, from_attribute: no, default_value: true, action: upsert}",
                ["dag=Bool(true)", "dag_id=Str(etl)", "try=Int(2)"]
            ),
            ("{key: dag_id, default_value: 7, action: upsert}", ["dag_id=Int(7)", "try=Int(2)"]),
            ("{key: dag_id, value: a, default_value: 7, action: upsert}", ["dag_id=Str(a)", "try=Int(2)"]),
            ("{key: dag_id, action: delete}", ["try=Int(2)"]),
            ("{pattern: r, action: delete}", ["dag_id=Str(etl)"]),
            ("{key: dag_id, pattern: ^t, action: delete}", []),
            ("{key: try, converted_type: string, action: convert}", ["dag_id=Str(etl)", "try=Str(2)"]),
            ("{key: no, converted_type: string, action: convert}", ["dag_id=Str(etl)", "try=Int(2)"]),
            (
                "{key: dag_id, pattern: '(?P<first>.)(?<third>l)?', action: extract}",
                ["dag_id=Str(etl)", "first=Str(e)", "third=Str()", "try=Int(2)"]
            ),
            ("{key: dag_id, pattern: '(?P<dag_id>x)', action: extract}", ["dag_id=Str(etl)", "try=Int(2)"]),
            ("{key: try, pattern: '(?P<dag_id>.)', action: extract}", ["dag_id=Str(etl)", "try=Int(2)"]),
            (
                "{key: try, value: 3, action: update}, {key: n, from_attribute: try, action: insert}",
                ["dag_id=Str(etl)", "n=Int(3)", "try=Int(3)"]
            ),
        ] as [(String, [String])])
    func `does what otelcol does`(action: String, expected: [String]) throws {
        #expect(try apply("[\(action)]", to: Self.task) == expected)
    }

    /// What an attribute `a` becomes, if it becomes anything.
    @Test(
        arguments: [
            ("client.address", "Str(192.0.2.1)"), ("metadata.x-tenant", "Str(red)"), ("metadata.X-TENANT", "Str(red)"),
            ("X-Tenant", "Str(red)"), ("metadata.x-team", "Str(a;;b)"), ("metadata.x-empty", "Str()"),
            ("metadata.x-other", nil), ("x-other, default_value: 7", "Int(7)"),
            ("x-tenant, default_value: 7", "Str(red)"),
            ("auth.username", "Str(alice)"), ("auth.Username", nil), ("auth.subject, default_value: no", "Str(no)"),
            ("Client.Address", nil), ("metadata.client.address", nil), ("metadata.", nil),
        ] as [(String, String?)])
    func `takes values from the request`(source: String, expected: String?) throws {
        var metadata = RequestMetadata()
        for (name, value) in [
            ("X-Tenant", "red"), ("X-Team", "a"), ("x-team", ""), ("X-TEAM", "b"), ("X-Empty", ""),
        ] { metadata.add(name, value) }
        let client = ClientInformation(
            address: "192.0.2.1", metadata: metadata, authentication: ["username": "alice"])
        let found = try apply("[{key: a, from_context: \(source), action: upsert}]", to: [], from: client)
        #expect(found == (expected.map { ["a=\($0)"] } ?? []))
    }

    @Test(arguments: [
        ("client.address", ["a=Str()"]), ("metadata.x-tenant", []), ("auth.username", []),
        ("x, default_value: y", ["a=Str(y)"]),
    ])
    func `knows nothing where there is no request`(source: String, expected: [String]) throws {
        #expect(try apply("[{key: a, from_context: \(source), action: insert}]", to: []) == expected)
    }

    @Test func `hashes a key before what a pattern matches, and a text twice where both do`() throws {
        let twice = "363d8de3e62426bf996c0552847c87ba08ec1442e36183d265202b94a870b9d4"
        #expect(
            try apply("[{key: dag_id, pattern: _id$, action: hash}]", to: Self.task)
                == ["dag_id=Str(\(twice))", "try=Int(2)"])
    }

    @Test func `a pattern alone means the empty key as well`() throws {
        let attributes = [Attribute(key: "", value: .string("a")), Attribute(key: "b", value: .string("c"))]
        #expect(try apply("[{pattern: ^nothing$, action: delete}]", to: attributes) == ["b=Str(c)"])
    }

    @Test func `of a key that is there twice the first counts`() throws {
        let attributes = [Attribute(key: "a", value: .string("1")), Attribute(key: "a", value: .string("2"))]
        #expect(try apply("[{key: a, value: x, action: update}]", to: attributes) == ["a=Str(2)", "a=Str(x)"])
        #expect(try apply("[{key: a, action: delete}]", to: attributes) == ["a=Str(2)"])
        #expect(try apply("[{pattern: a, action: delete}]", to: attributes) == [])
    }

    @Test(
        arguments: [
            ("{key: id, value: x, action: insert}", true), ("{key: a, value: id, action: insert}", false),
            ("{key: a, from_attribute: id, action: upsert}", true), ("{key: id, action: delete}", true),
            ("{pattern: ^i, action: hash}", true), ("{key: id2, pattern: ^d, action: delete}", false),
            ("{key: id, pattern: '(?P<x>.)', action: extract}", true),
            ("{key: x, pattern: '(?P<id>.)', action: extract}", true),
            ("{key: x, pattern: '(?P<y>id)', action: extract}", false),
            ("{key: id, converted_type: int, action: convert}", true),
            ("{key: x, converted_type: int, action: convert}", false),
            ("{key: x, converted_type: int, action: convert}, {key: id, action: delete}", true),
        ] as [(String, Bool)])
    func `tells which keys it may touch`(actions: String, expected: Bool) throws {
        let diagnostics = Diagnostics()
        let read = try ConfigSection.parse(
            yaml: "actions: [\(actions)]", component: ComponentID(type: "resource"), diagnostics: diagnostics
        ) { AttributeAction.list("actions", in: $0) }
        #expect(diagnostics.faults.isEmpty)
        #expect(read.mayTouch("id") == expected)
    }
}

import Configuration
import Testing

struct ComponentIDTests {
    @Test(arguments: [
        ("otlp", "otlp", ""), ("otlp/a", "otlp", "a"), (" otlp / a ", "otlp", "a"),
        ("otlp/a/b.c-1_é世", "otlp", "a/b.c-1_é世"),
        ("a" + String(repeating: "b", count: 62), "a" + String(repeating: "b", count: 62), ""),
    ]) func `reads type and name`(text: String, type: String, name: String) throws {
        #expect(try ComponentID(parsing: text) == ComponentID(type: type, name: name))
    }

    @Test(
        arguments: [
            ("", .emptyType), ("/a", .emptyType), ("otlp/", .emptyName), ("otlp/ ", .emptyName),
            ("otlp-http", .badType("otlp-http")), ("2debug", .badType("2debug")), ("_a", .badType("_a")),
            ("é", .badType("é")),
            ("otlp/a b", .badName("a b")), ("otlp/a+b", .badName("a+b")), ("otlp/a\u{7}", .badName("a\u{7}")),
        ] as [(String, ComponentID.Fault)])
    func `refuses anything else`(text: String, fault: ComponentID.Fault) {
        #expect(throws: fault) { try ComponentID(parsing: text) }
    }

    @Test func `refuses types and names that are too long`() {
        #expect(throws: ComponentID.Fault.self) { try ComponentID(parsing: String(repeating: "a", count: 64)) }
        #expect(throws: ComponentID.Fault.self) { try ComponentID(parsing: "a/" + String(repeating: "é", count: 1025)) }
    }
}

import Testing

@testable import Processors

struct SyntaxTests {
    /// Statements that otelcol refuses, and where the mistake is, in bytes.
    static let mistakes: [(text: String, offset: Int)] = [
        ("", 0),
        (#"set(attributes["a"], 1) where true && false"#, 35),
        (#"set(attributes["a"], "\d")"#, 22),
        (#"set(attributes["a"], 1) where 1 < 2 < 3"#, 36),
        (#"set(attributes["a"], 1) # note"#, 24),
        (#"set(attributes["a"], 1) where attributes["b"]"#, 45),
        (#"set(attributes["a"], 1) where nil"#, 33),
        (#"set(attributes["a"], set(attributes["b"], 1))"#, 21),
        (#"set(attributes["a"], 1) where delete_key(attributes, "a")"#, 30),
        (#"set(attributes["a"], 1e3)"#, 22),
        (#"set(attributes["a"], 1.0e400)"#, 21),
        (#"set(attributes["a"], 1))"#, 23),
        (#"set(attributes["a"], 1"#, 22),
        (#"set(attributes["a"], 9223372036854775808)"#, 21),
        (#"set(attributes["a"], -9223372036854775808)"#, 22),
        (#"set(attributes["l"][0 + 1], "x")"#, 22),
        (#"set(attributes[true], 1)"#, 15),
        (#"set(attributes[1.5], 1)"#, 15),
        (#"set(attributes["a"], [1, 2,])"#, 27),
        (#"set(attributes["a"], nil + 1)"#, 25),
        (#"set(attributes["a"], "b" + "c")"#, 25),
        (#"set(attributes["a"], 1) where not not true"#, 34),
        (#"set(attributes["a"], 0x123)"#, 21),
        (#"set(attributes["a"], 1) where metric.name = "x""#, 42),
        ("set(attributes['a'], 1)", 15),
        (#"set(attributes["a"], 1) set(attributes["b"], 2)"#, 24),
        (#"set(attributes["a"], {b: 1})"#, 22),
        (#"set(attributes["a"], "open)"#, 21),
        (#"set(attributes["a"], 1) where a AND b"#, 32),
        (#"Set(attributes["a"], 1)"#, 0),
        (#"set(Attributes["a"], 1)"#, 14),
        ("set(a, 1)[0]", 9),
        ("set(a.b., 1)", 8),
        ("set(a, - - 1)", 9),
    ]

    @Test(arguments: mistakes) func `tells where a mistake is`(mistake: (text: String, offset: Int)) {
        let error = #expect(throws: SyntaxError.self) { try Statement(parsing: mistake.text) }
        #expect(error?.offset == mistake.offset, "\(mistake.text): \(String(describing: error))")
        #expect(error?.description.isEmpty == false)
    }

    @Test(arguments: [
        #"  set ( datapoint . attributes [ "r1" ] ,1 )  "#,
        #"set(datapoint.attributes["r2"],"x")where datapoint.value_int==7"#,
        "set(\n  a,\n  Concat([\n    \"a\"\n  ], \"-\")\n)\nwhere\n  not false",
        #"set(a, {"x": 1 "y": 2, })"#,
        "set(a, -(-3) + +(+3))",
        "replace_pattern(a, \"b\", \"c\", ToUpperCase)",
        "replace_pattern(a, \"b\", \"c\", function=SHA256)",
        "set(a[Len(b) - 1][(0 + 1)][-1], Split(c, \",\")[0])",
        "set(a, 1) where (1 + 2) * 3 == 9 and ((a == b) or not (IsMatch(a, b)))",
        "convert_sum_to_gauge()",
    ])
    func `takes what otelcol takes`(text: String) throws {
        _ = try Statement(parsing: text)
    }

    @Test func `binds not closer than and, and that closer than or`() throws {
        let condition = try Condition(parsing: "true or not false and false")
        guard case .or(let parts) = condition.expression, parts.count == 2, case .and(let factors) = parts[1],
            case .not = factors[0]
        else {
            Issue.record("\(condition.expression)")
            return
        }
    }

    @Test(arguments: ["(", "[", "Len(", "a[", "{\"a\":", "-("]) func `nests so deep and no deeper`(opening: String) {
        let text = "set(a, " + String(repeating: opening, count: 10_000)
        let error = #expect(throws: SyntaxError.self) { try Statement(parsing: text) }
        #expect(error?.problem == .tooDeep(limit: Parser.depthLimit))
    }

    @Test func `takes long chains, which don't nest`() throws {
        let sum = "set(a, 1\(String(repeating: " + 1", count: 10_000)))"
        let condition = "true\(String(repeating: " and true", count: 5_000))"
        let statement = try Compiler.forTests.compile(Statement(parsing: sum.replacing("(a", with: "(value_int")))
        var point = TestPoint()
        #expect(try statement.run(&point))
        #expect(point.value == 10_001)
        #expect(try Compiler.forTests.compile(Condition(parsing: condition)).holds(&point))
    }

    /// Each text with each byte left out, doubled, or replaced.
    @Test(arguments: mistakes) func `takes or refuses whatever comes near`(mistake: (text: String, offset: Int)) {
        let text = Array(mistake.text.utf8)
        for offset in text.indices {
            let others = "()[]{}\"\\,.:=<!+-*/#0xae_ é\n".unicodeScalars.map { Array(String($0).utf8) }
            for replacement in others + [[], [text[offset], text[offset]], [0xff]] {
                let bytes = text[..<offset] + replacement + text[(offset + 1)...]
                let changed = String(decoding: bytes, as: UTF8.self)
                do throws(SyntaxError) {
                    _ = try Statement(parsing: changed)
                } catch {
                    #expect((0...changed.utf8.count).contains(error.offset))
                }
            }
        }
    }

    @Test func `refuses what is too long`() {
        let text = String(repeating: " ", count: Lexer.lengthLimit + 1)
        let error = #expect(throws: SyntaxError.self) { try Condition(parsing: text) }
        #expect(error?.problem == .tooLong(limit: Lexer.lengthLimit))
    }
}

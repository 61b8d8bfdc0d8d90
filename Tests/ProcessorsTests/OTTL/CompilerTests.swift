import MetricCore
import Testing

@testable import Processors

struct CompilerTests {
    private func compiled(_ text: String) throws -> CompiledStatement<TestPoint> {
        try Compiler.forTests.compile(Statement(parsing: text))
    }

    /// Statements that otelcol refuses at start, and the part that is wrong.
    static let mistakes: [(text: String, part: String)] = [
        (#"set(attributes["a"], Split(5, ","))"#, "5"),
        (#"set(attributes["a"], Int("abc"))"#, #""abc""#),
        (#"set(attributes["a"], ToLowerCase(nil))"#, "nil"),
        (#"set(attributes["a"], IsDouble(5))"#, "5"),
        (#"set(attributes["a"], IsMap(nil))"#, "nil"),
        (#"merge_maps(attributes, "x", "insert")"#, #""x""#),
        (#"limit(attributes, "5", [])"#, #""5""#),
        (#"limit(attributes, -5, [])"#, "-5"),
        (#"limit(attributes, 5, [1])"#, "1"),
        (#"limit(attributes, 1, ["a", "b"])"#, #"limit(attributes, 1, ["a", "b"])"#),
        (#"truncate_all(attributes, 2, true, "...")"#, #"truncate_all(attributes, 2, true, "...")"#),
        ("flatten(attributes, depth=0)", "depth=0"),
        (#"replace_all_patterns(attributes, "keys", "a", "b")"#, #""keys""#),
        (#"merge_maps(attributes, resource.attributes, "merge")"#, #""merge""#),
        (#"append(attributes["a"])"#, #"append(attributes["a"])"#),
        (#"set(attributes["a"], ConvertCase("a", "title"))"#, #""title""#),
        (#"set(attributes["a"], Sort([1], "up"))"#, #""up""#),
        (#"set(attributes["a"], Coalesce([]))"#, "[]"),
        (#"set(attributes["a"], Trim("a", 5))"#, "5"),
        (#"replace_match(metric.name, "[a", "x")"#, #""[a""#),
        (#"replace_pattern(metric.name, "(", "x")"#, #""(""#),
        (#"set(name, "x") where IsMatch(metric.name, "a(?=b)")"#, #""a(?=b)""#),
        (#"delete_matching_keys(attributes, "[z-a]")"#, #""[z-a]""#),
        (#"keep_matching_keys(attributes, "*")"#, #""*""#),
        (#"replace_all_patterns(attributes, "key", "(?P<x", "y")"#, #""(?P<x""#),
        (#"set(attributes["a"], UnixSeconds(Time("x", "%Y-%Q")))"#, #""%Y-%Q""#),
        (#"set(attributes["a"], FormatTime(datapoint.time, ""))"#, #""""#),
        (#"set(attributes["a"], UnixSeconds(Time("x", "%Y", "Mars/Base")))"#, #""Mars/Base""#),
        (#"set(attributes["a"], FormatTime(datapoint.time, "%S %L"))"#, #""%S %L""#),
        (#"set(attributes["a"], METRIC_TYPE_SUM)"#, "METRIC_TYPE_SUM"),
        (#"set(attributes["a"], Nothing("x"))"#, "Nothing"),
        (#"set_it(attributes["a"], 1)"#, "set_it"),
        (#"set(attributes["a"], vlaue=1)"#, "vlaue=1"),
        (#"set(target=attributes["a"], 1)"#, "1"),
        (#"set(datapoint.atributes["a"], 1)"#, #"datapoint.atributes["a"]"#),
        (#"delete_key(attributes, "a", "b", "c")"#, #"delete_key(attributes, "a", "b", "c")"#),
        (#"set(attributes["a"], Len("a", "b"))"#, #"Len("a", "b")"#),
        (#"set("a", 1)"#, #""a""#),
        (#"keep_keys(attributes, "a")"#, #""a""#),
        (#"replace_match(attributes["a"], "*", "y", Len("a"))"#, #"Len("a")"#),
    ]

    @Test(arguments: mistakes) func `tells which part is wrong`(mistake: (text: String, part: String)) throws {
        let error = try #require(throws: CompileError.self) { try compiled(mistake.text) }
        let bytes = Array(mistake.text.utf8)[error.range]
        #expect(String(decoding: bytes, as: UTF8.self) == mistake.part, "\(error)")
    }

    @Test func `names what may have been meant`() throws {
        let error = try #require(throws: CompileError.self) { try compiled("delete_keys(attributes, \"a\")") }
        #expect(error.candidates.contains("delete_key"))
        #expect(error.candidates.contains("set"))
        #expect(!error.candidates.contains("Len"))
    }

    @Test func `runs a statement where its condition holds`() throws {
        var point = TestPoint()
        #expect(try compiled(#"set(attributes["a"], 1) where value_int == 7"#).run(&point))
        #expect(try !compiled(#"set(attributes["b"], 1) where value_int == 8"#).run(&point))
        #expect(point.attributes == [Attribute(key: "a", value: .int(1))])
    }

    @Test func `decides by what is written before anything runs`() throws {
        var point = TestPoint()
        #expect(try Compiler.forTests.compile(Condition(parsing: "Int(name) == 1 or true")).holds(&point))
        #expect(try !Compiler.forTests.compile(Condition(parsing: "Int(name) == 1 and false")).holds(&point))
    }

    @Test(arguments: [
        (#"set(attributes["a"], metric.name) where IsMatch(name, "x")"#, true),
        (#"set(attributes["a"], 1) where value_int == 7"#, false),
        (#"set(value_int, 1)"#, false),
        (#"set(attributes["a"], UnixNano(Now()))"#, false),
        (#"set(cache["a"], name)"#, true),
        (#"delete_key(attributes, Concat([String(value_int)], ""))"#, false),
        (#"set(attributes[String(value_int)], 1)"#, false),
        (#"keep_keys(attributes, ["a"])"#, true),
    ])
    func `knows what deals with identity only`(text: String, isIdentityOnly: Bool) throws {
        #expect(try compiled(text).effects.isIdentityOnly == isIdentityOnly)
    }

    /// What a real otelcol's attributes were after an editor.
    static let edits: [(text: String, key: String, result: String)] = [
        (#"append(attributes["list"], "z")"#, "list", #"["a","b",3,"z"]"#),
        (#"append(attributes["str"], "x")"#, "str", #"["text","x"]"#),
        (#"append(attributes["int"], values=[1, "two", 2.5])"#, "int", #"[42,1,"two",2.5]"#),
        (#"append(attributes["new"], "first")"#, "new", #"["first"]"#),
        (#"append(attributes["elist"], value=1, values=[2, 3])"#, "elist", "[1,2,3]"),
        (#"append(attributes["true"], attributes["missing"])"#, "true", "[true,null]"),
        (#"append(attributes["empty"], "e")"#, "empty", #"["e"]"#),
        (#"append(attributes["bytes"], "b")"#, "bytes", #"["AP9hYg==","b"]"#),
        (#"delete_index(attributes["list"], 1)"#, "list", #"["a",3]"#),
        (#"delete_index(attributes["ints"], 1, 3)"#, "ints", "[3]"),
        (#"delete_index(attributes["ints"], 1, 1)"#, "ints", "[3,1,2]"),
        (#"keep_keys(attributes["map"], ["n"])"#, "map", #"{"n":{"deep":1}}"#),
        (#"set(attributes["r1"]["x"]["y"], 1)"#, "r1", #"{"x":{"y":1}}"#),
        (#"set(attributes["r2"][2], "third")"#, "r2", #"[null,null,"third"]"#),
        (#"set(attributes["r3"]["l"][0], true)"#, "r3", #"{"l":[true]}"#),
        (#"set(attributes["list"][1], "B")"#, "list", #"["a","B",3]"#),
        (#"set(attributes["map"]["n"]["more"], 2)"#, "map", #"{"k":"v","n":{"deep":1,"more":2}}"#),
        (#"set(attributes["empty"]["x"], 1)"#, "empty", #"{"x":1}"#),
        (#"replace_match(attributes["str"], "te?{t,s}", "hello", ToUpperCase, "<%s>")"#, "str", "<HELLO>"),
        (#"replace_pattern(attributes["str"], "(t)(e)", "$2-$1", ToUpperCase)"#, "str", "E-Txt"),
        (#"replace_pattern(attributes["str"], "", ".")"#, "str", ".t.e.x.t."),
        (#"clear(attributes["int"])"#, "int", "0"),
        (#"truncate_all(attributes, 3, true, "..")"#, "str", "t.."),
        (#"merge_maps(attributes, {"str": "new"}, "update")"#, "str", "new"),
        (#"merge_maps(attributes, {"str": "new"}, "insert")"#, "str", "text"),
        (#"replace_all_patterns(attributes, "key", "^str$", "text")"#, "text", "text"),
        (#"stringify_all(attributes)"#, "map", #"{"k":"v","n":{"deep":1}}"#),
        (#"flatten(attributes)"#, "map.n.deep", "1"),
        (#"flatten(attributes)"#, "list.2", "3"),
    ]

    @Test(arguments: edits) func `changes what its editor changes`(edit: (text: String, key: String, result: String))
        throws
    {
        var point = TestPoint.values
        _ = try compiled(edit.text).run(&point)
        #expect(point.attributes.value(of: edit.key)?.text == edit.result, "\(edit.text)")
    }

    @Test(arguments: [
        #"set(attributes["list"][3], "D")"#, #"set(attributes["list"][-1], "Z")"#, #"set(attributes["str"]["x"], 1)"#,
        #"set(attributes["map"][0], 1)"#, #"set(attributes["list"]["x"], 1)"#, #"set(attributes["new"][100000], 1)"#,
        #"set(attributes[attributes["int"]], 3)"#, #"set(attributes["a"], Now())"#, #"append(attributes["map"], 1)"#,
        #"delete_index(attributes["ints"], 3)"#, #"delete_index(attributes["ints"], 2, 1)"#,
        #"replace_pattern(attributes["str"], Concat(["("], ""), "x")"#,
        #"replace_match(attributes["str"], "*", "hello", ToUpperCase, "%d")"#,
    ])
    func `fails when it runs`(text: String) throws {
        let statement = try compiled(text)
        var point = TestPoint.values
        #expect(throws: EvaluationError.self) { try statement.run(&point) }
    }

    @Test func `moves the last key where one is deleted, and keeps the order of what is filtered`() throws {
        var point = TestPoint(attributes: ["a", "b", "c", "d"].map { Attribute(key: $0, value: .int(1)) })
        _ = try compiled(#"delete_key(attributes, "a")"#).run(&point)
        #expect(point.attributes.map(\.key) == ["d", "b", "c"])
        _ = try compiled(#"limit(attributes, 2, ["c"])"#).run(&point)
        #expect(point.attributes.map(\.key) == ["d", "c"])
    }
}

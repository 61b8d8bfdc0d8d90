import MetricCore
import Testing

struct LabelTests {
    /// What otelcol shows, nil where it drops the series.
    static let keys: [(String, String?)] = [
        ("dag.id", "dag_id"), ("_private", "key_private"), ("__meta__", nil), ("__a..b__", nil), ("__name__", nil),
        ("__meta", "key_meta"), ("9lives", "key_9lives"), ("a___b", "a_b"), ("größe", "gr_e"), ("_", "key_"),
        ("___", "key_"), ("...", "key_"), ("____", nil), ("_____", nil), ("tail.", "tail_"),
        ("name (of host)", "name_of_host_"), ("a:b", "a_b"), ("DagId", "DagId"), ("", nil),
    ]

    @Test(arguments: keys)
    func `names labels after keys`(key: String, expected: String?) {
        #expect((try? LabelName(attributeKey: key))?.text == expected)
    }

    /// What otelcol shows with the gate PermissiveLabelSanitization, nil where it drops the series.
    static let permissiveKeys: [(String, String?)] = [
        ("dag.id", "dag_id"), ("_private", "_private"), ("__meta__", nil), ("__a..b__", nil), ("__meta", nil),
        ("9lives", "key_9lives"), ("a___b", "a___b"), ("größe", "gr__e"), ("_", nil), ("___", nil), ("...", nil),
        ("tail.", "tail_"), ("name (of host)", "name__of_host_"), ("a:b", "a_b"), ("DagId", "DagId"), ("", nil),
    ]

    @Test(arguments: permissiveKeys)
    func `keeps underscores by the permissive rule`(key: String, expected: String?) {
        #expect((try? LabelName(attributeKey: key, rule: .permissive))?.text == expected)
    }

    @Test func `says why a key gives no label`() {
        #expect(throws: LabelNameError.empty) { try LabelName(attributeKey: "") }
        #expect(throws: LabelNameError.reserved(name: "__a_b__")) { try LabelName(attributeKey: "__a..b__") }
        #expect(throws: LabelNameError.onlyUnderscores(key: "____", result: "____")) {
            try LabelName(attributeKey: "____")
        }
        #expect(LabelNameError.empty.description == "label name is empty")
        #expect(LabelNameError.reserved(name: "__a__").description == "\"__a__\" is not a valid label name")
    }

    static let constants: [(String, String?)] = [
        ("env", "env"), ("my-label", "my-label"), ("9lives", "9lives"), ("_x", "_x"), ("a__b", "a__b"), ("é.", "é."),
        ("__secret", nil), ("", nil),
    ]

    @Test(arguments: constants)
    func `leaves the names of constant labels as they are`(name: String, expected: String?) {
        #expect((try? LabelName(constant: name))?.text == expected)
    }

    private func text(_ labels: LabelSet) -> String {
        Self.text(labels.text)
    }

    private static func text(_ labels: LabelText) -> String {
        String(decoding: labels.bytes, as: UTF8.self)
    }

    private func set(_ pairs: KeyValuePairs<String, String>) throws -> LabelSet {
        try LabelSet(pairs.map { Attribute(key: $0.key, value: .string($0.value)) })
    }

    @Test func `sorts labels by name`() throws {
        var labels = try set(["state": "ok", "dag.id": "d1", "Zone": "z"])
        labels[try LabelName(constant: "job")] = "airflow"
        #expect(text(labels) == #"Zone="z",dag_id="d1",job="airflow",state="ok","#)
        #expect(labels.count == 4)
    }

    @Test func `has nothing to write without labels`() {
        #expect(LabelSet().text.bytes.isEmpty)
    }

    /// What otelcol shows by each scheme; the first is that of a reader who knows all names. Where two become one,
    /// otelcol has the label twice.
    static let escapes: [(String, [String])] = [
        ("dag.id", [#""dag.id"="v","#, #"dag_id="v","#, #"dag_dot_id="v","#, #"U__dag_2e_id="v","#]),
        ("9lives", [#""9lives"="v","#, #"_lives="v","#, #"key__lives="v","#, #"U___39_lives="v","#]),
        ("größe", [#""größe"="v","#, #"gr__e="v","#, #"gr____e="v","#, #"U__gr_f6__df_e="v","#]),
        (
            "name (of host)",
            [
                #""name (of host)"="v","#, #"name__of_host_="v","#, #"name____of__host__="v","#,
                #"U__name_20__28_of_20_host_29_="v","#,
            ]
        ),
        ("_private", [String](repeating: #"_private="v","#, count: 4)),
        ("a___b", [String](repeating: #"a___b="v","#, count: 4)),
        // Readers of text know no colon in the name of a label.
        ("a:b", [#""a:b"="v","#, #"a_b="v","#, #"a__b="v","#, #"U__a_3a_b="v","#]),
        (
            "say \"hi\"",
            [#""say \"hi\""="v","#, #"say__hi_="v","#, #"say____hi__="v","#, #"U__say_20__22_hi_22_="v","#]
        ),
    ]

    @Test(arguments: escapes)
    func `escapes names as the reader asks`(key: String, expected: [String]) throws {
        let labels = try LabelSet([Attribute(key: key, value: .string("v"))], rule: .unchanged)
        #expect(EscapingScheme.allCases.map { Self.text(labels.text.escaped(by: $0)) } == expected)
    }

    @Test func `joins the values of names that meet where they are escaped`() throws {
        let pairs: KeyValuePairs = ["dag.id": "a\"", "dag_id": "b", "job": "j"]
        let attributes = pairs.map { Attribute(key: $0.key, value: .string($0.value)) }
        let labels = try LabelSet(attributes, rule: .unchanged)
        #expect(Self.text(labels.text) == #""dag.id"="a\"",dag_id="b",job="j","#)
        #expect(Self.text(labels.text.escaped(by: .underscores)) == #"dag_id="a\";b",job="j","#)
        #expect(Self.text(labels.text.escaped(by: .dots)) == #"dag_dot_id="a\"",dag_id="b",job="j","#)
    }

    @Test(arguments: ["_", "____", "", "__meta"])
    func `refuses keys that no rule can show`(key: String) {
        #expect(throws: LabelNameError.self) { try LabelName(attributeKey: key, rule: .unchanged) }
    }

    @Test func `joins the values of keys that meet`() throws {
        #expect(text(try set(["a.b": "1", "a_b": "2", "a": "0"])) == #"a="0",a_b="1;2","#)
        #expect(text(try set(["a_b": "2", "a.b": "1"])) == #"a_b="2;1","#)
    }

    @Test func `replaces and removes labels`() throws {
        let job = try LabelName(constant: "job")
        var labels = try set(["job": "theirs"])
        #expect(labels[job] == "theirs")
        labels[job] = "ours"
        #expect(text(labels) == #"job="ours","#)
        labels[job] = nil
        #expect(labels[job] == nil)
        #expect(text(labels).isEmpty)
    }

    @Test func `refuses a set with a key that gives no label`() {
        #expect(throws: LabelNameError.empty) { try set(["a": "1", "": "2"]) }
    }

    @Test func `escapes values and help`() throws {
        #expect(text(try set(["quote": "a\"b\\c\nd\té"])) == #"quote="a\"b\\c\nd"# + "\té\",")
        var buffer = TextBuffer()
        buffer.append(help: "a\"b\\c\nd")
        #expect(buffer.text == #"a"b\\c\nd"#)
    }

    /// The order of a page of otelcol.
    @Test func `orders series as the page does`() throws {
        let ordered = try [
            set(["job": "a"]), set(["c": "0", "job": "a"]), set(["b": "10", "job": "a"]), set(["b": "2", "job": "a"]),
            set(["b": "Z", "job": "a"]), set(["B": "a", "job": "a"]), set(["b": "é", "job": "a"]),
            set(["a": "a", "b": "2", "job": "a"]), set(["a": "z", "b": "1", "job": "a"]),
        ]
        #expect(ordered.reversed().sorted().map(text) == ordered.map(text))
    }

    @Test func `tells values apart by their bytes`() throws {
        let composed = try set(["a": "\u{e9}"])
        let decomposed = try set(["a": "e\u{301}"])
        #expect(composed != decomposed)
        #expect(decomposed < composed)
        let again = try set(["a": "\u{e9}"])
        #expect(composed == again)
    }
}

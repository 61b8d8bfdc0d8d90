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
        ("env", "env"), ("my-label", "my_label"), ("9lives", "_lives"), ("_x", "_x"), ("a__b", "a__b"), ("é.", "__"),
        ("__secret", nil), ("", nil),
    ]

    @Test(arguments: constants)
    func `only escapes the names of constant labels`(name: String, expected: String?) {
        #expect((try? LabelName(constant: name))?.text == expected)
    }

    private func text(_ labels: LabelSet) -> String {
        String(decoding: labels.text, as: UTF8.self)
    }

    private func set(_ pairs: KeyValuePairs<String, String>) throws -> LabelSet {
        try LabelSet(pairs.map { Attribute(key: $0.key, value: .string($0.value)) })
    }

    @Test func `sorts labels by name`() throws {
        var labels = try set(["state": "ok", "dag.id": "d1", "Zone": "z"])
        labels[try LabelName(constant: "job")] = "airflow"
        #expect(text(labels) == #"{Zone="z",dag_id="d1",job="airflow",state="ok"}"#)
        #expect(labels.count == 4)
    }

    @Test func `leaves room for one more label`() throws {
        #expect(String(decoding: try set(["a": "b"]).textBeforeAnother, as: UTF8.self) == #"{a="b","#)
        #expect(String(decoding: LabelSet().textBeforeAnother, as: UTF8.self) == "{")
        #expect(LabelSet().text.isEmpty)
    }

    @Test func `joins the values of keys that meet`() throws {
        #expect(text(try set(["a.b": "1", "a_b": "2", "a": "0"])) == #"{a="0",a_b="1;2"}"#)
        #expect(text(try set(["a_b": "2", "a.b": "1"])) == #"{a_b="2;1"}"#)
    }

    @Test func `replaces and removes labels`() throws {
        let job = try LabelName(constant: "job")
        var labels = try set(["job": "theirs"])
        #expect(labels[job] == "theirs")
        labels[job] = "ours"
        #expect(text(labels) == #"{job="ours"}"#)
        labels[job] = nil
        #expect(labels[job] == nil)
        #expect(text(labels).isEmpty)
    }

    @Test func `refuses a set with a key that gives no label`() {
        #expect(throws: LabelNameError.empty) { try set(["a": "1", "": "2"]) }
    }

    @Test func `escapes values and help`() throws {
        #expect(text(try set(["quote": "a\"b\\c\nd\té"])) == #"{quote="a\"b\\c\nd"# + "\té\"}")
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

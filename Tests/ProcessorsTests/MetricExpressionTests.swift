import MetricCore
import Testing

@testable import Processors

struct MetricExpressionTests {
    private static let subject = ExpressionSubject(
        metric: MetricDescription(name: "airflow.ti.finish", shape: MetricShape(type: .sum)),
        attributes: [
            Attribute(key: "dag_id", value: .string("etl")), Attribute(key: "tries", value: .int(2)),
            Attribute(key: "empty", value: .string("")),
        ])

    @Test(
        arguments: [
            ("true", true), ("false", false), ("!false", true), ("not false", true), ("not not true", true),
            (#"MetricName == "airflow.ti.finish""#, true), (#"MetricName != 'airflow.ti.finish'"#, false),
            ("MetricName == `airflow.ti.finish`", true), (#"MetricType == "Sum""#, true),
            (#"Label("dag_id") == "etl""#, true), (#"Label("no") == """#, true), (#"Label("tries") == """#, true),
            (#"HasLabel("tries")"#, true), (#"HasLabel("empty")"#, true), (#"HasLabel("no")"#, false),
            (#"HasLabel("dag_id") && Label("dag_id") == "x""#, false), (#"HasLabel("no") || true"#, true),
            ("false or true and false", false), ("true or true and false", true), ("(true or true) and false", false),
            ("not false and false", false), ("true and not false", true), ("true == !false", true),
            (#"MetricName matches "^airflow\\.ti""#, true), (#"MetricName matches "^ti""#, false),
            (#"MetricName not matches "^ti""#, true), (#"MetricName contains ".ti.""#, true),
            (#"MetricName contains "aXti""#, false), (#"MetricName startsWith "airflow.""#, true),
            (#"MetricName startsWith "airflow.ti.finish.""#, false), (#"MetricName endsWith "finish""#, true),
            (#"MetricName not endsWith "finish""#, false), (#"MetricName startsWith Label("empty")"#, true),
            (#"MetricType in ["Gauge", "Sum"]"#, true), (#"MetricType not in ["Gauge", "Sum"]"#, false),
            (#"Label("dag_id") in []"#, false), ("2 in [1, 2.0, \"x\"]", true), ("[1, 2] == [1, 2]", true),
            (#"MetricName == "airflow.f" ? true : Label("dag_id") != "x""#, true),
            ("true ? false ? true : false : true", false), (#"(true ? "a" : "b") == "a""#, true),
            ("1 < 2", true), ("-1 < -2", false), ("2 >= 2.0", true), ("1e3 == 1_000", true), ("0x10 > 15", true),
            ("1e+2 == 100 && 1e-2 < 1", true), (#""a" < "b" && "b" <= "b" && "c" > "b""#, true), ("+1 > .5", true),
            (#"Label("tries") == 2"#, false), (#"Label("dag_id") != nil"#, true), ("nil == nil", true),
            (#""\x41\u0042\U00000043\n\"" == 'ABC\n"'"#, true), (#"Label('dag_id')=='etl'"#, true),
            ("  true\n&&\ttrue ", true),
        ] as [(String, Bool)])
    func `is true or false as in otelcol`(text: String, expected: Bool) throws {
        #expect(try MetricExpression(text).matches(Self.subject) == expected)
    }

    @Test(
        arguments: [
            (MetricType.gauge, "Gauge"), (.sum, "Sum"), (.histogram, "Histogram"),
            (.exponentialHistogram, "ExponentialHistogram"), (.summary, "Summary"),
        ] as [(MetricType, String)])
    func `knows types by name`(type: MetricType, name: String) throws {
        let subject = ExpressionSubject(
            metric: MetricDescription(name: "m", shape: MetricShape(type: type)), attributes: [])
        #expect(try MetricExpression(#"MetricType == "\#(name)""#).matches(subject))
    }

    @Test(
        arguments: [
            ("", "expected a value, found the end, at character 1"),
            (#"Label("dag_id" =="#, "expected a value, found the end, at character 18"),
            (#"Label("dag_id""#, "expected ), found the end, at character 15"),
            ("MetricName", "expected a condition, found a text, at character 1"),
            ("1", "expected a condition, found a number, at character 1"),
            ("true true", "expected a value, found 'true', at character 6"),
            ("true)", "expected a value, found ')', at character 5"),
            ("true && MetricName", "expected a condition, found a text, at character 9"),
            ("not MetricName == 'a'", "expected a condition, found a text, at character 5"),
            ("MetricName < 5", "expected a text, found a number, at character 14"),
            ("true < false", "expected a text, found a condition, at character 1"),
            ("MetricName in 'abc'", "expected a list, found a text, at character 15"),
            ("MetricName matches MetricType", "expected a text in quotes, at character 20"),
            ("MetricName matches '('", "no regular expression that RE2 takes: missing ): (, at character 20"),
            ("5 matches 'a'", "expected a text, found a number, at character 1"),
            ("true ? 'a' : 5", "expected a text, found a number, at character 14"),
            ("true ? 'a'", "expected :, found the end, at character 11"),
            ("Label(5) == ''", "expected a text, found a number, at character 7"),
            (
                "MetricNam == ''",
                "there is no MetricNam, but MetricName, MetricType, Label(\"key\") and HasLabel(\"key\"), at character 1"
            ),
            ("'abc", "the text has no closing ', at character 1"),
            (#"'a\.b' == MetricName"#, "a backslash is written twice in a text, at character 3"),
            (#"'\x4' == MetricName"#, "no character has this code, at character 2"),
            (#"'\uD800' == MetricName"#, "no character has this code, at character 2"),
            ("1..3 == 1", "1..3 is no number, at character 1"), ("MetricName = 'a'", "unexpected '=', at character 12"),
            ("[1 2] == []", "expected ,, found 2.0, at character 4"),
            ("true and", "expected a value, found the end, at character 9"),
            ("-MetricName == 1", "expected a value, found 'MetricName', at character 2"),
            ("(", "expected a value, found the end, at character 2"),
            ("'a\\", "a backslash is written twice in a text, at character 3"),
        ] as [(String, String)])
    func `says what is wrong and where`(text: String, message: String) {
        do {
            _ = try MetricExpression(text)
            Issue.record("\(text) was taken")
        } catch {
            #expect("\(error)" == message)
        }
    }

    @Test(arguments: ["(", "!", "not ", "[", "Label(", "true ? ", "true == ", "- ", "true ? true : "])
    func `refuses what is nested too deep`(part: String) {
        #expect(throws: ExpressionFault.self) { try MetricExpression(String(repeating: part, count: 5_000) + "true") }
    }

    @Test func `takes long lists of conditions`() throws {
        let condition = String(repeating: "false || true && ", count: 5_000) + "true"
        #expect(try MetricExpression(condition).matches(Self.subject))
        let names = (0..<5_000).map { "\"airflow.\($0)\"" }.joined(separator: ",")
        #expect(try !MetricExpression("MetricName in [\(names)]").matches(Self.subject))
    }
}

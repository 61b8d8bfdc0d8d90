import Patterns
import Testing

struct PatternTests {
    @Test(
        arguments: [
            ("b", "abc", true), ("^b", "abc", false), ("^a.c$", "abc", true), ("", "", true), ("^$", "", true),
            ("a|", "", true), ("(?i)ÄB", "xäb", true), ("^.$", "\u{1F32C}", true), ("^\\pL+$", "Büro", true),
            ("a.b", "a\nb", false), ("(?s)a.b", "a\nb", true), ("\\bti\\b", "a.ti.b", true), ("b$", "b\n", false),
            ("a\0b", "xa\0b", true), ("^[^a]$", "\0", true), ("\\Q[.\\E", "a[.b", true),
            ("^\u{FFFD}$", "\u{FFFD}", true),
        ] as [(String, String, Bool)])
    func `finds what matches anywhere in a text`(pattern: String, text: String, expected: Bool) throws {
        #expect(try Pattern(pattern).matches(text) == expected)
    }

    @Test(
        arguments: [
            ("(", "missing ): ("), ("a)", "unexpected ): a)"), ("*.finish", "no argument for repetition operator: *"),
            ("^(?!dag_id)", "invalid perl operator: (?!"), ("(?<=a)b", "invalid perl operator: (?<"),
            ("[b-a]", "invalid character class range: b-a"),
            ("a{1001}", "invalid repetition size: {1001}"), ("(?P<a>x)(?P<a>y)", "two groups have the same name"),
            ("a\\", "trailing \\"), ("\\1", "invalid escape sequence: \\1"), ("(\0", "missing ): (\0"),
            ("\\pN{1000}\\pN{1000}", "pattern too large - compile failed"),
            (String(repeating: "()", count: 101), "more than 100 groups"),
        ] as [(String, String)])
    func `says why a pattern is none`(pattern: String, message: String) throws {
        #expect(throws: PatternError.self) { try Pattern(pattern) }
        do {
            _ = try Pattern(pattern)
        } catch {
            #expect(error.message == message)
        }
    }

    @Test(arguments: ["(", "[", "(a{0,1000}", "(?:", "\\Q", "a{1000}{1000}", "(?i", "[[:", "[^]", "(?P<", "(?<"])
    func `stands hostile patterns`(part: String) {
        let pattern = try? Pattern(String(repeating: part, count: 20_000))
        #expect(pattern?.matches(String(repeating: "a", count: 1000)) != true)
    }

    @Test(arguments: ["(a*)*$", "(a|a)*$", "(a|aa)+$", "(.*)(.*)(.*)(.*)$", "(a?){100}a{100}$", "((a{0,30}){0,30})$"])
    func `takes time that is linear in the text`(pattern: String) throws {
        let pattern = try Pattern(pattern)
        let text = String(repeating: "a", count: 100_000) + "!"
        let time = ContinuousClock().measure {
            _ = pattern.matches(text)
            _ = pattern.firstMatch(in: text)
        }
        #expect(time < .seconds(10))
    }

    @Test func `tells what groups there are`() throws {
        let pattern = try Pattern(#"(a)(?P<dag_id>b)(?:c)(?<task>d)\(?<x>"#)
        #expect(pattern.groupNames == [nil, nil, "dag_id", "task"])
        #expect(pattern.groupCount == 3)
        #expect(try Pattern("a").groupNames == [nil])
    }

    @Test(
        arguments: [
            ("[(?<a>]", "<"), ("[[:digit:](?<a>]+", "7(<"), ("[]](?<a>b)", "]b"), ("[^](?<a>]+", "b"),
            (#"\Q(?<a>\E"#, "(?<a>"),
            (#"[\](?<a>]+"#, "](<"), ("[[:](?<a>b)", ":b"), (#"\\(?<a>b)"#, #"\b"#), (#"\Qa\E(?<a>b)"#, "ab"),
        ] as [(String, String)])
    func `takes Go's newer way to name a group only where one begins`(pattern: String, text: String) throws {
        #expect(try Pattern(pattern).firstMatch(in: text)?.whole == text[...])
    }

    @Test(
        arguments: [
            ("^(?P<dag>[a-z]+)(\\[(\\d+)\\])?$", "etl", ["etl", "etl", nil, nil]),
            ("(\\d*)([a-z]*)", "12", ["12", "12", ""]), ("(x)|(y)", "y", ["y", nil, "y"]), ("()", "", ["", ""]),
            ("ü(.)", "aüöb", ["üö", "ö"]), ("(a)(\0)", "a\0", ["a\0", "a", "\0"]), ("x", "y", nil),
        ] as [(String, String, [String?]?)])
    func `gives what groups hold`(pattern: String, text: String, expected: [String?]?) throws {
        #expect(try Pattern(pattern).firstMatch(in: text)?.groups == expected?.map { $0.map { $0[...] } })
    }

    @Test(
        arguments: [
            ("a", "banana", ["a", "a", "a"]), ("ana", "banana", ["ana"]), ("a*", "baac", ["", "aa", ""]),
            ("a*", "", [""]), ("", "äb", ["", "", ""]), ("^a", "aaa", ["a"]), ("\\b", "ab c", ["", "", "", ""]),
            ("x", "banana", []), ("(?m)^.", "ab\ncd", ["a", "c"]), (".", "e\u{301}", ["e", "\u{301}"]),
        ] as [(String, String, [String])])
    func `finds all matches`(pattern: String, text: String, expected: [String]) throws {
        let found = try Pattern(pattern).allMatches(in: text).map { Array($0.whole.unicodeScalars) }
        #expect(found == expected.map { Array($0.unicodeScalars) })
    }

    @Test(arguments: ["a.b", "\\E[", "(?<a>", "a\0\n\tb", "ü_9~\u{7F}", "", "^$*+?{}|/#- &\"'"])
    func `takes a text as it stands`(text: String) throws {
        let pattern = try Pattern(literal: text)
        #expect(pattern.firstMatch(in: "x\(text)x")?.whole == text[...])
        #expect(text.isEmpty || !pattern.matches("axb"))
    }

    @Test func `stands single bytes of characters`() throws {
        #expect(try Pattern("\\C").allMatches(in: "ä\u{1F32C}").count == 6)
        _ = try Pattern("\\C").firstMatch(in: "ä")?.whole.count
    }

    @Test func `is used by several threads at once`() async throws {
        let pattern = try Pattern("^(?P<word>[a-z]+)\\.([0-9]+)$")
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask { pattern.firstMatch(in: "abc.\(number)")?.groups[2] == "\(number)" }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}

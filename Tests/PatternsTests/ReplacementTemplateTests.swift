import Patterns
import Testing

struct ReplacementTemplateTests {
    @Test(
        arguments: [
            ("$1-$2", "etl-7"), ("${1}x", "etlx"), ("$1x", ""), ("$1_$2", "7"), ("${dag}_$2", "etl_7"),
            ("$dag.", "etl."),
            ("$0", "etl.7"), ("$$1", "$1"), ("$$$1", "$etl"), ("$$$$", "$$"), ("$", "$"), ("a$", "a$"), ("$ x", "$ x"),
            ("${", "${"), ("${1", "${1"), ("${}", "${}"), ("${1 }", "${1 }"), ("$-1", "$-1"), ("$4", ""), ("$01", ""),
            ("$99999999999999999999", ""), ("$3", ""), ("$ä", ""), ("", ""), ("plain", "plain"),
            ("${dag}${dag}", "etletl"),
        ] as [(String, String)])
    func `expands as Go does`(template: String, expected: String) throws {
        let pattern = try Pattern("^(?P<dag>[a-z]+)\\.([0-9]+)(x)?$")
        let template = ReplacementTemplate(template, for: pattern)
        #expect(template.expanded(with: try #require(pattern.firstMatch(in: "etl.7"))) == expected)
    }

    @Test(
        arguments: [
            ("a", "x", "banana", "bxnxnx"), ("ana", "$0$0", "banana", "banaanana"), ("a*", "-", "baac", "-b-c-"),
            ("", "-", "äb", "-ä-b-"), ("^", "x", "ab", "xab"), ("(\\d+)", "<$1>", "a1b22", "a<1>b<22>"),
            ("x", "y", "banana", "banana"), ("a", "", "a", ""), ("\\.", "_", "", ""),
            ("e", "a", "e\u{301}", "a\u{301}"),
        ] as [(String, String, String, String)])
    func `replaces all matches`(pattern: String, template: String, text: String, expected: String) throws {
        let pattern = try Pattern(pattern)
        let template = ReplacementTemplate(template, for: pattern)
        #expect(pattern.replacingMatches(in: text, with: template) == expected)
    }
}

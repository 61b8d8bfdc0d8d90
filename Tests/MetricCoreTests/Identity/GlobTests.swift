import MetricCore
import Testing

struct GlobTests {
    @Test(arguments: [
        ("", "", true), ("", "a", false), ("*", "", true), ("*", "abc", true), ("a", "a", true), ("a", "ab", false),
        ("a", "A", false), ("?", "a", true), ("?", "", false), ("?", "ab", false), ("?", "é", true),
        ("a*", "a", true), ("a*", "abc", true), ("a*", "ba", false), ("*c", "abc", true), ("*c", "abcd", false),
        ("a*c", "abcabc", true), ("a*b*c", "axxbxxc", true), ("a*b*c", "axxcxxb", false), ("**", "x", true),
        ("*?", "", false), ("*?", "x", true), ("a?*", "a", false), ("schema_*", "schema_url", true),
        (".", "a", false), ("[ab]", "a", false), ("*ab*ab", "ababab", true), ("*aab", "aaaab", true),
    ])
    func `matches whole texts`(pattern: String, text: String, isMatch: Bool) {
        #expect(Glob(pattern).matches(text) == isMatch)
    }

    @Test func `takes no longer for patterns of many stars`() {
        let pattern = String(repeating: "*a", count: 50) + "b"
        #expect(!Glob(pattern).matches(String(repeating: "a", count: 2000)))
    }
}

import Configuration
import TestRandom
import Testing

struct SettingValueTests {
    static let value = SettingValue.map([
        "b": .list([.int(1), .map(["x": .null, "y": .list([])]), .list([.bool(true)])]), "a": .map([:]),
        "c": .duration(.milliseconds(1500)), "d": .secret("hidden"), "e": .double(0.5), "f": .string("a\nb\n"),
    ])

    @Test func `prints YAML as otelcol does`() {
        #expect(
            Self.value.yaml == """
                a: {}
                b:
                    - 1
                    - x: null
                      "y": []
                    - - true
                c: 1.5s
                d: '[REDACTED]'
                e: 0.5
                f: |
                    a
                    b

                """)
    }

    @Test func `prints JSON`() {
        #expect(
            Self.value.withSecrets(revealed: true).json == """
                {
                  "a": {},
                  "b": [
                    1,
                    {
                      "x": null,
                      "y": []
                    },
                    [
                      true
                    ]
                  ],
                  "c": 1500000000,
                  "d": "hidden",
                  "e": 0.5,
                  "f": "a\\nb\\n"
                }

                """)
    }

    @Test(arguments: [
        ("word", "word"), ("", "\"\""), ("5", "\"5\""), ("0123", "\"0123\""), ("true", "\"true\""), ("yes", "\"yes\""),
        (" a", "' a'"), ("a ", "'a '"), ("\"5\"", "'\"5\"'"), ("it's", "it's"), ("'a", "'''a'"), ("a: b", "'a: b'"),
        ("a:b", "a:b"), ("a #b", "'a #b'"), ("a#b", "a#b"), ("- a", "'- a'"), ("-a", "-a"), ("{a", "'{a'"),
        ("${env:X}", "${env:X}"), ("a:", "'a:'"), ("tab\there", "\"tab\\there\""), ("\u{1}", "\"\\u0001\""),
        ("é世", "é世"), ("2025-10-09", "\"2025-10-09\""), ("2025-10-09x", "2025-10-09x"),
    ]) func `puts text into the quotes that it needs`(text: String, expected: String) {
        #expect(SettingValue.string(text).yaml == expected + "\n")
    }

    @Test(arguments: [SettingValue.unsigned(.max), .timestamp("2025-10-09"), .timestamp("2025-10-09 8:53:20,5")])
    func `reads back what isn't put into quotes`(value: SettingValue) throws {
        let page = SettingValue.map(["key": value]).yaml
        #expect(try Reading(page) { $0.any("key") }.settings == value, "\(page)")
    }

    @Test func `reads back any text that it printed`() throws {
        let alphabet = Array("ab0:-#'\"\\\n\t {}[],&*!|>%@`?~é\u{1}\u{2028}.")
        var generator = SplitMix64(seed: 7)
        for _ in 0..<2000 {
            let text = generator.nextText(of: alphabet, below: 12)
            let page = SettingValue.map(["key": .string(text)]).yaml
            #expect(try Reading(page) { $0.any("key") }.settings == .string(text), "\(page)")
        }
    }
}

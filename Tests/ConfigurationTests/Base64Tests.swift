import Configuration
import Testing

struct Base64Tests {
    @Test(arguments: [
        ("", ""), ("YQ==", "a"), ("YWI=", "ab"), ("YWJj", "abc"), ("YWJjZA==", "abcd"), ("+/+/", nil as String?),
    ])
    func `decodes`(text: String, decoded: String?) {
        let bytes = Base64.decode(text.utf8)
        if let decoded { #expect(bytes == Array(decoded.utf8)) } else { #expect(bytes == [0xfb, 0xff, 0xbf]) }
    }

    @Test(arguments: ["Y", "YQ", "YQ=", "YQ=a", "====", "Y===", "YQ==YQ==", "YW J", "YW-_"])
    func `refuses what isn't Base64`(text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }
}

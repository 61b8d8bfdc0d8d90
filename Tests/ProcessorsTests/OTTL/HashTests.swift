import Testing

@testable import Processors

/// Published values of the hashes.
struct HashTests {
    static let hashes: [(expression: String, value: String)] = [
        (#"MD5("")"#, "d41d8cd98f00b204e9800998ecf8427e"),
        (#"SHA1("abc")"#, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (#"SHA256("abc")"#, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (#"Hex(FNV("a"))"#, "af63dc4c8601ec8c"),
        (#"XXH3("")"#, "2d06800538d394c2"),
        (#"XXH128("")"#, "99aa06d3014798d86001c324468d497f"),
        // Of "hello": 0x248bfa47 in 32 bits, cbd8a7b341bd9b02 5b1e906a48ae1d19 in 128.
        (#"Murmur3Hash("hello")"#, "47fa8b24"),
        (#"Murmur3Hash128("hello")"#, "029bbd41b3a7d8cb191dae486a901e5b"),
    ]

    @Test(arguments: hashes) func `computes what others compute`(hash: (expression: String, value: String)) throws {
        var point = TestPoint()
        let expression = try ValueExpression(parsing: hash.expression)
        guard case .string(let text) = try Compiler.forTests.compile(expression).evaluate(&point) else {
            Issue.record("no text")
            return
        }
        #expect(text == hash.value)
    }
}

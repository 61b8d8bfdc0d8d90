import Testing

@testable import Extensions

/// Hashes of "secret", made by htpasswd and openssl.
let bcryptOfSecret = "$2y$04$abcdefghijklmnopqrstuu2r9OfJnfCsdneAXAGHnS4UpFFP8WIrW"

struct PasswordTests {
    @Test(arguments: [
        "secret", "{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=", "{SSHA}gVK8WC9YyFT1gMsQHTGCgT3sSv5zYWx0", bcryptOfSecret,
        "$5$saltsalt$0IyaXrmV7.sGNS6tirgqHLqX/G.FBvgkYA.lpPdS5sA",
        "$6$saltsalt$TVLlQcbpFVof5W3Yz4DTP6gRstiNuHwwTt6GLc1E5n0U0aDehy0S5knV8wiOQSpT0Y77vwPZN.Pq.H91p5hVO1",
    ])
    func `knows a password by`(stored: String) throws {
        let password = try StoredPassword(stored)
        #expect(password.matches(Array("secret".utf8)))
        for other in ["", "Secret", "secret ", "secre", "secret\0", stored == "secret" ? "x" : stored] {
            #expect(!password.matches(Array(other.utf8)))
        }
    }

    @Test(arguments: [
        ("$apr1$x$y", "hashes by MD5 are not taken: make a better one by htpasswd -B"),
        ("$1$x$y", "hashes by MD5 are not taken: make a better one by htpasswd -B"),
        ("$2y$10$short", "the hash is none of bcrypt, $5$, $6$: make one by htpasswd -B"),
        ("$argon2i$x", "the hash is none of bcrypt, $5$, $6$: make one by htpasswd -B"),
        ("{SHA}x", "no Base64 of a SHA-1 hash follows {SHA}"), ("{SHA}YWJj", "no Base64 of a SHA-1 hash follows {SHA}"),
    ])
    func `refuses`(stored: String, message: String) {
        #expect(throws: StoredPassword.Fault(message: message)) { try StoredPassword(stored) }
    }

    @Test func `reads a file line by line`() throws {
        let file = try PasswordFile("# people\r\na:one\r\n\n  \nb:two:three\na:last\n")
        #expect(
            file.passwords == [
                Array("a".utf8): .plain(Array("last".utf8)), Array("b".utf8): .plain(Array("two:three".utf8)),
            ])
    }

    @Test(arguments: [
        ("a:b\nnobody", 2, "a line is name:password"),
        ("\na:$1$x", 2, "hashes by MD5 are not taken: make a better one by htpasswd -B"),
    ])
    func `says which line is wrong`(text: String, line: Int, message: String) {
        #expect(throws: PasswordFile.Fault(line: line, message: message)) { try PasswordFile(text) }
    }
}

import CCrypt
import Glibc

/// A password that the system's libcrypt has hashed: bcrypt, SHA-256 or SHA-512.
struct CryptHash: Equatable, Sendable {
    /// How hashes begin, and how many characters come behind the last dollar sign: of bcrypt salt and hash.
    private static let kinds: KeyValuePairs<String, Int> = ["$2a$": 53, "$2b$": 53, "$2y$": 53, "$5$": 43, "$6$": 86]

    private let text: String

    /// Nil if the text is no such hash.
    init?(_ text: String) {
        let last = text.split(separator: "$").last?.utf8.count
        guard Self.kinds.contains(where: { text.hasPrefix($0.key) && $0.value == last }),
            unsafe crypt_checksalt(text) != CRYPT_SALT_INVALID
        else { return nil }
        self.text = text
    }

    /// Whether it was made of this password. Takes as long as whoever made it wanted.
    func matches(_ password: [UInt8]) -> Bool {
        // To libcrypt a password ends at its first zero byte.
        guard !password.contains(0) else { return false }
        var memory: UnsafeMutableRawPointer?
        var size: Int32 = 0
        // libcrypt allocates what it needs and nobody else has; the result is in there.
        defer { unsafe free(memory) }
        let phrase = (password + [0]).map { CChar(bitPattern: $0) }
        guard let hashed = unsafe crypt_ra(phrase, text, &memory, &size) else { return false }
        return unsafe areEqual(Array(String(cString: hashed).utf8), Array(text.utf8))
    }
}

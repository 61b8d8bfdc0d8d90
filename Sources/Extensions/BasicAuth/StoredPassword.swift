internal import Configuration

/// A password as a password file has it.
enum StoredPassword: Equatable, Sendable {
    /// As it is.
    case plain([UInt8])
    /// SHA-1 of the password and a salt, which is empty where the file says {SHA} rather than {SSHA}.
    case sha1(digest: [UInt8], salt: [UInt8])
    /// Hashed by libcrypt.
    case crypt(CryptHash)

    /// Why a password can't be used.
    struct Fault: Error, Equatable {
        let message: String
    }

    init(_ text: String) throws(Fault) {
        for prefix in ["{SHA}", "{SSHA}"] where text.hasPrefix(prefix) {
            let encoded = text.utf8.dropFirst(prefix.utf8.count)
            guard let bytes = Base64.decode(encoded), bytes.count == 20 || (bytes.count > 20 && prefix == "{SSHA}")
            else { throw Fault(message: "no Base64 of a SHA-1 hash follows \(prefix)") }
            self = .sha1(digest: Array(bytes[..<20]), salt: Array(bytes[20...]))
            return
        }
        if text.hasPrefix("$apr1$") || text.hasPrefix("$1$") {
            throw Fault(message: "hashes by MD5 are not taken: make a better one by htpasswd -B")
        }
        guard text.hasPrefix("$") else {
            self = .plain(Array(text.utf8))
            return
        }
        guard let hash = CryptHash(text) else {
            throw Fault(message: "the hash is none of bcrypt, $5$, $6$: make one by htpasswd -B")
        }
        self = .crypt(hash)
    }

    /// Whether a comparison takes so long that others would have to wait.
    var isSlow: Bool {
        if case .crypt = self { true } else { false }
    }

    func matches(_ password: [UInt8]) -> Bool {
        switch self {
        case .plain(let stored): areEqual(password, stored)
        case .sha1(let digest, let salt): areEqual(Digest.sha1(password + salt), digest)
        case .crypt(let hash): hash.matches(password)
        }
    }
}

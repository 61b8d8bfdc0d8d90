import CGnuTLS
import CXXHash

/// Hashes that libraries compute: the only place among processors that faces them.
enum Hashes {
    static func md5(_ text: String) -> [UInt8] { digest(GNUTLS_DIG_MD5, byteCount: 16, Array(text.utf8)) }
    static func sha1(_ text: String) -> [UInt8] { sha1(Array(text.utf8)) }
    static func sha1(_ bytes: [UInt8]) -> [UInt8] { digest(GNUTLS_DIG_SHA1, byteCount: 20, bytes) }
    static func sha256(_ text: String) -> [UInt8] { sha256(Array(text.utf8)) }
    static func sha256(_ bytes: [UInt8]) -> [UInt8] { digest(GNUTLS_DIG_SHA256, byteCount: 32, bytes) }
    static func sha512(_ text: String) -> [UInt8] { digest(GNUTLS_DIG_SHA512, byteCount: 64, Array(text.utf8)) }

    /// 64 bits of XXH3.
    static func xxh3(_ text: String) -> UInt64 {
        let bytes = Array(text.utf8)
        // The bytes are read within the call only.
        return unsafe XXH3_64bits(bytes, bytes.count)
    }

    /// 128 bits of XXH3, the higher ones first.
    static func xxh128(_ text: String) -> (high: UInt64, low: UInt64) {
        let bytes = Array(text.utf8)
        // The bytes are read within the call only.
        let hash = unsafe XXH3_128bits(bytes, bytes.count)
        return (hash.high64, hash.low64)
    }

    private static func digest(
        _ algorithm: gnutls_digest_algorithm_t, byteCount: Int, _ bytes: [UInt8]
    ) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: byteCount)
        // Both buffers are used within the call only; the digest has the bytes that the algorithm writes.
        let status = unsafe gnutls_hash_fast(algorithm, bytes, bytes.count, &digest)
        precondition(status == 0, "gnutls_hash_fast failed")
        return digest
    }
}

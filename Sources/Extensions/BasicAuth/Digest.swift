import CGnuTLS

/// What GnuTLS makes of bytes: hashes, and random keys.
enum Digest {
    /// 256 bits.
    typealias Tag = SIMD4<UInt64>

    /// A key that nobody can guess.
    static func randomKey() -> [UInt8] {
        var key = [UInt8](repeating: 0, count: 32)
        let status = unsafe gnutls_rnd(GNUTLS_RND_KEY, &key, key.count)
        precondition(status == 0, "the system has no random numbers")
        return key
    }

    /// HMAC-SHA-256, which nobody can compute without the key.
    static func authentication(of bytes: RawSpan, key: [UInt8]) -> Tag {
        var tag = Tag()
        // The buffers are used within the call only; a tag has the 32 bytes that are written.
        let status = unsafe bytes.withUnsafeBytes { bytes in
            unsafe withUnsafeMutableBytes(of: &tag) { tag in
                unsafe gnutls_hmac_fast(
                    GNUTLS_MAC_SHA256, key, key.count, bytes.baseAddress, bytes.count, tag.baseAddress)
            }
        }
        precondition(status == 0, "gnutls_hmac_fast failed")
        return tag
    }

    /// SHA-1, which old password files use.
    static func sha1(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 20)
        let status = unsafe gnutls_hash_fast(GNUTLS_DIG_SHA1, bytes, bytes.count, &digest)
        precondition(status == 0, "gnutls_hash_fast failed")
        return digest
    }
}

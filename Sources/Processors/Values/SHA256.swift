import CGnuTLS

/// SHA-256, by GnuTLS.
enum SHA256 {
    /// The hash in hexadecimal digits, in lower case.
    static func hexadecimal(of bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        // Both buffers are used within the call only; a hash has the 32 bytes that are written.
        let status = unsafe gnutls_hash_fast(GNUTLS_DIG_SHA256, bytes, bytes.count, &digest)
        precondition(status == 0, "gnutls_hash_fast failed")
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xf)]] }, as: UTF8.self)
    }
}

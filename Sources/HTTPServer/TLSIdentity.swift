import CGnuTLS
import CMicroHTTPD

/// What a server shows of itself over TLS, and which clients it takes: a certificate with its key, and authorities.
@safe
public final class TLSIdentity: @unchecked Sendable {
    // Sendable: GnuTLS only reads credentials once they are made, by any number of threads. Whoever has a session that
    // uses them keeps this object.
    private let credentials: gnutls_certificate_credentials_t
    private let checksClients: Bool

    /// Why there is no identity.
    public struct Fault: Error, Equatable {
        /// What is wrong, in GnuTLS' words.
        public let message: String
    }

    /// Takes a certificate chain and its key in PEM; if there are authorities, clients must show a certificate of one
    /// of them.
    public init(certificate: [UInt8], key: [UInt8], clientAuthorities: [UInt8]? = nil) throws(Fault) {
        var made: gnutls_certificate_credentials_t?
        let status = unsafe gnutls_certificate_allocate_credentials(&made)
        guard let made = unsafe made else { throw Fault(status) }
        unsafe credentials = made
        checksClients = clientAuthorities != nil
        try Fault.check(
            unsafe withDatum(certificate) { certificate in
                unsafe withDatum(key) { key in
                    unsafe gnutls_certificate_set_x509_key_mem(made, certificate, key, GNUTLS_X509_FMT_PEM)
                }
            })
        guard let clientAuthorities else { return }
        let count = unsafe withDatum(clientAuthorities) {
            unsafe gnutls_certificate_set_x509_trust_mem(made, $0, GNUTLS_X509_FMT_PEM)
        }
        try Fault.check(count)
        guard count > 0 else { throw Fault(message: "no certificate of an authority is in there") }
    }

    deinit {
        unsafe gnutls_certificate_free_credentials(credentials)
    }

    /// Has a session that begins show this identity, and speak HTTP/1.1. The session must not outlive this object.
    func prepare(_ session: gnutls_session_t) {
        unsafe gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, UnsafeMutableRawPointer(credentials))
        var name = Array("http/1.1".utf8)
        // GnuTLS copies the name.
        unsafe name.withUnsafeMutableBufferPointer { name in
            var datum = unsafe gnutls_datum_t(data: name.baseAddress, size: UInt32(name.count))
            _ = unsafe gnutls_alpn_set_protocols(session, &datum, 1, UInt32(GNUTLS_ALPN_MANDATORY.rawValue))
        }
        guard checksClients else { return }
        unsafe gnutls_certificate_server_set_request(session, GNUTLS_CERT_REQUIRE)
        unsafe gnutls_session_set_verify_function(session, verifyClient)
    }
}

/// Checks a client's certificate during the handshake: 0 if it will do.
private func verifyClient(_ session: gnutls_session_t?) -> Int32 {
    guard let session = unsafe session else { return GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR }
    var status: UInt32 = 0
    var purpose = Array("1.3.6.1.5.5.7.3.2".utf8) + [0]
    // The purpose, that of a client's certificate, is read within the call.
    let result = unsafe purpose.withUnsafeMutableBufferPointer { purpose in
        var data = unsafe gnutls_typed_vdata_st(type: GNUTLS_DT_KEY_PURPOSE_OID, data: purpose.baseAddress, size: 0)
        return unsafe gnutls_certificate_verify_peers(session, &data, 1, &status)
    }
    if result == GNUTLS_E_SUCCESS && status == 0 { return 0 }
    let isUnknown = status & UInt32(GNUTLS_CERT_SIGNER_NOT_FOUND.rawValue) != 0
    // Who is refused is told so; libmicrohttpd would only close.
    unsafe gnutls_alert_send(session, GNUTLS_AL_FATAL, isUnknown ? GNUTLS_A_UNKNOWN_CA : GNUTLS_A_BAD_CERTIFICATE)
    return GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR
}

extension TLSIdentity.Fault {
    fileprivate init(_ status: Int32) {
        // GnuTLS has a text for each of its errors.
        message = unsafe gnutls_strerror(status).map { unsafe String(cString: $0) } ?? "error \(status)"
    }

    fileprivate static func check(_ status: Int32) throws(TLSIdentity.Fault) {
        guard status < 0 else { return }
        throw TLSIdentity.Fault(status)
    }
}

/// Lends bytes as GnuTLS wants them, within the call; it doesn't change them.
private func withDatum(_ bytes: [UInt8], _ use: (UnsafePointer<gnutls_datum_t>) -> Int32) -> Int32 {
    unsafe bytes.withUnsafeBufferPointer { bytes in
        var datum = unsafe gnutls_datum_t(
            data: UnsafeMutablePointer(mutating: bytes.baseAddress), size: UInt32(clamping: bytes.count))
        return unsafe use(&datum)
    }
}

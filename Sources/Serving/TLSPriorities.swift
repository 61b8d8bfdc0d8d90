internal import Configuration

/// Which versions, ciphers and curves are spoken, as a priority string of GnuTLS.
enum TLSPriorities {
    private static let versions: KeyValuePairs<String, Int> = ["1.0": 0, "1.1": 1, "1.2": 2, "1.3": 3]

    private static let curves: KeyValuePairs<String, String> = [
        "X25519": "GROUP-X25519", "P256": "GROUP-SECP256R1", "P384": "GROUP-SECP384R1", "P521": "GROUP-SECP521R1",
    ]

    /// Go's names of cipher suites, and what GnuTLS puts them together of. GnuTLS chooses key exchange, cipher and hash
    /// each on its own, so suites between those that are listed are allowed too.
    private static let suites: KeyValuePairs<String, [String]> = [
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256": ["ECDHE-ECDSA", "AES-128-GCM", "AEAD"],
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384": ["ECDHE-ECDSA", "AES-256-GCM", "AEAD"],
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256": ["ECDHE-ECDSA", "CHACHA20-POLY1305", "AEAD"],
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305": ["ECDHE-ECDSA", "CHACHA20-POLY1305", "AEAD"],
        "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA": ["ECDHE-ECDSA", "AES-128-CBC", "SHA1"],
        "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA": ["ECDHE-ECDSA", "AES-256-CBC", "SHA1"],
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256": ["ECDHE-RSA", "AES-128-GCM", "AEAD"],
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384": ["ECDHE-RSA", "AES-256-GCM", "AEAD"],
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256": ["ECDHE-RSA", "CHACHA20-POLY1305", "AEAD"],
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305": ["ECDHE-RSA", "CHACHA20-POLY1305", "AEAD"],
        "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA": ["ECDHE-RSA", "AES-128-CBC", "SHA1"],
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA": ["ECDHE-RSA", "AES-256-CBC", "SHA1"],
    ]

    static func read(_ section: ConfigSection) -> String {
        let suites = suites(section)
        // Ciphers that TLS 1.3 doesn't know leave nothing for it to choose.
        let greatest = suites.isEmpty || suites.contains("AEAD") ? 3 : 2
        var parts = ["NORMAL"] + versions(section, atMost: greatest)
        if !suites.isEmpty {
            parts += ["-KX-ALL", "-CIPHER-ALL", "-MAC-ALL"] + suites.map { "+\($0)" }
        }
        let groups = choices(section, "curve_preferences", among: curves.map { ($0.key, $0.value) })
        if !groups.isEmpty { parts += ["-GROUP-ALL"] + groups.map { "+\($0)" } }
        return parts.joined(separator: ":")
    }

    private static func versions(_ section: ConfigSection, atMost limit: Int) -> [String] {
        let least = section.choice("min_version", default: 2, named: versions)
        let greatest = section.choice("max_version", default: 3, named: versions)
        if least > greatest {
            section.fail("invalid TLS configuration: min_version cannot be greater than max_version")
        }
        return ["-VERS-ALL"] + (0...3).filter { $0 >= least && $0 <= min(greatest, limit) }.map { "+VERS-TLS1.\($0)" }
    }

    /// The parts of the suites that are listed, each once; none if none are.
    private static func suites(_ section: ConfigSection) -> [String] {
        if section.bool("include_insecure_cipher_suites", default: false) {
            section.warn(at: "include_insecure_cipher_suites", "allows nothing more: GnuTLS has no insecure suites")
        }
        var parts: [String] = []
        for suite in choices(section, "cipher_suites", among: suites.map { ($0.key, $0.value) }) {
            parts += suite.filter { !parts.contains($0) }
        }
        return parts
    }

    private static func choices<Choice>(
        _ section: ConfigSection, _ key: String, among known: [(name: String, value: Choice)]
    ) -> [Choice] {
        section.stringList(key, default: []).compactMap { name in
            if let found = known.first(where: { $0.name == name }) { return found.value }
            let list = known.map(\.name).joined(separator: ", ")
            section.fail(at: key, "\(name) is none that is spoken here (known: \(list))")
            return nil
        }
    }
}

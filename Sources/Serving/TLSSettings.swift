internal import Configuration
internal import HTTPServer
internal import Logging
internal import Pipeline

/// How a component that listens speaks TLS, under `tls`.
struct TLSSettings: Sendable {
    /// A PEM text, or where it is.
    enum PEM: Equatable, Sendable {
        case text(String)
        case file(String)
    }

    private let certificate: PEM?
    private let key: PEM?
    private let clientAuthorities: String?
    private let priorities: String
    private let reloadInterval: Duration?
    private let location: SourceLocation

    init(_ section: ConfigSection) {
        location = section.location
        certificate = Self.pem(section, "cert", named: "certificate")
        key = Self.pem(section, "key", named: "key")
        if certificate == nil || key == nil {
            section.fail("TLS configuration must include both certificate and key for server connections")
        }
        let authorities = section.string("client_ca_file", default: "")
        clientAuthorities = authorities.isEmpty ? nil : authorities
        priorities = TLSPriorities.read(section)
        let interval = section.duration("reload_interval", default: .zero)
        let watchesAuthorities = section.bool("client_ca_file_reload", default: false)
        reloadInterval = interval > .zero ? interval : watchesAuthorities ? .seconds(1) : nil
        for name in ["ca_file", "ca_pem", "include_system_ca_certs_pool"] where section.isWritten(name) {
            _ = section.any(name)
            section.warn(at: name, "means nothing to a server; clients are checked by client_ca_file")
        }
        section.refuse("tpm")
    }

    private static func pem(_ section: ConfigSection, _ prefix: String, named name: String) -> PEM? {
        let file = section.string("\(prefix)_file", default: "")
        let text = section.secret("\(prefix)_pem") ?? ""
        if !file.isEmpty && !text.isEmpty {
            section.fail("provide either a \(name) file or the PEM-encoded string, but not both")
        }
        if !text.isEmpty { return .text(text) }
        return file.isEmpty ? nil : .file(file)
    }

    /// Reads what the settings name; a new identity is read again when the interval has passed.
    func endpoint(_ logger: Logger) throws(StartError) -> TLSEndpoint {
        let first: TLSIdentity
        do {
            first = try identity()
        } catch {
            throw StartError("failed to load TLS config: \(error.message)", at: location)
        }
        return TLSEndpoint(first, priorities: priorities, reloadInterval: reloadInterval) {
            do throws(ConfigEnvironment.FileFault) {
                return try identity()
            } catch {
                logger.error("failed to reload TLS files, keeping the last", ["error": .string(error.message)])
                return nil
            }
        }
    }

    private func identity() throws(ConfigEnvironment.FileFault) -> TLSIdentity {
        let certificate = try bytes(of: certificate)
        let key = try bytes(of: key)
        let authorities: [UInt8]?
        if let clientAuthorities { authorities = try bytes(of: .file(clientAuthorities)) } else { authorities = nil }
        do {
            return try TLSIdentity(certificate: certificate, key: key, clientAuthorities: authorities)
        } catch {
            throw ConfigEnvironment.FileFault(error.message)
        }
    }

    private func bytes(of pem: PEM?) throws(ConfigEnvironment.FileFault) -> [UInt8] {
        switch pem {
        case nil: return []
        case .text(let text): return Array(text.utf8)
        case .file(let path):
            do {
                return try readFile(path)
            } catch {
                throw ConfigEnvironment.FileFault("\(path): \(error.message)")
            }
        }
    }
}

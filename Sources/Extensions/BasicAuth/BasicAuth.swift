internal import Configuration
internal import Locking
internal import Pipeline

/// Knows senders by name and password.
final class BasicAuth: Authenticator {
    private enum Refused {
        static let missing = Verdict.refused("no basic auth provided")
        static let otherScheme = Verdict.refused("invalid authorization scheme prefix")
        static let malformed = Verdict.refused("invalid authorization format")
        static let wrong = Verdict.refused("invalid credentials")
    }

    /// Longer ones are nobody's: libcrypt takes 512 bytes of a password.
    private static let credentialsBytesMax = 2048
    private static let scheme = "Basic "

    private let settings: BasicAuthSettings
    private let passwords = Locked<[[UInt8]: StoredPassword]>([:])
    private let verified = VerifiedCredentials()

    init(_ settings: BasicAuthSettings) {
        self.settings = settings
    }

    func start() throws(StartError) {
        var all = settings.inline
        if !settings.path.isEmpty {
            do {
                let file = try Self.read(settings.path)
                if all == nil { all = file } else { all?.add(file) }
            } catch {
                throw StartError("the password file \(settings.path): \(error.message)", at: settings.pathLocation)
            }
        }
        let known = all?.passwords ?? [:]
        passwords.withLock { $0 = known }
    }

    private static func read(_ path: String) throws(ConfigEnvironment.FileFault) -> PasswordFile {
        let text = String(decoding: try readFile(path), as: UTF8.self)
        do {
            return try PasswordFile(text)
        } catch {
            throw ConfigEnvironment.FileFault("line \(error.line): \(error.message)")
        }
    }

    func becameReady() {}
    func willStop() {}
    func stop() {}

    // MARK: - Senders

    let credentialsField = "Authorization"

    func judge(_ credentials: RawSpan?) -> Verdict? {
        guard let credentials, credentials.byteCount > 0 else { return Refused.missing }
        guard credentials.byteCount <= Self.credentialsBytesMax else { return Refused.wrong }
        if verified.contains(credentials) { return .accepted }
        // The bytes are used within the call only.
        let bytes = unsafe credentials.withUnsafeBytes { unsafe Array($0) }
        let isSlow = passwords.withLock { $0.values.contains(where: \.isSlow) }
        return isSlow ? nil : verify(bytes)
    }

    func verify(_ credentials: [UInt8]) -> Verdict {
        guard
            String(decoding: credentials.prefix(Self.scheme.utf8.count), as: UTF8.self).lowercased()
                == Self.scheme.lowercased()
        else { return Refused.otherScheme }
        guard let (name, password) = Self.nameAndPassword(credentials) else { return Refused.malformed }
        let (stored, other) = passwords.withLock { ($0[name], $0.first?.value) }
        // A name that nobody has takes as long as one that somebody has.
        let isRight = (stored ?? other)?.matches(password) ?? false
        guard isRight, stored != nil else { return Refused.wrong }
        verified.insert(credentials)
        return .accepted
    }

    /// As in otelcol, `username`, and `raw`: what stands behind the scheme.
    func attributes(of credentials: [UInt8]) -> [String: String] {
        guard let (name, _) = Self.nameAndPassword(credentials) else { return [:] }
        let raw = credentials.dropFirst(Self.scheme.utf8.count)
        return ["username": String(decoding: name, as: UTF8.self), "raw": String(decoding: raw, as: UTF8.self)]
    }

    private static func nameAndPassword(_ credentials: [UInt8]) -> (name: [UInt8], password: [UInt8])? {
        guard let text = Base64.decode(credentials.dropFirst(scheme.utf8.count)),
            let colon = text.firstIndex(of: UInt8(ascii: ":"))
        else { return nil }
        return (Array(text[..<colon]), Array(text[(colon + 1)...]))
    }
}

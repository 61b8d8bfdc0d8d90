import Configuration
import Glibc
import Locking
import Logging
import MetricCore
import Pipeline
import Testing

@testable import Extensions

/// What the authenticators think of senders.
struct AuthenticatorTests {
    private static let mismatch = Verdict.refused("provided authorization does not match expected scheme or token")
    private let diagnostics = Diagnostics()

    private func make<Settings: ExtensionSettings>(
        _ type: String, _ yaml: String, _ read: (ConfigSection) -> Settings
    ) throws -> any Authenticator {
        let id = ComponentID(type: type)
        let settings = try ConfigSection.parse(yaml: yaml, component: id, diagnostics: diagnostics, read)
        let context = ComponentContext(
            .extension, id, logger: .none, registry: SeriesRegistry(Registry(RegistryOptions())))
        let made = try #require(settings.makeExtension(context) as? any Authenticator)
        try made.start()
        return made
    }

    private func bearer(_ yaml: String) throws -> any Authenticator {
        try make("bearertokenauth", yaml, BearerTokenAuthSettings.init)
    }

    private func basic(_ yaml: String) throws -> any Authenticator {
        try make("basicauth", yaml, BasicAuthSettings.init)
    }

    private func verdict(_ authenticator: any Authenticator, _ credentials: String) -> Verdict {
        let bytes = Array(credentials.utf8)
        return unsafe authenticator.judge(bytes.span.bytes) ?? authenticator.verify(bytes)
    }

    @Test(arguments: [
        ("token: a", ["Bearer a"], ["bearer a", "Bearer  a", "Bearer a ", "a", "", "Bearer", "Basic a"]),
        ("{token: a, scheme: ''}", ["a"], ["Bearer a"]), ("{token: a, scheme: Token}", ["Token a"], ["Bearer a"]),
        ("tokens: [a, b]", ["Bearer a", "Bearer b"], ["Bearer c"]),
    ])
    func `a token is right or wrong`(yaml: String, right: [String], wrong: [String]) throws {
        let authenticator = try bearer(yaml)
        #expect(diagnostics.faults == [])
        for each in right { #expect(verdict(authenticator, each) == .accepted) }
        for each in wrong { #expect(verdict(authenticator, each) == Self.mismatch) }
    }

    @Test func `a missing token is told with its header`() throws {
        let missing = "missing or empty authorization header: "
        #expect(try bearer("token: a").judge(nil) == .refused(missing + "Authorization"))
        let other = try bearer("{token: a, header: X-Api-Key}")
        #expect(other.credentialsField == "X-Api-Key")
        #expect(other.judge(nil) == .refused(missing + "X-Api-Key"))
    }

    @Test func `tokens are read from a file, and again when it changes`() throws {
        let path = "/tmp/windsock-tokens-\(getpid())"
        defer { unsafe unlink(path) }
        try write("first  the scheduler\n\n   second\tothers\n# third\n", to: path)
        let authenticator = try #require(try bearer("filename: \(path)") as? BearerTokenAuth)
        for token in ["first", "second", "#"] { #expect(verdict(authenticator, "Bearer \(token)") == .accepted) }
        #expect(verdict(authenticator, "Bearer third") == Self.mismatch)
        try write("fourth\n", to: path)
        authenticator.refresh()
        #expect(verdict(authenticator, "Bearer fourth") == .accepted)
        #expect(verdict(authenticator, "Bearer first") == Self.mismatch)
        try write("", to: path)
        authenticator.refresh()
        #expect(verdict(authenticator, "Bearer fourth") == .accepted)
    }

    private func write(_ text: String, to path: String) throws {
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        #expect(unsafe Glibc.write(file, text, text.utf8.count) == text.utf8.count)
        close(file)
    }

    @Test func `a file that isn't there is an error of the start`() {
        #expect(throws: StartError.self) { try bearer("filename: /no/such/file") }
        #expect(throws: StartError.self) { try basic("htpasswd: {file: /no/such/file}") }
    }

    @Test(arguments: [
        ("Basic YTpvbmU=", Verdict.accepted), ("basic YTpvbmU=", .accepted),  // a:one
        ("Basic YjpzZWNyZXQ=", .accepted),  // b:secret
        ("Basic YTp0d28=", .refused("invalid credentials")), ("Basic eDpvbmU=", .refused("invalid credentials")),
        ("Basic YTpvbmU", .refused("invalid authorization format")),
        ("Basic YQ==", .refused("invalid authorization format")),
        ("Bearer YTpvbmU=", .refused("invalid authorization scheme prefix")),
        ("", .refused("no basic auth provided")),
    ])
    func `a name and password are right or wrong`(credentials: String, expected: Verdict) throws {
        let authenticator = try basic("htpasswd: {inline: \"a:one\\nb:\(bcryptOfSecret)\"}")
        #expect(verdict(authenticator, credentials) == expected)
        #expect(authenticator.judge(nil) == .refused("no basic auth provided"))
    }

    @Test func `a sender's name and credentials are told`() throws {
        let authenticator = try basic("htpasswd: {inline: 'a:one'}")
        #expect(
            authenticator.attributes(of: Array("basic YTpvbmU=".utf8)) == ["username": "a", "raw": "YTpvbmU="])
        // The bytes ff and c3 28, which are no text.
        #expect(authenticator.attributes(of: Array("Basic /8MoOng=".utf8))["username"] == "\u{fffd}\u{fffd}(")
        #expect(authenticator.attributes(of: Array("Basic".utf8)) == [:])
        #expect(try bearer("token: a").attributes(of: Array("Bearer a".utf8)) == [:])
    }

    @Test func `what was found right is known from then on, for so many`() throws {
        let credentials = VerifiedCredentials()
        func contains(_ number: Int) -> Bool {
            let bytes = Array("\(number)".utf8)
            return unsafe credentials.contains(bytes.span.bytes)
        }
        for number in 0..<1500 { credentials.insert(Array("\(number)".utf8)) }
        #expect((500..<1500).allSatisfy(contains))
        #expect(!(0..<500).contains(where: contains))
    }

    @Test func `slow hashes are left to a thread that may wait, once`() throws {
        let authenticator = try basic("htpasswd: {inline: 'b:\(bcryptOfSecret)'}")
        let bytes = Array("Basic YjpzZWNyZXQ=".utf8)
        #expect(unsafe authenticator.judge(bytes.span.bytes) == nil)
        #expect(authenticator.verify(bytes) == .accepted)
        #expect(unsafe authenticator.judge(bytes.span.bytes) == .accepted)
    }

    @Test(arguments: [
        ("bearertokenauth", "{}", "no bearer token is provided"),
        ("bearertokenauth", "{token: a, tokens: [b]}", "either tokens or token should be provided, not both"),
        ("bearertokenauth", "{token: a, header: ''}", "header: is empty"),
        ("basicauth", "{}", "no credential source provided"),
        ("basicauth", "{htpasswd: {inline: ''}}", "no credential source provided"),
        ("basicauth", "{client_auth: {username: a}}", "client_auth: is for clients"),
        ("basicauth", "{htpasswd: {inline: 'a:$apr1$x$y'}}", "inline: line 1: hashes by MD5 are not taken"),
    ])
    func `refuses settings`(type: String, yaml: String, message: String) throws {
        if type == "basicauth" { _ = try? basic(yaml) } else { _ = try? bearer(yaml) }
        #expect(diagnostics.faults.contains { $0.description.contains(message) }, "\(diagnostics.faults)")
    }
}

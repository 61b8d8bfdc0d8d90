public import Configuration
public import Pipeline

/// The settings of the extension `bearertokenauth`.
public struct BearerTokenAuthSettings: ExtensionSettings {
    /// Where the tokens come from.
    enum Source: Equatable, Sendable {
        case written([String])
        case file(String)
    }

    let field: String
    let scheme: String
    let source: Source
    let sourceLocation: SourceLocation

    /// Reads the section, with otelcol's keys and defaults.
    public init(_ section: ConfigSection) {
        field = section.string("header", default: "Authorization")
        scheme = section.string("scheme", default: "Bearer")
        let token = section.secret("token") ?? ""
        let tokens = section.secretList("tokens")
        let path = section.string("filename", default: "")
        if !path.isEmpty {
            if !token.isEmpty || !tokens.isEmpty {
                section.warn(at: "filename", "the tokens come from this file; token and tokens are not looked at")
            }
            source = .file(path)
            sourceLocation = section.location(of: "filename")
        } else {
            if !token.isEmpty && !tokens.isEmpty {
                section.fail("either tokens or token should be provided, not both")
            } else if token.isEmpty && tokens.allSatisfy(\.isEmpty) {
                section.fail("no bearer token is provided: write token, tokens or filename")
            }
            source = .written((tokens + [token]).filter { !$0.isEmpty })
            sourceLocation = section.location
        }
        if field.isEmpty { section.fail(at: "header", "is empty; leave it out for Authorization") }
    }

    /// Makes the extension.
    public func makeExtension(_ context: ComponentContext) -> any Extension {
        BearerTokenAuth(self, context.logger)
    }
}

public import Configuration
public import Pipeline

/// The settings of the extension `basicauth`.
public struct BasicAuthSettings: ExtensionSettings {
    let inline: PasswordFile?
    let path: String
    let pathLocation: SourceLocation

    /// Reads the section, with otelcol's keys.
    public init(_ section: ConfigSection) {
        section.refuse(
            "client_auth",
            because: "is for clients, of which Windsock has none: write htpasswd, or remove the extension")
        let htpasswd = section.optionalSection("htpasswd") { section in
            let text = section.secret("inline") ?? ""
            return (
                inline: Self.inline(text, section), isInline: !text.isEmpty, path: section.string("file", default: ""),
                location: section.location(of: "file")
            )
        }
        inline = htpasswd?.inline
        path = htpasswd?.path ?? ""
        pathLocation = htpasswd?.location ?? section.location
        // What is written and wrong has been told.
        let isTold = htpasswd?.isInline == true || section.isWritten("client_auth")
        if inline == nil && path.isEmpty && !isTold {
            section.fail("no credential source provided: write htpasswd::file or htpasswd::inline")
        }
    }

    private static func inline(_ text: String, _ section: ConfigSection) -> PasswordFile? {
        guard !text.isEmpty else { return nil }
        do {
            return try PasswordFile(text)
        } catch {
            section.fail(at: "inline", "line \(error.line): \(error.message)")
            return nil
        }
    }

    /// Makes the extension.
    public func makeExtension(_ context: ComponentContext) -> any Extension {
        BasicAuth(self)
    }
}

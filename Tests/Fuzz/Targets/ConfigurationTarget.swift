import Configuration

extension FuzzTarget {
    /// Configurations, up to the settings of all components: what is found can be told, and what is taken can be printed
    /// and is taken again then.
    static let configuration = FuzzTarget(name: "configuration") { text in
        let text = unsafe text.withUnsafeBytes { unsafe Array($0) }
        guard let printed = printedConfiguration(text) else { return nil }
        // A dollar sign that isn't a reference's any more would be read as one.
        guard !text.contains(UInt8(ascii: "$")) else { return nil }
        let again = printedConfiguration(Array(printed.utf8))
        return again == printed ? nil : "is printed as\n\(printed)\nand then as\n\(again ?? "nothing")"
    }

    /// All that references can name.
    private static let environment = ConfigEnvironment(
        variables: ["A": "text", "B": "5", "C": "{a: [1, ${env:A}]}", "D": "${env:D}${env:D}", "E": ""],
        files: ["f": "endpoint: localhost:1", "g": "${file:g}"])

    /// What `print-config` prints of a configuration; nil if it is refused.
    private static func printedConfiguration(_ text: [UInt8]) -> String? {
        let diagnostics = Diagnostics()
        let source = ConfigSource(builtIn: "fuzz.yaml", yaml: text)
        let tree = ConfigTree([source], environment: environment, diagnostics: diagnostics)
        let config = tree.map { ServiceConfig($0, catalogue: .windsock, diagnostics: diagnostics) }
        // What the user is told is made of what was written.
        for fault in diagnostics.faults { _ = "\(fault)" }
        for warning in diagnostics.warnings { _ = "\(warning)" }
        _ = config?.effective.json
        guard let config, diagnostics.faults.isEmpty else { return nil }
        return config.effective.withSecrets(revealed: true).yaml
    }
}

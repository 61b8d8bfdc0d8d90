import Configuration
import Foundation

@testable import Windsock

/// Runs a command line against the doubles, in the place of the program.
struct CommandLineRun {
    private(set) var status: Int32 = 0
    private(set) var output = ""
    private(set) var errors = ""

    static let builtIn = ConfigSource(
        builtIn: "built-in.yaml",
        yaml: Array(
            """
            receivers: {otlp: {protocols: {http: }}}
            exporters: {debug: }
            service: {pipelines: {metrics: {receivers: [otlp], exporters: [debug]}}}
            """.utf8))

    init(_ words: [String], variables: [String: String] = [:], files: [String: String] = [:]) {
        let output = Page()
        let errors = Page()
        let commands = CommandLineCommands(
            catalogue: Doubles.catalogue, environment: ConfigEnvironment(variables: variables, files: files),
            builtIn: Self.builtIn, print: { output.text += $0 }, printError: { errors.text += $0 })
        do throws(CommandLineArguments.Fault) {
            let arguments = try CommandLineArguments(parsing: words)
            switch arguments.command {
            case .run: status = commands.configuration(arguments) == nil ? 1 : 0
            case .validate: status = commands.validate(arguments)
            case .printConfig(let options): status = commands.printConfig(arguments, options)
            case .components: commands.components(version: "1.2.3")
            case .help, .version: break
            }
        } catch {
            errors.text += "Error: \(error)\n"
            status = 1
        }
        self.output = output.text
        self.errors = errors.text
    }

    private final class Page {
        var text = ""
    }
}

/// The folder of the golden cases.
let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures")

/// The text of a file in a folder, or nil if there is none.
func text(_ name: String, in folder: URL) -> String? {
    (try? Data(contentsOf: folder.appending(path: name))).map { String(decoding: $0, as: UTF8.self) }
}

/// All files below a folder, by their paths within it.
func files(in folder: URL) -> [String: String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    let pairs = names.compactMap { name in text(name, in: folder).map { (name, $0) } }
    return Dictionary(uniqueKeysWithValues: pairs)
}

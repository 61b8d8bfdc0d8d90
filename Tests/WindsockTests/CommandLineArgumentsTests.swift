import Configuration
import Testing

@testable import Windsock

struct CommandLineArgumentsTests {
    @Test(
        arguments: [
            ([], .run), (["--config", "a.yaml"], .run), (["validate", "--config=a.yaml"], .validate),
            (["--config", "a.yaml", "validate"], .validate), (["components"], .components), (["--version"], .version),
            (["-v"], .version), (["--help"], .help), (["validate", "--help"], .help), (["help"], .help),
            (["help", "validate"], .help), (["print-config"], .printConfig(.init())),
            (
                ["print-initial-config", "--mode", "unredacted", "--format=json", "--validate=false"],
                .printConfig(.init(revealsSecrets: true, isJSON: true, validates: false))
            ),
        ] as [([String], CommandLineArguments.Command)])
    func `understands commands`(words: [String], expected: CommandLineArguments.Command) throws {
        #expect(try CommandLineArguments(parsing: words).command == expected)
    }

    @Test func `takes sources in order, and settings after them`() throws {
        let arguments = try CommandLineArguments(
            parsing: ["--set=a.b=1", "--config", "a.yaml", "--config=env:X:-y", "--set", "c=2", "--strict"])
        #expect(arguments.sources.map(\.name) == ["a.yaml", "env:X"])
        #expect(arguments.settings.map(\.name) == ["--set a.b", "--set c"])
        #expect(arguments.isStrict)
    }

    @Test func `takes feature gates, of which the last word counts`() throws {
        let suffixes = FeatureGate.disableAddMetricSuffixes
        let labels = FeatureGate.permissiveLabelSanitization
        #expect(try CommandLineArguments(parsing: ["--feature-gates="]).gates[labels] == nil)
        let list = "\(suffixes.rawValue),-\(labels.rawValue),-\(suffixes.rawValue)"
        let arguments = try CommandLineArguments(
            parsing: ["validate", "--config=a", "--feature-gates", list, "--feature-gates=+\(labels.rawValue)"])
        #expect(arguments.gates[suffixes] == false && arguments.gates[labels] == true)
    }

    @Test(
        arguments: [
            (["run"], .unknownCommand("run")), (["a.yaml"], .unknownCommand("a.yaml")),
            (["version"], .unknownCommand("version")),
            (["--confg", "a.yaml"], .unknownFlag("--confg")), (["-config", "a.yaml"], .unknownFlag("-config")),
            (["--metrics-level=basic"], .unknownFlag("--metrics-level")),
            (
                ["--feature-gates=-x"],
                .badValue("-x", flag: "--feature-gates", "\(FeatureGates.Fault.unknown("x"))")
            ),
            (["components", "--feature-gates=x"], .unknownFlag("--feature-gates")),
            (["--mode=full"], .unknownFlag("--mode")), (["components", "--config", "a"], .unknownFlag("--config")),
            (["--config"], .missingValue(flag: "--config")), (["validate"], .missingConfig),
            (["validate", "a.yaml"], .unexpectedArgument("a.yaml")),
            (["--set", "a"], .badValue("a", flag: "--set", "missing equal sign")),
            (["print-config", "--mode=full"], .badValue("full", flag: "--mode", "modes are redacted and unredacted")),
            (["--strict=maybe"], .badValue("maybe", flag: "--strict", "true or false")),
        ] as [([String], CommandLineArguments.Fault)])
    func `refuses anything else`(words: [String], expected: CommandLineArguments.Fault) {
        #expect(throws: expected) { try CommandLineArguments(parsing: words) }
    }

    @Test(arguments: [
        ("--conf", "unknown flag: --conf; did you mean --config?"),
        ("--conifg=a.yaml", "unknown flag: --conifg; did you mean --config?"),
        ("--mode=full", "unknown flag: --mode"),
        ("--metrics-level", "unknown flag: --metrics-level"),
        ("my.yaml", "unknown command \"my.yaml\"; to run a configuration use --config my.yaml"),
    ]) func `tells what was most likely meant`(word: String, expected: String) {
        let fault = #expect(throws: CommandLineArguments.Fault.self) { try CommandLineArguments(parsing: [word]) }
        #expect(fault?.description == expected)
    }
}

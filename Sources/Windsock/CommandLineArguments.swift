import Configuration

/// What the words of the command line ask for.
struct CommandLineArguments {
    /// What to do.
    enum Command: Equatable {
        case run
        case validate
        case components
        case printConfig(PrintOptions)
        case help
        case version
    }

    /// How `print-config` prints.
    struct PrintOptions: Equatable {
        var revealsSecrets = false
        var isJSON = false
        var validates = true
    }

    /// Why the words can't be understood; each ends the program with exit status 1.
    enum Fault: Error, Equatable {
        case unknownCommand(String)
        case unknownFlag(String)
        case missingValue(flag: String)
        case badValue(String, flag: String, String)
        case unexpectedArgument(String)
        case missingConfig
    }

    private(set) var command = Command.run
    /// Where the configuration is read from, first to last; empty if no `--config` was given.
    private(set) var sources: [ConfigSource] = []
    /// What `--set` changes, which counts after all sources.
    private(set) var settings: [ConfigSource] = []
    /// What `--feature-gates` says.
    private(set) var gates = FeatureGates()
    /// Whether leaving out a part of the configuration is an error.
    private(set) var isStrict = false
    /// Whether `validate` tells what is done in each pipeline, and when.
    private(set) var explains = false

    /// Understands the words behind the program's name.
    init(parsing words: [String]) throws(Fault) {
        var rest = words[...]
        var commandName: String?
        var wantsHelp = false
        while let word = rest.popFirst() {
            guard word.hasPrefix("-"), word != "-" else {
                guard commandName == nil || commandName == "help" else { throw .unexpectedArgument(word) }
                // `help validate` asks for the same page as `help`.
                if commandName == nil { commandName = try begin(word) }
                continue
            }
            let flag = word.prefix { $0 != "=" }
            let value = flag.count < word.count ? String(word.dropFirst(flag.count + 1)) : nil
            switch flag {
            case "--help", "-h": wantsHelp = true
            case "--version", "-v": command = .version
            case "--strict" where command.readsConfig: isStrict = try Self.isTrue(value ?? "true", flag: "--strict")
            case "--explain" where command == .validate:
                explains = try Self.isTrue(value ?? "true", flag: "--explain")
            default: try take(String(flag), value: value, &rest)
            }
        }
        if wantsHelp { command = .help }
        if command == .validate && sources.isEmpty { throw .missingConfig }
    }

    private mutating func begin(_ name: String) throws(Fault) -> String {
        switch name {
        case "validate": command = .validate
        case "components": command = .components
        case "print-config", "print-initial-config": command = .printConfig(PrintOptions())
        case "help": command = .help
        default: throw .unknownCommand(name)
        }
        return name
    }

    /// Takes a flag that has a value: behind an equal sign or as the next word.
    private mutating func take(_ flag: String, value: String?, _ rest: inout ArraySlice<String>) throws(Fault) {
        guard command.flags.contains(flag) else { throw .unknownFlag(flag) }
        guard let value = value ?? rest.popFirst() else { throw .missingValue(flag: flag) }
        switch flag {
        case "--config": sources.append(try Self.source(value, flag, ConfigSource.init(parsing:)))
        case "--set": settings.append(try Self.source(value, flag, ConfigSource.init(parsingSetting:)))
        case "--feature-gates": try setGates(flag, value)
        default: try setPrintOption(flag, value)
        }
    }

    private mutating func setGates(_ flag: String, _ value: String) throws(Fault) {
        do {
            try gates.set(value)
        } catch {
            throw .badValue(value, flag: flag, "\(error)")
        }
    }

    private mutating func setPrintOption(_ flag: String, _ value: String) throws(Fault) {
        guard case .printConfig(var options) = command else { return }
        switch (flag, value) {
        case ("--mode", "redacted"), ("--mode", "unredacted"): options.revealsSecrets = value == "unredacted"
        case ("--format", "yaml"), ("--format", "json"): options.isJSON = value == "json"
        case ("--validate", _): options.validates = try Self.isTrue(value, flag: flag)
        case ("--mode", _): throw .badValue(value, flag: flag, "modes are redacted and unredacted")
        default: throw .badValue(value, flag: flag, "formats are yaml and json")
        }
        command = .printConfig(options)
    }

    private static func source(
        _ text: String, _ flag: String, _ parse: (String) throws(ConfigSource.Fault) -> ConfigSource
    ) throws(Fault) -> ConfigSource {
        do {
            return try parse(text)
        } catch {
            throw .badValue(text, flag: flag, "\(error)")
        }
    }

    private static func isTrue(_ value: String, flag: String) throws(Fault) -> Bool {
        switch value {
        case "true": return true
        case "false": return false
        default: throw .badValue(value, flag: flag, "true or false")
        }
    }
}

extension CommandLineArguments.Command {
    fileprivate var readsConfig: Bool {
        switch self {
        case .run, .validate, .printConfig: true
        case .components, .help, .version: false
        }
    }

    /// The flags of the command that have a value.
    fileprivate var flags: [String] {
        switch self {
        case .run, .validate: ["--config", "--set", "--feature-gates"]
        case .printConfig: ["--config", "--set", "--feature-gates", "--mode", "--format", "--validate"]
        case .components, .help, .version: []
        }
    }
}

extension CommandLineArguments.Fault: CustomStringConvertible {
    var description: String {
        switch self {
        case .unknownCommand(let name) where name.hasSuffix(".yaml") || name.hasSuffix(".yml"):
            "unknown command \"\(name)\"; to run a configuration use --config \(name)"
        case .unknownCommand(let name): "unknown command \"\(name)\"\nRun 'windsock --help' for usage."
        case .unknownFlag(let flag):
            flag.hasPrefix("--")
                ? "unknown flag: \(flag)\(Self.suggestion(for: flag))"
                : "unknown flag: \(flag) (flags have two dashes, as in --config)"
        case .missingValue(let flag): "flag needs an argument: \(flag)"
        case .badValue(let value, let flag, let reason): "invalid argument \"\(value)\" for \"\(flag)\": \(reason)"
        case .unexpectedArgument(let word): "unexpected argument \"\(word)\"; a configuration is named by --config"
        case .missingConfig: "at least one --config must be given"
        }
    }
    private static func suggestion(for flag: String) -> String {
        let flags = [
            "--config", "--set", "--feature-gates", "--strict", "--version", "--help", "--explain", "--mode",
            "--format", "--validate",
        ]
        // A flag of another command is spelt well enough.
        guard !flags.contains(flag), let nearest = nearestName(to: flag, among: flags) else { return "" }
        return "; did you mean \(nearest)?"
    }
}

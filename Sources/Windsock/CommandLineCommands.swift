import Configuration

/// Carries out the commands that need no running pipeline, and reads the configuration for the one that does.
struct CommandLineCommands {
    /// The types of components there are.
    let catalogue: ComponentCatalogue
    /// The variables and files that a configuration can refer to.
    let environment: ConfigEnvironment
    /// What runs if no `--config` is given.
    let builtIn: ConfigSource
    /// Prints to standard output.
    let print: (String) -> Void
    /// Prints to standard error.
    let printError: (String) -> Void

    /// Reads and checks the configuration; nil, with all faults printed, if it is refused.
    func configuration(_ arguments: CommandLineArguments) -> (config: ServiceConfig, warnings: [ConfigWarning])? {
        let diagnostics = Diagnostics(strict: arguments.isStrict)
        let config = read(arguments, diagnostics)
        guard let config, diagnostics.faults.isEmpty else {
            printRefusal(diagnostics)
            return nil
        }
        return (config, diagnostics.warnings)
    }

    /// Tells by its exit status, and by faults on standard error, whether a configuration would be taken; what its
    /// pipelines do on standard output, if that is asked for.
    func validate(_ arguments: CommandLineArguments) -> Int32 {
        guard let (config, warnings) = configuration(arguments) else { return 1 }
        printWarnings(warnings)
        if arguments.explains { print(PipelineExplanation(config).text) }
        return 0
    }

    /// Prints the whole configuration, defaults included, and gives the exit status.
    func printConfig(_ arguments: CommandLineArguments, _ options: CommandLineArguments.PrintOptions) -> Int32 {
        let diagnostics = Diagnostics(strict: arguments.isStrict)
        let config = read(arguments, diagnostics)
        guard let config, diagnostics.faults.isEmpty || !options.validates else {
            printRefusal(diagnostics)
            return 1
        }
        let settings = config.effective.withSecrets(revealed: options.revealsSecrets)
        print(options.isJSON ? settings.json : settings.yaml)
        return 0
    }

    /// Prints which components there are, as YAML.
    func components(version: String) {
        var page: [String: SettingValue] = [
            "buildinfo": .map(["command": .string("windsock"), "version": .string(version)])
        ]
        for kind in ComponentKind.allCases {
            page[kind.section] = .list(catalogue[kind].map { .map(["name": .string($0.name)]) })
        }
        print(SettingValue.map(page).yaml)
    }

    private func read(_ arguments: CommandLineArguments, _ diagnostics: Diagnostics) -> ServiceConfig? {
        let sources = (arguments.sources.isEmpty ? [builtIn] : arguments.sources) + arguments.settings
        guard let tree = ConfigTree(sources, environment: environment, diagnostics: diagnostics) else { return nil }
        return ServiceConfig(tree, catalogue: catalogue, gates: arguments.gates, diagnostics: diagnostics)
    }

    private func printRefusal(_ diagnostics: Diagnostics) {
        printWarnings(diagnostics.warnings)
        for fault in diagnostics.faults { printError("\(fault)\n") }
        let count = diagnostics.faults.count
        printError("Error: the configuration is refused: \(count) \(count == 1 ? "fault" : "faults")\n")
    }

    private func printWarnings(_ warnings: [ConfigWarning]) {
        for warning in warnings { printError("Warning: \(warning)\n") }
    }
}

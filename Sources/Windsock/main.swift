import Configuration
import Glibc
import Logging
import Pipeline

private let commands = CommandLineCommands(
    catalogue: .windsock, environment: .process,
    builtIn: ConfigSource(builtIn: "pipelines/airflow.yaml (built in)", yaml: PackageResources.airflow_yaml),
    print: { write($0, to: STDOUT_FILENO) }, printError: writeError)

do throws(CommandLineArguments.Fault) {
    let arguments = try CommandLineArguments(parsing: Array(CommandLine.arguments.dropFirst()))
    switch arguments.command {
    case .run: exit(await run(arguments))
    case .validate: exit(commands.validate(arguments))
    case .printConfig(let options): exit(commands.printConfig(arguments, options))
    case .components: commands.components(version: windsockVersion)
    case .help: write(CommandLineArguments.help, to: STDOUT_FILENO)
    case .version: write("windsock version \(windsockVersion)\n", to: STDOUT_FILENO)
    }
} catch {
    writeError("Error: \(error)\n")
    exit(1)
}

/// Runs the service and gives the exit status.
@MainActor private func run(_ arguments: CommandLineArguments) async -> Int32 {
    raiseFileLimit()
    MemoryUpkeep.separateLargeBlocks()
    let signals = TerminationSignals()
    guard let (config, warnings) = commands.configuration(arguments) else { return 1 }
    let logger: Logger
    do throws(LogFileError) {
        logger = try ServiceLog.open(config.logs)
    } catch {
        writeError(
            "\(config.logs.outputPathsLocation): service::telemetry::logs::output_paths: \(error)\n"
                + "Error: cannot open the log\n")
        return 1
    }
    for warning in warnings { logger.warn("\(warning)") }
    return await Service(config, logger: logger).run(until: signals)
}

import Configuration
import Exporters
import Logging
import Testing

struct `Settings of the debug exporter` {
    private func read(_ yaml: String, type: String = "debug") throws -> (DebugSettings, Diagnostics) {
        let diagnostics = Diagnostics()
        let settings = try ConfigSection.parse(
            yaml: yaml, component: ComponentID(type: type), diagnostics: diagnostics
        ) { DebugSettings($0) }
        return (settings, diagnostics)
    }

    @Test func `has otelcol's defaults`() throws {
        let (settings, diagnostics) = try read("")
        #expect(settings.verbosity == .basic)
        #expect(settings.sampling == LogSampling(tick: .seconds(1), initial: 2, thereafter: 1))
        #expect(settings.output == .serviceLog)
        #expect(diagnostics.faults.isEmpty && diagnostics.warnings.isEmpty)
    }

    @Test(arguments: zip(["basic", "Normal", "DETAILED"], [DebugSettings.Verbosity.basic, .normal, .detailed]))
    func `takes a verbosity whatever its case`(name: String, verbosity: DebugSettings.Verbosity) throws {
        let (settings, diagnostics) = try read("verbosity: \(name)")
        #expect(settings.verbosity == verbosity)
        #expect(diagnostics.faults.isEmpty)
    }

    @Test(arguments: [
        (
            "verbosity: none",
            "test.yaml:1:12: debug::verbosity: expected one of basic, normal, detailed, found the text \"none\""
        ),
        (
            "verbosity: verbose",
            "test.yaml:1:12: debug::verbosity: expected one of basic, normal, detailed, found the text \"verbose\""
        ),
        (
            "sampling_initial: -1",
            "test.yaml:1:19: debug::sampling_initial: expected a whole number of at least 0, found the number -1"
        ),
        (
            "output_paths: [stdout]",
            "test.yaml:1:15: debug::output_paths: is not supported when use_internal_logger is true"
        ),
        (
            "{use_internal_logger: false, output_paths: []}",
            "test.yaml:1:44: debug::output_paths: must not be empty when use_internal_logger is false"
        ),
        (
            "sending_queue: {queue_size: 1}",
            "test.yaml:1:1: debug::sending_queue: is a setting of otelcol that Windsock does not have yet: remove it"
        ),
        (
            "loglevel: debug",
            "test.yaml:1:1: debug::loglevel: unknown key (known keys: output_paths, sampling_initial, "
                + "sampling_thereafter, use_internal_logger, verbosity)"
        ),
    ]) func `refuses a bad setting`(yaml: String, fault: String) throws {
        let found = try read(yaml).1.faults.map(\.description).joined()
        #expect(found == fault)
    }

    @Test func `writes to standard output if it isn't to use the service's log`() throws {
        #expect(try read("use_internal_logger: false").0.output == .files(["stdout"]))
        let (settings, diagnostics) = try read("{use_internal_logger: false, output_paths: [stderr, /tmp/x]}")
        #expect(settings.output == .files(["stderr", "/tmp/x"]))
        #expect(diagnostics.faults.isEmpty)
    }

    @Test(arguments: [
        ("loglevel: debug", DebugSettings.Verbosity.detailed), ("logLevel: DEBUG", .detailed),
        ("loglevel: info", .normal), ("loglevel: warn", .basic), ("logLevel: error", .basic),
    ]) func `takes the level of the old exporter logging`(yaml: String, verbosity: DebugSettings.Verbosity) throws {
        let (settings, diagnostics) = try read(yaml, type: "logging")
        #expect(settings.verbosity == verbosity)
        #expect(diagnostics.faults.isEmpty)
        #expect(diagnostics.warnings.map(\.message) == ["is deprecated, use verbosity: basic, normal or detailed"])
    }

    @Test func `refuses a level beside a verbosity`() throws {
        let (_, diagnostics) = try read("{loglevel: debug, verbosity: basic}", type: "logging")
        #expect(
            diagnostics.faults.map(\.description)
                == ["test.yaml:1:12: logging::loglevel: can't be written beside verbosity"])
    }
}

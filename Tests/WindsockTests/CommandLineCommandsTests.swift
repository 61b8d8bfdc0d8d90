import Configuration
import Testing

struct CommandLineCommandsTests {
    static let good = """
        receivers: {otlp: {protocols: {http: }}}
        extensions: {bearertokenauth: {token: s3cret}}
        exporters: {nop: }
        service: {pipelines: {metrics: {receivers: [otlp], exporters: [nop]}}}
        """

    @Test func `validates in silence`() {
        let run = CommandLineRun(["validate", "--config", "a.yaml"], files: ["a.yaml": Self.good])
        #expect((run.status, run.output, run.errors) == (0, "", ""))
    }

    @Test func `prints warnings of what is left out, which strict makes faults`() {
        let words = ["validate", "--config", "a.yaml", "--set", "receivers.otlp.protocols.grpc={}"]
        let lenient = CommandLineRun(words, files: ["a.yaml": Self.good])
        let line = "--set receivers.otlp.protocols.grpc: receivers::otlp::protocols::grpc: grpc is not served yet\n"
        #expect((lenient.status, lenient.errors) == (0, "Warning: " + line))
        let strict = CommandLineRun(words + ["--strict"], files: ["a.yaml": Self.good])
        #expect((strict.status, strict.errors) == (1, line + "Error: the configuration is refused: 1 fault\n"))
    }

    @Test(arguments: [("redacted", "'[REDACTED]'"), ("unredacted", "s3cret")])
    func `hides secrets unless they are asked for`(mode: String, expected: String) {
        let run = CommandLineRun(["print-config", "--mode", mode, "--config", "a.yaml"], files: ["a.yaml": Self.good])
        #expect(run.output.contains("token: \(expected)\n"))
    }

    @Test func `prints the configuration that is built in if none is named`() {
        #expect(CommandLineRun(["print-config"]).output.contains("endpoint: localhost:4318\n"))
        #expect(CommandLineRun([]).status == 0)
    }

    @Test(arguments: [(["--validate=false"], 0), ([], 1)] as [([String], Int32)])
    func `prints a faulty configuration only if told not to validate`(flags: [String], status: Int32) {
        let run = CommandLineRun(["print-config", "--set", "exporters.debug.verbosity=loud"] + flags)
        #expect(run.status == status)
        #expect(run.output.isEmpty == (status == 1))
    }

    @Test func `prints a configuration that can be read again`() {
        let printed = CommandLineRun(["print-config", "--config", "a.yaml"], files: ["a.yaml": Self.good]).output
        let again = CommandLineRun(["print-config", "--config", "b.yaml"], files: ["b.yaml": printed])
        #expect(again.output == printed)
        let validation = CommandLineRun(["validate", "--config", "b.yaml"], files: ["b.yaml": printed])
        #expect((validation.status, validation.errors) == (0, ""))
    }

    @Test func `lists what components there are`() {
        let run = CommandLineRun(["components"])
        #expect(
            run.output.hasPrefix("buildinfo:\n    command: windsock\n    version: 1.2.3\nconnectors: []\nexporters:\n"))
        #expect(run.output.contains("receivers:\n    - name: otlp\n"))
    }
}

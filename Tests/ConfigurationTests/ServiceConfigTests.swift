import Configuration
import TestRandom
import Testing

struct ServiceConfigTests {
    private func read(_ yaml: String, strict: Bool = false) throws -> ServiceReading {
        try ServiceReading([yaml], strict: strict)
    }

    @Test func `gives what to build, in order`() throws {
        let reading = try read(
            """
            receivers: {otlp: , otlp/unused: }
            processors: {wait/b: , wait/a: {timeout: 2s}}
            exporters: {nop: , none: , nop/unused: }
            extensions: {pages: , health_check: }
            service:
              extensions: [pages, health_check, pages]
              pipelines:
                metrics/two: {receivers: [otlp], exporters: [none, nop, none]}
                metrics: {receivers: [otlp], processors: [wait/b, wait/a], exporters: [nop]}
            """)
        let config = try #require(reading.config)
        #expect(reading.faults.isEmpty)
        #expect(reading.warnings == ["0.yaml:3:20: exporters::none: none is now called nop"])
        #expect(config.pipelines.map(\.id.description) == ["metrics/two", "metrics"])
        #expect(config.pipelines[0].exporters.map(\.description) == ["none", "nop"])
        #expect(config.pipelines[1].processors.map(\.description) == ["wait/b", "wait/a"])
        #expect(Set(config.receivers.keys) == [ComponentID(type: "otlp")])
        #expect(config.extensions.map(\.id.description) == ["pages", "health_check"])
        let old = try #require(config.exporters[ComponentID(type: "none")])
        #expect(old.type == "nop")
        #expect(old.settings as? String == "none")
        #expect(old.location.description == "0.yaml:3:20")
    }

    @Test func `keeps the settings under an id with spaces`() throws {
        let reading = try read(
            """
            receivers: {otlp: }
            processors: {"wait / a": {timeout: 1h}}
            exporters: {nop: }
            service: {pipelines: {metrics: {receivers: [otlp], processors: [wait/a], exporters: [nop]}}}
            """)
        let wait = reading.config?.processors[ComponentID(type: "wait", name: "a")]
        #expect(wait?.settings as? Duration == .seconds(3600))
    }

    static let mixed = """
        receivers: {otlp: , jaeger: }
        processors: {tail_sampling: {any: thing}}
        exporters: {nop: , otlp: {}, zipkin: }
        service:
          pipelines:
            metrics: {receivers: [otlp], exporters: [nop]}
            traces: {receivers: [otlp, jaeger], processors: [tail_sampling], exporters: [otlp, nop]}
        """

    @Test func `leaves out pipelines of other signals with what only they use`() throws {
        let reading = try read(Self.mixed)
        #expect(
            reading.warnings == [
                "0.yaml:7:13: service::pipelines::traces: Windsock carries metrics only: this pipeline is left out, and with it "
                    + "what only such pipelines use: exporter otlp, processor tail_sampling, receiver jaeger"
            ])
        // What no pipeline uses is read all the same.
        #expect(
            reading.faults == [
                "0.yaml:3:30: exporters::zipkin: \"zipkin\" is one of otelcol's exporters that Windsock does not have yet: "
                    + "remove it here and from the pipelines that name it (it has: nop, page)"
            ])
    }

    @Test func `refuses to leave anything out if strict`() throws {
        #expect(
            try read(Self.mixed, strict: true).faults.contains {
                $0.hasPrefix("0.yaml:7:13: service::pipelines::traces:")
            })
    }

    @Test(arguments: [
        (
            "{receivers: [otlp], exporters: [ nop, nopp ]}",
            [
                "0.yaml:3:70: service::pipelines::metrics::exporters: references exporter \"nopp\", which is not configured; did you mean nop?"
            ]
        ),
        (
            "{receivers: [otlp], processors: [wait, wait], exporters: [nop]}",
            ["0.yaml:3:71: service::pipelines::metrics::processors: references processor \"wait\" multiple times"]
        ),
        (
            "{receivers: [], processors: , exporters: nop}",
            [
                "0.yaml:3:44: service::pipelines::metrics::receivers: must have at least one receiver",
                "0.yaml:3:73: service::pipelines::metrics::exporters: expected a list of ids, found the text \"nop\"",
            ]
        ),
    ]) func `reports what is wrong with a pipeline`(pipeline: String, expected: [String]) throws {
        let reading = try read(
            """
            receivers: {otlp: }
            exporters: {nop: }
            service: {pipelines: {metrics: \(pipeline)}}
            processors: {wait: }
            """)
        #expect(reading.faults == expected)
    }

    @Test func `refuses a pipeline whose component can't carry its signal`() throws {
        let reading = try read(
            """
            receivers: {otlp: , statsd: }
            processors: {wait: }
            exporters: {nop: }
            service:
              pipelines:
                metrics: {receivers: [otlp], exporters: [nop]}
                traces: {receivers: [statsd], processors: [wait], exporters: [nop]}
            """)
        #expect(
            reading.faults == [
                "0.yaml:7:26: service::pipelines::traces::receivers: the receiver statsd can't carry traces",
                "0.yaml:7:48: service::pipelines::traces::processors: the processor wait can't carry traces",
            ])
    }

    @Test func `says of connectors that there are none yet`() throws {
        let reading = try read(
            """
            receivers: {otlp: }
            exporters: {nop: }
            connectors: {span_metrics: , count: , coumt: }
            service:
              pipelines:
                traces: {receivers: [otlp], exporters: [span_metrics, count]}
                metrics: {receivers: [span_metrics], exporters: [nop]}
            """)
        #expect(
            reading.faults == [
                "0.yaml:3:14: connectors::span_metrics: \"span_metrics\" is one of otelcol's connectors that Windsock does not have yet: "
                    + "remove it here and from the pipelines that name it (it has: none)",
                "0.yaml:3:39: connectors::coumt: unknown type (types: none)",
            ])
    }

    @Test(arguments: [
        (
            "metrics: {receivers: [otlp, udp], exporters: [nop]}",
            ["0.yaml:1:21: receivers::udp::protocols: can't be used"]
        ),
        ("metrics: {receivers: [otlp], exporters: [nop]}", []),
        ("metrics: {receivers: [otlp], exporters: [nop]}, traces: {receivers: [udp], exporters: [nop]}", []),
    ]) func `some faults count only in a component that a pipeline of metrics uses`(
        pipelines: String, expected: [String]
    )
        throws
    {
        let reading = try read(
            "receivers: {otlp: , udp: }\nexporters: {nop: }\nservice: {pipelines: {\(pipelines)}}")
        #expect(reading.faults == expected)
    }

    @Test func `tells where misplaced sections belong`() throws {
        let reading = try read(ServiceReading.smallest + "telemetry: {}\nservice::metrics: {}\n")
        #expect(
            reading.faults == [
                "0.yaml:4:1: telemetry: unknown key; it belongs under service",
                "0.yaml:5:1: service::metrics: unknown key; it belongs under service::pipelines",
            ])
    }

    @Test(arguments: [
        ("receivers: [otlp]", "0.yaml:1:12: receivers: expected a map of receivers, found a list"),
        (
            "service::pipelines::metrics: [otlp]",
            "0.yaml:1:30: service::pipelines::metrics: expected a map of settings, found a list"
        ),
        ("service: [otlp]", "0.yaml:1:10: service: expected a map of settings, found a list"),
    ]) func `says of a wrong type only that`(yaml: String, expected: String) throws {
        let key = yaml.prefix { $0 != ":" }
        let rest = ServiceReading.smallest.split(separator: "\n").filter { !$0.hasPrefix(key) }
        #expect(try read(([yaml[...]] + rest).joined(separator: "\n")).faults == [expected])
    }

    @Test(arguments: [
        ("", "is required and is empty here"),
        ("${env:NOPE}", "is required and is empty here: the environment variable NOPE isn't set"),
        ("${NOPE}", "is required and is empty here: the environment variable NOPE isn't set"),
        ("${env:EMPTY}", "is required and is empty here"),
    ]) func `tells which variable leaves a required setting empty`(value: String, expected: String) throws {
        let reading = try ServiceReading(
            [ServiceReading.smallest], settings: ["exporters.page.endpoint=\(value)"], variables: ["EMPTY": ""])
        #expect(
            reading.faults == ["--set exporters.page.endpoint: exporters::page::endpoint: \(expected)"])
    }

    @Test(arguments: [
        ("{logs: {level: WARN}}", []), ("{metrics: {level: none}}", []), ("{metrics: }", []),
        ("{metrics: {level: basic}}", ["metrics::level: own metrics are not served yet"]),
        (
            "{metrics: {readers: [{pull: {exporter: {prometheus: {host: localhost, port: 8888}}}}]}}",
            ["metrics::readers: own metrics are not served yet"]
        ),
        ("{traces: {propagators: [tracecontext]}}", ["traces::propagators: own traces are not sent yet"]),
        ("{resource: {service.name: windsock}}", ["resource: own resource attributes are not used yet"]),
    ]) func `warns of own telemetry that there isn't yet`(telemetry: String, expected: [String]) throws {
        let reading = try ServiceReading([ServiceReading.smallest, "service: {telemetry: \(telemetry)}"])
        #expect(reading.faults.isEmpty)
        #expect(reading.warnings.count == expected.count)
        for (warning, end) in zip(reading.warnings, expected) {
            #expect(warning.hasSuffix("service::telemetry::\(end)"))
        }
    }

    @Test(arguments: [
        "{logs: {level: loud}}", "{logs: {encoding: xml}}", "{logs: {processors: []}}",
        "{metrics: {address: \":8888\"}}", "{metrics: []}",
        "{metrics: {level: full}}", "{metrics: {readers: [{pul: }]}}", "{resource: {a: {b: c}}}",
        "{traces: {level_: a}}",
    ]) func `refuses what own telemetry can't be`(telemetry: String) throws {
        let reading = try ServiceReading([ServiceReading.smallest, "service: {telemetry: \(telemetry)}"])
        #expect(reading.faults.count == 1)
    }

    @Test func `reads the settings of the log`() throws {
        let reading = try ServiceReading([
            ServiceReading.smallest,
            """
            service:
              telemetry:
                logs: {level: Debug, encoding: json, output_paths: [a.log], sampling: {tick: 1s, initial: 2}, initial_fields: {a: 1}}
            """,
        ])
        let logs = try #require(reading.config?.logs)
        #expect(logs.level == .debug)
        #expect(logs.encoding == .json)
        #expect(logs.outputPaths == ["a.log"])
        #expect(logs.errorOutputPaths == ["stderr"])
        #expect(logs.sampling?.tick == .seconds(1))
        #expect(logs.sampling?.initial == 2)
        #expect(logs.sampling?.thereafter == 100)
        #expect(logs.initialFields == ["a": .int(1)])
        let quiet = try ServiceReading(
            [ServiceReading.smallest], settings: ["service.telemetry.logs.sampling.enabled=false"])
        #expect(quiet.config?.logs.sampling == nil)
    }

    @Test func `never crashes on a mutated configuration`() throws {
        let alphabet = Array("ab:-[]{}&*!|>'\"%#,?$~ \n0./")
        var generator = SplitMix64(seed: 3)
        for _ in 0..<1500 {
            var text = Array(Self.mixed + "extensions::pages: ${env:A}")
            for _ in 0..<Int.random(in: 1...5, using: &generator) {
                let place = Int.random(in: text.indices, using: &generator)
                text[place] = alphabet.randomElement(using: &generator) ?? "a"
                if Bool.random(using: &generator) { text.remove(at: place) }
            }
            _ = try ServiceReading([String(text), ServiceReading.smallest])
        }
    }
}

public import Configuration
internal import Locking
internal import MetricCore
public import Pipeline

/// The settings of `resource_detection`, which was called `resourcedetection` once.
public struct ResourceDetectionSettings: ProcessorSettings {
    private let detectors: [any Detector]
    /// Whether what is found out counts instead of what a resource says.
    private let overrides: Bool
    private let location: SourceLocation

    /// Reads the section.
    public init(_ section: ConfigSection) {
        location = section.location(of: "detectors")
        let timeout = section.duration("timeout", default: .seconds(5), atLeast: .milliseconds(1))
        overrides = section.bool("override", default: true)
        let system = section.section("system", Self.system)
        var detectors: [any Detector] = []
        for name in section.stringList("detectors", default: ["env"]) {
            switch name {
            case "env": detectors.append(EnvironmentDetector())
            case "system": detectors.append(system)
            case "docker": detectors.append(DockerDetector(timeout: timeout))
            default:
                section.fail(
                    at: "detectors",
                    "Windsock has the detectors env, system and docker, not \(name): set what it would find out in "
                        + "OTEL_RESOURCE_ATTRIBUTES, for the detector env")
            }
        }
        self.detectors = detectors
        section.refuse("refresh_interval", because: "where Windsock runs is found out once, at the start")
        section.refuse("retry", because: "a detector that fails ends the start, which can be tried again")
        section.refuse(
            "attributes", because: "otelcol has no longer this either: use resource_attributes of the detector")
    }

    /// Makes the processor. It works for each point if it may change who the writer is.
    public func makeProcessor(_ context: ComponentContext) -> [ProcessorStep] {
        let processor = ResourceDetection(detectors, overrides: overrides, at: location, context.logger)
        let explanation = "gives resources what \(detectors.map(\.name).joined(separator: ", ")) found out at the start"
        // Of the detectors only env may name a writer. Where it fails, the start will tell.
        let environment = detectors.contains { $0.name == "env" } ? (try? EnvironmentDetector().detect()) ?? [] : []
        return [
            .series(processor, explanation, context) { key in environment.value(of: key) != nil }
        ]
    }

    private static func system(_ section: ConfigSection) -> SystemDetector {
        var sources: [HostNameSource] = []
        for name in section.stringList("hostname_sources", default: ["dns", "os"]) {
            if let source = HostNameSource(rawValue: name) {
                sources.append(source)
            } else {
                section.fail(at: "hostname_sources", "expected dns, os or cname, found \"\(name)\"")
            }
        }
        let facts = section.section("resource_attributes") { section in
            SystemDetector.Fact.allCases.filter { fact in
                section.section(fact.rawValue) { $0.bool("enabled", default: fact.isStandard) }
            }
        }
        return SystemDetector(hostNameSources: sources, facts: Set(facts))
    }
}

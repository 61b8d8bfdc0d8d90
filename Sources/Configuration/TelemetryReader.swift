/// Reads `service::telemetry`: what Windsock tells about itself, of which it has the log so far.
enum TelemetryReader {
    /// Reads the section and gives the settings of the log.
    static func read(_ section: ConfigSection) -> LogSettings {
        let logs = section.section("logs", LogSettings.init)
        section.section("metrics", readMetrics)
        section.section("traces", readTraces)
        readResource(section)
        return logs
    }

    private static func readMetrics(_ section: ConfigSection) {
        let level = section.choice(
            "level", default: "normal",
            named: ["none": "none", "basic": "basic", "normal": "normal", "detailed": "detailed"])
        _ = section.sections("readers", readMetricReader)
        _ = section.any("views")
        section.refuse("address", because: "was removed from otelcol; delete it: own metrics are not served yet")
        for key in ["level", "readers"] {
            if !section.isWritten(key) {
                section.omit(key)
            } else if key != "level" || level != "none" {
                section.warn(at: key, "own metrics are not served yet")
            }
        }
    }

    private static func readMetricReader(_ section: ConfigSection) {
        section.optionalSection("pull") { section in
            section.section("exporter") { section in
                section.section("prometheus") { section in
                    _ = section.optionalString("host")
                    _ = section.optionalInt("port", in: 0...65_535)
                    _ = section.bool("without_scope_info", default: true)
                    _ = section.bool("without_type_suffix", default: true)
                    _ = section.bool("without_units", default: true)
                    _ = section.any("with_resource_constant_labels")
                }
            }
        }
        section.optionalSection("periodic") { section in
            _ = section.optionalInt("interval", in: 0...Int.max)
            _ = section.optionalInt("timeout", in: 0...Int.max)
            section.section("exporter") { section in
                _ = section.any("console")
                _ = section.any("otlp")
            }
        }
    }

    private static func readTraces(_ section: ConfigSection) {
        let keys = ["level", "processors", "propagators", "sampler", "limits"]
        for key in keys where section.any(key) != nil { section.warn(at: key, "own traces are not sent yet") }
    }

    private static func readResource(_ section: ConfigSection) {
        guard let resource = section.any("resource") else { return }
        section.warn(at: "resource", "own resource attributes are not used yet")
        guard case .map(let values) = resource else {
            return section.fail(at: "resource", "expected a map")
        }
        // Two forms: attributes as a list of names and values, or an old one as a plain map of texts.
        guard values["attributes"] == nil else { return }
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            switch value {
            case .string, .null: continue
            default: section.fail(at: "resource", "the resource attribute \(quoted(key)) must be text or null")
            }
        }
    }
}

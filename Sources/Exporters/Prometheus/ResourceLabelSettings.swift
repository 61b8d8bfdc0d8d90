internal import Configuration
internal import MetricCore

extension PageOptions.ResourceLabels {
    /// Reads which attributes of the resource become labels: `resource_constant_labels`, or the older
    /// `resource_to_telemetry_conversion`.
    init(_ section: ConfigSection) {
        let older = "resource_to_telemetry_conversion"
        let newer = "resource_constant_labels"
        let converted = section.section(older, Self.converted)
        let chosen = section.section(newer) { section in
            for key in Self.olderKeys {
                section.refuse(key, because: "belongs to \(older): use included and excluded here")
            }
            return Self.chosen(section)
        }
        if section.isWritten(older) { section.warn(at: older, "is deprecated: use \(newer)") }
        if section.isWritten(older), section.isWritten(newer) {
            section.fail(at: older, "can't stand beside \(newer), which takes its place: remove one of the two")
        }
        section.omit(section.isWritten(older) ? newer : older)
        self = section.isWritten(newer) ? chosen : converted
    }

    private static let olderKeys = ["enabled", "exclude_service_attributes"]
    private static let patternKeys = ["included", "excluded"]

    private static func converted(_ section: ConfigSection) -> Self {
        let isEnabled = section.bool("enabled", default: false)
        let excludingService = section.bool("exclude_service_attributes", default: false)
        let chosen = chosen(section)
        guard let pattern = patternKeys.first(where: section.isWritten) else {
            patternKeys.forEach(section.omit)
            return isEnabled ? .all(excludingService: excludingService) : .none
        }
        for key in olderKeys where section.isWritten(key) {
            section.fail(at: key, "can't stand beside \(pattern), which takes its place: remove one of the two")
        }
        olderKeys.forEach(section.omit)
        return chosen
    }

    private static func chosen(_ section: ConfigSection) -> Self {
        let included = section.stringList("included", default: [])
        let excluded = section.stringList("excluded", default: [])
        guard !included.isEmpty || !excluded.isEmpty else { return .none }
        return .matching(included: included.map(Glob.init), excluded: excluded.map(Glob.init))
    }
}

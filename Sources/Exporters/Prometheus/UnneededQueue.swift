internal import Configuration

/// otelcol's queue in front of an exporter. Here every point is on the page before its request is answered, so nothing
/// waits: the settings are checked as otelcol does, and do nothing.
enum UnneededQueue {
    private static let key = "sending_queue"

    /// Reads the section `sending_queue`, if there is one.
    static func check(_ section: ConfigSection) {
        // A null means no queue, as with otelcol, where it means one to other exporters.
        let isThere = section.any(key) != nil
        section.omit(key)
        guard isThere, section.section(key, checkSettings) else { return }
        section.warn(at: key, "isn't needed: points are on the page before their request is answered")
    }

    /// Reads what is in it, and tells whether it is switched on. If so, some of it has to be there.
    private static func checkSettings(_ queue: ConfigSection) -> Bool {
        let isEnabled = queue.bool("enabled", default: true)
        for key in ["num_consumers", "queue_size", "sizer"] where isEnabled && queue.any(key) == nil {
            queue.fail(at: key, "has no default here: write it, or remove the section, which isn't needed")
        }
        for key in ["num_consumers", "queue_size"] {
            _ = queue.optionalInt(key, in: (isEnabled ? 1 : Int.min)...Int.max)
        }
        _ = queue.choice("sizer", default: nil, named: ["requests": "requests", "items": "items", "bytes": "bytes"])
        _ = queue.bool("block_on_overflow", default: false)
        _ = queue.bool("wait_for_result", default: false)
        _ = queue.any("batch")
        queue.refuse("storage")
        return isEnabled
    }
}

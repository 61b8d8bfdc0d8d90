/// What a page has to show, worked out with nothing remembered but the series: slow, and simple enough to be right.
struct NaivePage {
    /// A series as a sender names it.
    struct Name: Hashable {
        var metric: String
        var isHistogram: Bool
        var label: String?
        var instance: Int?
    }

    private struct Series {
        var family: String
        var type: String
        var value: Int64
        var time: UInt64
        var updated: UInt64
        /// When it came to its family.
        var sequence: Int
    }

    let expiration: UInt64
    private var all: [Name: Series] = [:]
    private var familySequences: [String: Int] = [:]
    private var sequence = 0

    init(expiration: UInt64) {
        self.expiration = expiration
    }

    mutating func push(_ name: Name, family: String, type: String, value: Int64, time: UInt64, now: UInt64) {
        var series = all[name]
        if let old = series, time < old.time { return }
        if series?.family != family || series?.type != type {
            remove(name)
            sequence += 1
            if familySequences[family] == nil { familySequences[family] = sequence }
            series = Series(family: family, type: type, value: value, time: time, updated: now, sequence: sequence)
        }
        series?.value = value
        series?.time = time
        series?.updated = now
        all[name] = series
    }

    mutating func remove(_ name: Name) {
        guard let family = all.removeValue(forKey: name)?.family else { return }
        if !all.values.contains(where: { $0.family == family }) { familySequences[family] = nil }
    }

    mutating func expire(now: UInt64) {
        for (name, series) in all where now - series.updated > expiration { remove(name) }
    }

    var text: String {
        var text: [(family: String, lines: String)] = []
        for (family, sequence) in familySequences where !isHidden(family, since: sequence) {
            let members = all.filter { $0.value.family == family }.sorted { $0.value.sequence < $1.value.sequence }
            guard let type = members.first?.value.type else { continue }
            var shown: [String: (order: [String], text: String)] = [:]
            for (name, series) in members where series.type == type {
                let labels = labels(of: name)
                guard shown["\(labels)"] == nil else { continue }
                shown["\(labels)"] = (["\(labels.count)"] + labels.map(\.value), lines(of: series, labels))
            }
            let sorted = shown.values.sorted { $0.order.lexicographicallyPrecedes($1.order) }.map(\.text).joined()
            text.append((family, "# HELP \(family) \n# TYPE \(family) \(type)\n\(sorted)"))
        }
        let targets = Set(all.keys.compactMap(\.instance)).sorted { "\($0)" < "\($1)" }
            .map { "target_info{instance=\"\($0)\",job=\"s\"} 1\n" }
        if !targets.isEmpty {
            text.append(
                (
                    "target_info",
                    "# HELP target_info Target metadata\n# TYPE target_info gauge\n\(targets.joined())"
                ))
        }
        return text.sorted { $0.family < $1.family }.map(\.lines).joined()
    }

    /// Whether a family's name is that of a line of another, or the other way round, and the other came first.
    private func isHidden(_ family: String, since sequence: Int) -> Bool {
        familySequences.contains { other, otherSequence in
            guard otherSequence < sequence else { return false }
            return other == family + "_count" && self.type(of: family) == "histogram"
                || family == other + "_count" && self.type(of: other) == "histogram"
        }
    }

    private func type(of family: String) -> String? {
        all.values.filter { $0.family == family }.min { $0.sequence < $1.sequence }?.type
    }

    private func labels(of name: Name) -> [(name: String, value: String)] {
        let instance = name.instance.map { [("instance", "\($0)"), ("job", "s")] } ?? []
        return (name.label.map { [("a", $0)] } ?? []) + instance
    }

    private func lines(of series: Series, _ labels: [(name: String, value: String)]) -> String {
        func line(_ suffix: String, _ labels: [(name: String, value: String)], _ value: Int64) -> String {
            let list = labels.map { "\($0.name)=\"\($0.value)\"" }.joined(separator: ",")
            return "\(series.family)\(suffix)\(list.isEmpty ? "" : "{\(list)}") \(value)\n"
        }
        guard series.type == "histogram" else { return line("", labels, series.value) }
        return line("_bucket", labels + [("le", "+Inf")], series.value) + line("_sum", labels, 0)
            + line("_count", labels, series.value)
    }
}

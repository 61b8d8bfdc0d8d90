public import Configuration
internal import MetricCore
public import Pipeline

/// The settings of `scope_labels`.
public struct ScopeLabelsSettings: ProcessorSettings {
    let prefix: String
    let include: [Glob]
    let exclude: [Glob]
    let rename: [String: String]

    /// Reads the section.
    public init(_ section: ConfigSection) {
        prefix = section.string("prefix", default: "otel_scope_")
        include = section.stringList("include", default: ["*"]).map(Glob.init)
        exclude = section.stringList("exclude", default: []).map(Glob.init)
        rename = section.stringMap("rename")
        for (key, label) in rename.sorted(by: { $0.key < $1.key }) where label.isEmpty {
            section.fail(at: "rename", "the label for \(key) is empty")
        }
    }

    /// Makes the processor.
    public func makeProcessor(_ context: ComponentContext) -> [ProcessorStep] {
        [.series(ScopeLabels(settings: self), "gives points what names their scope")]
    }
}

/// Turns what names a scope into attributes of its points, and so into labels: name, version and schema URL, also when
/// they are empty, and each scope attribute.
///
/// The scope itself stays as it is. What the points have already under such a key stays as well.
struct ScopeLabels: SeriesProcessor {
    let settings: ScopeLabelsSettings

    func process(_ series: SeriesDescription) -> SeriesDescription? {
        var series = series
        var keys = Set(series.attributes.map { ExactText($0.key) })
        for label in series.scope.labelAttributes(prefix: "") where isChosen(label.key) {
            let key = settings.rename[label.key] ?? settings.prefix + label.key
            if keys.insert(ExactText(key)).inserted {
                series.attributes.append(Attribute(key: key, value: label.value))
            }
        }
        return series
    }

    private func isChosen(_ key: String) -> Bool {
        settings.include.contains { $0.matches(key) } && !settings.exclude.contains { $0.matches(key) }
    }
}

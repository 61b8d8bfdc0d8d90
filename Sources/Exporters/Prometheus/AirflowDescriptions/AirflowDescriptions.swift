internal import MetricCore

/// What Airflow's metrics count, in words of our own: Airflow sends none.
///
/// The tables hold what Airflow 2.7 to 3.3 and the providers' executors send, by their names in Airflow: without the
/// prefix that Airflow puts before them (`[metrics] otel_prefix`, `airflow` by default). Times are in tables of their
/// own, since their unit depends on who sends them.
enum AirflowDescriptions {
    /// What a metric counts; nil if it is none of Airflow's.
    ///
    /// Airflow's are those whose name begins with `airflow.`, and, with any other prefix, those of Airflow's scopes.
    static func description(of metric: MetricDescription, in scope: ScopeDescription) -> String? {
        let isAirflows = scope.name == "airflow" || scope.name.hasPrefix("airflow.")
        guard isAirflows || metric.name.hasPrefix("airflow."), metric.name.utf8.count <= nameLimit,
            let prefixEnd = metric.name.utf8.firstIndex(of: UInt8(ascii: ".")),
            let entry = catalogue.entry(of: metric.name[prefixEnd...].dropFirst())
        else { return nil }
        guard entry.isTime, let unit = unit(ofTimes: metric.unit) else { return entry.sentence }
        return "\(entry.sentence), \(unit)"
    }

    /// The most bytes that a name of Airflow's has.
    private static let nameLimit = 255

    private static let catalogue = AirflowCatalogue(
        sentences: [scheduler, tasks, dagProcessing, executors, assetsAndTriggers, apiServerAndOthers],
        times: [schedulerTimes, taskTimes, executorTimes, otherTimes])

    /// Airflow 3.3 sends milliseconds as the unit, 3.0 to 3.2 mean the same one, and Airflow 2 seconds unless it is
    /// told otherwise; of those that send none nothing tells which it is. Any other is what a processor made of it.
    private static func unit(ofTimes unit: String) -> String? {
        switch unit {
        case "": "in milliseconds (Airflow 2: in seconds by default)"
        case "ms": "in milliseconds"
        case "s": "in seconds"
        default: nil
        }
    }
}

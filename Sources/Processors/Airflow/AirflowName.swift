internal import MetricCore

/// The name of one of Airflow's metrics, taken apart.
///
/// Airflow's are those whose name begins with `airflow.`, and, with any other prefix (`[metrics] otel_prefix`), those
/// of Airflow's scopes.
struct AirflowName {
    /// What Airflow puts before its names, with the dot.
    let prefix: Substring
    /// What the metric is called in Airflow.
    let own: Substring

    /// Nil if it is none of Airflow's.
    init?(_ name: String, in scope: ScopeDescription) {
        guard scope.isAirflows || name.hasPrefix("airflow."), let dot = name.firstIndex(of: ".") else { return nil }
        prefix = name[...dot]
        own = name[dot...].dropFirst()
    }

    /// The most characters that a name of an Airflow before 3.0 has; longer ones lose their end.
    static let earlyLimit = 63

    /// Whether it is as long as a name that has lost its end.
    var mayBeCut: Bool { prefix.utf8.count + own.utf8.count == Self.earlyLimit }
}

extension ScopeDescription {
    /// Whether one of Airflow's processes speaks.
    var isAirflows: Bool { name == "airflow" || name.hasPrefix("airflow.") }

    /// Whether it is an Airflow before 3.2: the code that sends metrics moved then.
    ///
    /// Up to there a gauge has a series for the first attributes that a process sets, and none for all that come later:
    /// it is an observable one, and the SDK asks nobody but the first who said that he has its values. So the gauges
    /// with ids in their names say more than those with attributes.
    var isEarlyAirflows: Bool { name == "airflow.metrics.otel_logger" }
}

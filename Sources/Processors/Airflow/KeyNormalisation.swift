internal import MetricCore
internal import Pipeline

/// Gives the attributes of Airflow's metrics the names that they have in most of its versions and metrics.
struct KeyNormalisation: SeriesProcessor {
    /// The other names, and the one.
    static let keys = ["operator_name": "operator", "executor_class_name": "executor", "dag_file": "file_name"]

    func process(_ series: SeriesDescription) -> SeriesDescription? {
        guard let name = AirflowName(series.metric.name, in: series.scope) else { return series }
        var series = series
        for index in series.attributes.indices {
            let key = series.attributes[index].key
            // Before 3.3 the metrics of executors have it so.
            let normal = key == "name" && name.own.hasPrefix("executor.") ? "executor" : Self.keys[key]
            if let normal, series.attributes.value(of: normal) == nil { series.attributes[index].key = normal }
        }
        return series
    }
}

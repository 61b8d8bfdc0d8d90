internal import MetricCore
internal import Pipeline

/// Makes one prefix of two: what Airflow calls `airflow.io.load_filesystems` has another one put before it.
struct PrefixNormalisation: SeriesProcessor {
    func process(_ series: SeriesDescription) -> SeriesDescription? {
        guard let name = AirflowName(series.metric.name, in: series.scope), name.own.hasPrefix(name.prefix) else {
            return series
        }
        var series = series
        series.metric.name = String(name.own)
        return series
    }
}

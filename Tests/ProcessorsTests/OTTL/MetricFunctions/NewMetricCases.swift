import MetricCore

@testable import Processors

extension MetricFunctionCase {
    static let newMetrics = [
        MetricFunctionCase(
            "copies come last, with another name, description and unit",
            [
                #"copy_metric(name="airflow.ti.done") where metric.name == "airflow.ti.finish""#,
                #"copy_metric("copy.2", "what", "s") where metric.name == "airflow.dag_processing.total_parse_time""#,
                #"copy_metric(Concat([name, "_raw"], ""), unit="{x}") where name == "airflow.pool.open_slots""#,
            ], Array(Metric.ofAllTypes[0...2]),
            gives: """
                airflow.pool.open_slots gauge in {slots} (open slots)
                  {pool=default_pool} 128
                  {pool=etl} 5
                airflow.dag_processing.total_parse_time gauge in s
                  {} 1.5
                airflow.ti.finish sum cumulative monotonic
                  {dag_id=example_dag, task_id=load_rows, state=success} 7
                  {dag_id=example_dag, task_id=load_rows, state=failed} 2
                airflow.pool.open_slots_raw gauge in {x} (open slots)
                  {pool=default_pool} 128
                  {pool=etl} 5
                copy.2 gauge in s (what)
                  {} 1.5
                airflow.ti.done sum cumulative monotonic
                  {dag_id=example_dag, task_id=load_rows, state=success} 7
                  {dag_id=example_dag, task_id=load_rows, state=failed} 2
                """),
        MetricFunctionCase(
            "a copy is as the metric was then, and is visited",
            [
                #"set(metric.description, "before") where metric.name == "airflow.ti.finish""#,
                #"copy_metric(name="airflow.ti.copy") where metric.name == "airflow.ti.finish""#,
                #"set(metric.description, "after") where metric.name == "airflow.ti.finish""#,
                #"set(metric.unit, "visited") where metric.name == "airflow.ti.copy""#,
            ], [Metric.ofAllTypes[2]],
            gives: """
                airflow.ti.finish sum cumulative monotonic (after)
                  {dag_id=example_dag, task_id=load_rows, state=success} 7
                  {dag_id=example_dag, task_id=load_rows, state=failed} 2
                airflow.ti.copy sum cumulative monotonic in visited (before)
                  {dag_id=example_dag, task_id=load_rows, state=success} 7
                  {dag_id=example_dag, task_id=load_rows, state=failed} 2
                """),
        // otelcol leaves a copy of the same name behind, whose values are there twice.
        MetricFunctionCase(
            "without the name that it is to have there is no copy", [#"copy_metric(name=metadata["missing"])"#],
            [Metric.ofAllTypes[1]], errors: 1,
            gives: """
                airflow.dag_processing.total_parse_time gauge in s
                  {} 1.5
                """),
        MetricFunctionCase(
            "sums are extracted from histograms and summaries",
            [#"extract_sum_metric(true, ".total") where not IsMatch(metric.name, "total$")"#],
            Array(Metric.ofAllTypes[2...5]), errors: 1,
            gives: """
                airflow.ti.finish sum cumulative monotonic
                  {dag_id=example_dag, task_id=load_rows, state=success} 7
                  {dag_id=example_dag, task_id=load_rows, state=failed} 2
                airflow.dagrun.duration histogram cumulative in s (run time)
                  {dag_id=example_dag} count=10 sum=75.5 min=0.5 max=20.0 [1.0, 5.0, 10.0] [1, 2, 3, 4]
                airflow.task.duration exponentialHistogram delta in ms
                  {dag_id=example_dag} count=8 sum=24.0 min=0.0 max=7.5 scale=0 zero=2 0:[1, 2, 3] 0:[]
                airflow.scheduler.loop summary in ms
                  {host=a} count=10 sum=25.0 [0.5: 2.0, 0.99: 4.5]
                airflow.dagrun.duration.total sum cumulative monotonic in s (run time)
                  {dag_id=example_dag} 75.5
                airflow.task.duration.total sum delta monotonic in ms
                  {dag_id=example_dag} 24.0
                airflow.scheduler.loop.total sum cumulative monotonic in ms
                  {host=a} 25.0
                """),
        MetricFunctionCase(
            "counts are without the metric's unit; points without a sum are left out",
            [
                #"extract_count_metric(true) where metric.name == "h.nosum""#,
                #"extract_sum_metric(false) where metric.name == "h.nosum""#,
            ], [Metric.histograms[2]],
            gives: """
                h.nosum histogram cumulative
                  {dag_id=a} count=2 [1.0] [1, 1]
                  {dag_id=b} count=2 sum=3.0 [1.0] [1, 1]
                h.nosum_count sum cumulative monotonic in 1
                  {dag_id=a} 2
                  {dag_id=b} 2
                h.nosum_sum sum cumulative
                  {dag_id=b} 3.0
                """),
        MetricFunctionCase(
            "percentiles of histograms are estimated",
            [
                #"extract_percentile_metric(50.0) where IsMatch(metric.name, "^h\\.[a-z]+$")"#,
                #"extract_percentile_metric(95.5, "_p95") where IsMatch(metric.name, "^h\\.(full|nominmax)$")"#,
                #"extract_percentile_metric(1.0, suffix="") where metric.name == "h.full""#,
            ], Metric.histograms,
            gives: Metric.histograms.map(\.text).joined(separator: "\n") + """

                h.full_p50 gauge in s (run time (p50))
                  {dag_id=a} 8.333333333333332
                h.full_p95 gauge in s (run time (p95.5))
                  {dag_id=a} 23.5
                h.full_p1 gauge in s (run time (p1))
                  {dag_id=a} 0.28
                h.nominmax_p50 gauge in s (p50)
                  {dag_id=a} 8.333333333333332
                h.nominmax_p95 gauge in s (p95.5)
                  {dag_id=a} 10.0
                h.nosum_p50 gauge (p50)
                  {dag_id=a} 1.0
                  {dag_id=b} 1.0
                h.single_p50 gauge (p50)
                  {dag_id=a} 2.0
                """),
        MetricFunctionCase(
            "buckets that don't fit their bounds have no percentile", ["extract_percentile_metric(90.0)"],
            [.malformed], errors: 1, gives: Metric.malformed.text),
        MetricFunctionCase(
            "quantiles become the points of a gauge",
            [
                "convert_summary_quantile_val_to_gauge()",
                #"convert_summary_quantile_val_to_gauge("q", suffix="_q")"#,
            ], [.summary],
            gives: """
                airflow.scheduler.loop summary in ms (loop time)
                  {host=a} count=10 sum=25.0 [0.5: 2.0, 0.99: 4.5]
                  {host=b} count=4 sum=9.5 [0.5: 1.0]
                airflow.scheduler.loop.quantiles gauge in ms (loop time)
                  {host=a, quantile=0.5} 2.0
                  {host=a, quantile=0.99} 4.5
                  {host=b, quantile=0.5} 1.0
                airflow.scheduler.loop_q gauge in ms (loop time)
                  {host=a, q=0.5} 2.0
                  {host=a, q=0.99} 4.5
                  {host=b, q=0.5} 1.0
                """),
        // otelcol makes each of the metrics twice.
        MetricFunctionCase(
            "counts and sums of a summary are there once for each point", on: .datapoint,
            [
                #"convert_summary_count_val_to_sum("cumulative", true)"#,
                #"convert_summary_sum_val_to_sum("delta", false, ".total") where attributes["host"] == "b""#,
            ], [.summary, Metric.ofAllTypes[1]],
            gives: """
                airflow.scheduler.loop summary in ms (loop time)
                  {host=a} count=10 sum=25.0 [0.5: 2.0, 0.99: 4.5]
                  {host=b} count=4 sum=9.5 [0.5: 1.0]
                airflow.dag_processing.total_parse_time gauge in s
                  {} 1.5
                airflow.scheduler.loop_count sum cumulative monotonic in ms (loop time)
                  {host=a} 10
                  {host=b} 4
                airflow.scheduler.loop.total sum delta in ms (loop time)
                  {host=b} 9.5
                """),
    ]
}

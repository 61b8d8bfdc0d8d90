import MetricCore

@testable import Processors

extension MetricFunctionCase {
    static let aggregation = [
        MetricFunctionCase(
            "each function aggregates counts",
            ["max", "min", "mean", "median", "count"].flatMap { function in
                [
                    #"copy_metric(name="\#(function)") where metric.name == "airflow.ti.finish""#,
                    #"aggregate_on_attributes("\#(function)", ["dag_id"]) where metric.name == "\#(function)""#,
                ]
            } + [#"aggregate_on_attributes("sum", ["dag_id"]) where metric.name == "airflow.ti.finish""#],
            [.series],
            gives: """
                airflow.ti.finish sum cumulative monotonic
                  {dag_id=a} 16
                  {dag_id=b} 4
                max sum cumulative monotonic
                  {dag_id=a} 9
                  {dag_id=b} 4
                min sum cumulative monotonic
                  {dag_id=a} 2
                  {dag_id=b} 4
                mean sum cumulative monotonic
                  {dag_id=a} 5
                  {dag_id=b} 4
                median sum cumulative monotonic
                  {dag_id=a} 5
                  {dag_id=b} 4
                count sum cumulative monotonic
                  {dag_id=a} 3
                  {dag_id=b} 4
                """),
        MetricFunctionCase(
            "without keys all attributes are kept, with none of them none",
            [
                #"copy_metric(name="all") where metric.name == "airflow.ti.finish""#,
                #"copy_metric(name="none") where metric.name == "airflow.ti.finish""#,
                #"aggregate_on_attributes("sum") where metric.name == "all""#,
                #"aggregate_on_attributes("sum", []) where metric.name == "none""#,
                #"aggregate_on_attributes("sum", ["host", "nope"]) where metric.name == "airflow.ti.finish""#,
            ], [.series],
            gives: """
                airflow.ti.finish sum cumulative monotonic
                  {host=w1} 11
                  {host=w2} 9
                all sum cumulative monotonic
                  {dag_id=a, state=success, host=w1} 5
                  {dag_id=a, state=failed, host=w1} 2
                  {dag_id=a, state=success, host=w2} 9
                  {dag_id=b, state=success, host=w1} 4
                none sum cumulative monotonic
                  {} 20
                """),
        MetricFunctionCase(
            "values of an attribute become one", [#"aggregate_on_attribute_value("sum", "host", ["w1", "w2"], "any")"#],
            [.series],
            gives: """
                airflow.ti.finish sum cumulative monotonic
                  {dag_id=a, state=success, host=any} 14
                  {dag_id=a, state=failed, host=any} 2
                  {dag_id=b, state=success, host=any} 4
                """),
        MetricFunctionCase(
            "values that aren't listed stay, and points without the attribute",
            [
                #"aggregate_on_attribute_value("max", "state", ["failed", "upstream_failed"], "success")"#,
                #"aggregate_on_attribute_value("sum", "nope", ["x"], "y")"#,
            ], [.series],
            gives: """
                airflow.ti.finish sum cumulative monotonic
                  {dag_id=a, state=success, host=w1} 5
                  {dag_id=a, state=success, host=w2} 9
                  {dag_id=b, state=success, host=w1} 4
                """),
        MetricFunctionCase(
            "all types are aggregated but summaries", [#"aggregate_on_attributes("sum", [])"#], Metric.ofAllTypes,
            errors: 1,
            gives: """
                airflow.pool.open_slots gauge in {slots} (open slots)
                  {} 133
                airflow.dag_processing.total_parse_time gauge in s
                  {} 1.5
                airflow.ti.finish sum cumulative monotonic
                  {} 9
                airflow.dagrun.duration histogram cumulative in s (run time)
                  {} count=10 sum=75.5 min=0.5 max=20.0 [1.0, 5.0, 10.0] [1, 2, 3, 4]
                airflow.task.duration exponentialHistogram delta in ms
                  {} count=8 sum=24.0 min=0.0 max=7.5 scale=0 zero=2 0:[1, 2, 3] 0:[]
                airflow.scheduler.loop summary in ms
                  {host=a} count=10 sum=25.0 [0.5: 2.0, 0.99: 4.5]
                """),
        MetricFunctionCase(
            "points of equal time are aggregated, from the earliest start on",
            [#"aggregate_on_attributes("sum", ["dag_id"])"#],
            [
                Metric(
                    "airflow.ti.finish", .counter,
                    [
                        PointContents(["dag_id": "a", "h": "1"], 5),
                        PointContents(["dag_id": "a", "h": "2"], 6).shifted(start: -1),
                        PointContents(["dag_id": "a", "h": "3"], 7).shifted(time: 1),
                    ])
            ],
            gives: """
                airflow.ti.finish sum cumulative monotonic
                  {dag_id=a} 11 start-1
                  {dag_id=a} 7 time+1
                """),
        MetricFunctionCase(
            "deltas are aggregated if they start at the same time", [#"aggregate_on_attributes("sum", [])"#],
            [
                Metric(
                    "airflow.ti.start", MetricShape(type: .sum, temporality: .delta, isMonotonic: true),
                    [
                        PointContents(["h": "1"], 5), PointContents(["h": "2"], 6).shifted(start: -1),
                        PointContents(["h": "3"], 7),
                    ])
            ],
            gives: """
                airflow.ti.start sum delta monotonic
                  {} 12
                  {} 6 start-1
                """),
        MetricFunctionCase(
            "histograms are added that have the same bounds", [#"aggregate_on_attributes("max", ["dag_id"])"#],
            [
                Metric(
                    "airflow.dagrun.duration", .histogram, unit: "s",
                    [
                        PointContents(
                            ["dag_id": "a", "h": "1"],
                            HistogramContents(
                                count: 6, sum: 20, min: 0.5, max: 9, bounds: [1, 5], counts: [1, 2, 3])),
                        PointContents(
                            ["dag_id": "a", "h": "2"],
                            HistogramContents(
                                count: 5, sum: 10, min: 0.25, max: 12, bounds: [1, 5], counts: [4, 0, 1])),
                        PointContents(
                            ["dag_id": "a", "h": "3"],
                            HistogramContents(count: 3, sum: 8, min: 1, max: 6, bounds: [2, 5], counts: [1, 1, 1])),
                    ])
            ],
            gives: """
                airflow.dagrun.duration histogram cumulative in s
                  {dag_id=a} count=11 sum=30.0 min=0.25 max=12.0 [1.0, 5.0] [5, 2, 4]
                  {dag_id=a} count=3 sum=8.0 min=1.0 max=6.0 [2.0, 5.0] [1, 1, 1]
                """),
        // Where the second starts lower, otelcol adds its counts to the wrong buckets.
        MetricFunctionCase(
            "exponential histograms are added bucket by bucket", [#"aggregate_on_attributes("sum", [])"#],
            [
                Metric(
                    "x.lower", .exponentialHistogram,
                    [
                        PointContents(
                            ["h": "1"],
                            ExponentialHistogramContents(
                                count: 11, sum: 90,
                                buckets: ExponentialBuckets(
                                    positive: ExponentialBucketCounts(offset: 3, counts: [5, 6])))),
                        PointContents(
                            ["h": "2"],
                            ExponentialHistogramContents(
                                count: 6, sum: 20,
                                buckets: ExponentialBuckets(
                                    positive: ExponentialBucketCounts(offset: 1, counts: [1, 2, 3])))),
                    ])
            ],
            gives: """
                x.lower exponentialHistogram cumulative
                  {} count=17 sum=110.0 scale=0 zero=0 1:[1, 2, 8, 6] 0:[]
                """),
        // otelcol leaves out, or cuts, what isn't of the first number's kind.
        MetricFunctionCase(
            "whole numbers and others add up",
            [
                #"copy_metric(name=Concat(["min", metric.name], ".")) where not HasPrefix(metric.name, "min")"#,
                #"aggregate_on_attributes("min", []) where HasPrefix(metric.name, "min")"#,
                #"aggregate_on_attributes("sum", []) where not HasPrefix(metric.name, "min")"#,
            ], Metric.mixed,
            gives: """
                int.first gauge
                  {} 9.5
                double.first gauge
                  {} 9.5
                min.int.first gauge
                  {} 2.5
                min.double.first gauge
                  {} 2.5
                """),
        // otelcol takes away all points of the summary.
        MetricFunctionCase(
            "summaries aren't aggregated by a value either; others lose their metadata",
            [
                #"set(metadata["k"], "v")"#,
                #"aggregate_on_attribute_value("sum", "host", ["a", "b"], "c")"#,
            ], Array(Metric.ofAllTypes[4...5]), errors: 1,
            gives: """
                airflow.task.duration exponentialHistogram delta in ms
                  {dag_id=example_dag} count=8 sum=24.0 min=0.0 max=7.5 scale=0 zero=2 0:[1, 2, 3] 0:[]
                airflow.scheduler.loop summary in ms metadata
                  {host=a} count=10 sum=25.0 [0.5: 2.0, 0.99: 4.5]
                """),
    ]
}

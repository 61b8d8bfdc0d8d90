import MetricCore

@testable import Processors

// otelcol makes a count too few of exponential histograms, and counts what lies between two bounds one too low.

extension MetricFunctionCase {
    static let conversion =
        [
            conversion(
                "upper",
                gives: [
                    [0, 3, 3, 4],
                    // The values around zero are below the first bound.
                    [5, 3, 0, 0],
                    // So are those below zero.
                    [5, 3, 0, 0],
                    // Each bucket lies between the same bounds.
                    [0, 8, 0, 0],
                    // Two values are between 1 and 16.
                    [1, 0, 0, 3],
                ]),
            conversion("midpoint", gives: [[0, 3, 3, 4], [5, 3, 0, 0], [5, 3, 0, 0], [0, 8, 0, 0], [1, 0, 2, 1]]),
            conversion("uniform", gives: [[0, 3, 5, 2], [5, 3, 0, 0], [5, 3, 0, 0], [0, 8, 0, 0], [1, 1, 1, 1]]),
        ] + [
            MetricFunctionCase(
                "timers of Airflow",
                [
                    """
                    convert_exponential_histogram_to_histogram(
                      "upper", [10.0, 20.0, 32.0, 33.0, 34.0, 35.0, 60.0]) where IsMatch(metric.name, "duration")
                    """
                ], [timers],
                gives: """
                    airflow.dagrun.duration.success histogram cumulative in ms
                      {dag_id=example_dag} count=4 sum=132.5 min=32.5 max=34.9 \
                    [10.0, 20.0, 32.0, 33.0, 34.0, 35.0, 60.0] [0, 0, 0, 1, 0, 2, 1, 0]
                      {dag_id=other} count=1 sum=10.0 min=10.0 max=10.0 \
                    [10.0, 20.0, 32.0, 33.0, 34.0, 35.0, 60.0] [0, 1, 0, 0, 0, 0, 0, 0]
                    """),
            MetricFunctionCase(
                "what isn't known stays unknown; metadata stay",
                [
                    #"set(metadata["k"], "v")"#,
                    #"convert_exponential_histogram_to_histogram("upper", [4.0, 1.0, 4.0])"#,
                ],
                [
                    Metric(
                        "x.bare", .exponentialHistogram,
                        [
                            PointContents(
                                ["dag_id": "a"],
                                ExponentialHistogramContents(
                                    count: 3,
                                    buckets: ExponentialBuckets(
                                        positive: ExponentialBucketCounts(offset: 0, counts: [1, 2])))),
                            PointContents(["dag_id": "b"], ExponentialHistogramContents()),
                        ]), Metric.ofAllTypes[1],
                ],
                gives: """
                    x.bare histogram cumulative metadata
                      {dag_id=a} count=3 [1.0, 4.0] [0, 3, 0]
                      {dag_id=b} count=0 [1.0, 4.0] [0, 0, 0]
                    airflow.dag_processing.total_parse_time gauge in s metadata
                      {} 1.5
                    """),
        ]

    private static func conversion(_ distribution: String, gives counts: [[UInt64]]) -> MetricFunctionCase {
        let metrics = zip(exponentialHistograms, counts).map { histogram, counts in
            let converted = HistogramContents(
                count: histogram.count, sum: histogram.sum, min: histogram.min, max: histogram.max,
                bounds: [1, 4, 10], counts: counts)
            return (
                Metric("x", .exponentialHistogram, [PointContents([:], histogram)]),
                Metric("x", .histogram, [PointContents([:], converted)])
            )
        }
        return MetricFunctionCase(
            "exponential histograms, \(distribution)",
            ["convert_exponential_histogram_to_histogram(\"\(distribution)\", [1.0, 4.0, 10.0])"], metrics.map(\.0),
            gives: metrics.map(\.1.text).joined(separator: "\n"))
    }

    /// One bucket for each doubling, some with values around zero, and below; finer ones; coarser ones.
    private static let exponentialHistograms = [
        ExponentialHistogramContents(
            count: 10, sum: 60, min: 1.2, max: 15,
            buckets: ExponentialBuckets(positive: ExponentialBucketCounts(offset: 0, counts: [1, 2, 3, 4]))),
        ExponentialHistogramContents(
            count: 8, sum: 6, min: 0, max: 3.5,
            buckets: ExponentialBuckets(
                zeroCount: 5, positive: ExponentialBucketCounts(offset: 0, counts: [1, 2]))),
        ExponentialHistogramContents(
            count: 8, sum: -12, min: -7, max: 3.5,
            buckets: ExponentialBuckets(
                zeroCount: 1, positive: ExponentialBucketCounts(offset: 0, counts: [2, 1]),
                negative: ExponentialBucketCounts(offset: 1, counts: [1, 3]))),
        ExponentialHistogramContents(
            count: 8, sum: 25, min: 2, max: 3.1,
            buckets: ExponentialBuckets(
                scale: 3, positive: ExponentialBucketCounts(offset: 8, counts: [1, 0, 2, 4, 1]))),
        ExponentialHistogramContents(
            count: 4, sum: 50, min: 0.5, max: 40,
            buckets: ExponentialBuckets(
                scale: -2, positive: ExponentialBucketCounts(offset: -1, counts: [1, 2, 1]))),
    ]

    private static let timers = Metric(
        "airflow.dagrun.duration.success", .exponentialHistogram, unit: "ms",
        [
            PointContents(
                ["dag_id": "example_dag"],
                ExponentialHistogramContents(
                    count: 4, sum: 132.5, min: 32.5, max: 34.9,
                    buckets: ExponentialBuckets(
                        scale: 5, positive: ExponentialBucketCounts(offset: 160, counts: [1, 0, 0, 2, 1])))),
            PointContents(
                ["dag_id": "other"],
                ExponentialHistogramContents(
                    count: 1, sum: 10, min: 10, max: 10,
                    buckets: ExponentialBuckets(
                        scale: 20, positive: ExponentialBucketCounts(offset: 3_483_294, counts: [1])))),
        ])
}

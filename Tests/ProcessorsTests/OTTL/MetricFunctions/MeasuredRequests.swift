import MetricCore

@testable import Processors

// Metrics of requests that were sent to a real otelcol (0.161.0).

extension Metric {
    init(
        _ name: String, _ shape: MetricShape, unit: String = "", description: String = "", _ points: [PointContents]
    ) {
        self.init(
            description: MetricDescription(name: name, description: description, unit: unit, shape: shape),
            points: points)
    }

    /// A metric of each type.
    static let ofAllTypes: [Metric] = [
        Metric(
            "airflow.pool.open_slots", .gauge, unit: "{slots}", description: "open slots",
            [PointContents(["pool": "default_pool"], 128), PointContents(["pool": "etl"], 5)]),
        Metric("airflow.dag_processing.total_parse_time", .gauge, unit: "s", [PointContents([:], 1.5)]),
        Metric(
            "airflow.ti.finish", .counter,
            [
                PointContents(["dag_id": "example_dag", "task_id": "load_rows", "state": "success"], 7),
                PointContents(["dag_id": "example_dag", "task_id": "load_rows", "state": "failed"], 2),
            ]),
        Metric(
            "airflow.dagrun.duration", .histogram, unit: "s", description: "run time",
            [
                PointContents(
                    ["dag_id": "example_dag"],
                    HistogramContents(
                        count: 10, sum: 75.5, min: 0.5, max: 20, bounds: [1, 5, 10], counts: [1, 2, 3, 4]))
            ]),
        Metric(
            "airflow.task.duration", MetricShape(type: .exponentialHistogram, temporality: .delta), unit: "ms",
            [
                PointContents(
                    ["dag_id": "example_dag"],
                    ExponentialHistogramContents(
                        count: 8, sum: 24, min: 0, max: 7.5,
                        buckets: ExponentialBuckets(
                            zeroCount: 2, positive: ExponentialBucketCounts(offset: 0, counts: [1, 2, 3]))))
            ]),
        Metric(
            "airflow.scheduler.loop", .summary, unit: "ms",
            [PointContents(["host": "a"], SummaryContents(count: 10, sum: 25, [0.5: 2, 0.99: 4.5]))]),
    ]

    /// Counts that differ in three attributes.
    static let series = Metric(
        "airflow.ti.finish", .counter,
        [
            PointContents(["dag_id": "a", "state": "success", "host": "w1"], 5),
            PointContents(["dag_id": "a", "state": "failed", "host": "w1"], 2),
            PointContents(["dag_id": "a", "state": "success", "host": "w2"], 9),
            PointContents(["dag_id": "b", "state": "success", "host": "w1"], 4),
        ])

    /// Numbers of which some are whole.
    static let mixed = [
        Metric("int.first", .gauge, [PointContents([:], 3), PointContents([:], 2.5), PointContents([:], 4)]),
        Metric("double.first", .gauge, [PointContents([:], 2.5), PointContents([:], 3), PointContents([:], 4)]),
    ]

    /// Histograms with everything, and such that lack something.
    static let histograms: [Metric] = [
        Metric(
            "h.full", .histogram, unit: "s", description: "run time",
            [
                PointContents(
                    ["dag_id": "a"],
                    HistogramContents(
                        count: 100, sum: 700, min: 0.2, max: 25, bounds: [1, 5, 10], counts: [10, 20, 30, 40]))
            ]),
        Metric(
            "h.nominmax", .histogram, unit: "s",
            [
                PointContents(
                    ["dag_id": "a"],
                    HistogramContents(count: 100, sum: 700, bounds: [1, 5, 10], counts: [10, 20, 30, 40]))
            ]),
        Metric(
            "h.nosum", .histogram,
            [
                PointContents(["dag_id": "a"], HistogramContents(count: 2, bounds: [1], counts: [1, 1])),
                PointContents(["dag_id": "b"], HistogramContents(count: 2, sum: 3, bounds: [1], counts: [1, 1])),
            ]),
        Metric(
            "h.empty", .histogram,
            [PointContents(["dag_id": "a"], HistogramContents(sum: 0, bounds: [1], counts: [0, 0]))]),
        Metric(
            "h.single", .histogram,
            [PointContents(["dag_id": "a"], HistogramContents(count: 4, sum: 8, min: 1, max: 3, counts: [4]))]),
    ]

    /// A histogram with a bucket too few.
    static let malformed = Metric(
        "h.malformed", .histogram,
        [PointContents(["dag_id": "a"], HistogramContents(count: 30, sum: 70, bounds: [1, 5], counts: [10, 20]))])

    /// A summary of two points.
    static let summary = Metric(
        "airflow.scheduler.loop", .summary, unit: "ms", description: "loop time",
        [
            PointContents(["host": "a"], SummaryContents(count: 10, sum: 25, [0.5: 2, 0.99: 4.5])),
            PointContents(["host": "b"], SummaryContents(count: 4, sum: 9.5, [0.5: 1])),
        ])
}

extension MetricShape {
    static let gauge = MetricShape(type: .gauge)
    static let counter = MetricShape(type: .sum, temporality: .cumulative, isMonotonic: true)
    static let histogram = MetricShape(type: .histogram, temporality: .cumulative)
    static let exponentialHistogram = MetricShape(type: .exponentialHistogram, temporality: .cumulative)
    static let summary = MetricShape(type: .summary)
}

extension PointContents {
    private init(_ attributes: KeyValuePairs<String, String>, _ value: PointValue) {
        self.init(
            attributes: attributes.map { Attribute(key: $0.key, value: .string($0.value)) },
            startTime: Self.usualStart, time: Self.usualTime, value: value)
    }

    init(_ attributes: KeyValuePairs<String, String>, _ number: Int64) { self.init(attributes, .number(.int(number))) }

    @_disfavoredOverload
    init(_ attributes: KeyValuePairs<String, String>, _ number: Double) {
        self.init(attributes, .number(.double(number)))
    }

    init(_ attributes: KeyValuePairs<String, String>, _ histogram: HistogramContents) {
        self.init(attributes, .histogram(histogram))
    }

    init(_ attributes: KeyValuePairs<String, String>, _ histogram: ExponentialHistogramContents) {
        self.init(attributes, .exponentialHistogram(histogram))
    }

    init(_ attributes: KeyValuePairs<String, String>, _ summary: SummaryContents) {
        self.init(attributes, .summary(summary))
    }

    /// The same point at other times, which differ by so many seconds.
    func shifted(start: Int = 0, time: Int = 0) -> PointContents {
        var point = self
        point.startTime = UInt64(Int(startTime) + start * 1_000_000_000)
        point.time = UInt64(Int(self.time) + time * 1_000_000_000)
        return point
    }
}

extension SummaryContents {
    init(count: UInt64, sum: Double, _ quantiles: KeyValuePairs<Double, Double>) {
        self.init(
            count: count, sum: sum, quantiles: quantiles.map { QuantileValue(quantile: $0.key, value: $0.value) })
    }
}

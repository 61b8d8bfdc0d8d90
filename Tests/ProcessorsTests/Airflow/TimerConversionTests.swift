import Configuration
import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

struct TimerConversionTests {
    private static let airflow2 = "airflow.metrics.otel_logger"
    private static let airflow3 = "airflow._shared.observability.metrics.otel_logger"

    private func lines(_ settings: String, scope name: String, _ metric: Message) throws -> [String] {
        let run = try ProcessorRun("{legacy_names: keep, \(settings)}", AirflowSettings.init)
        try run.send(airflowRequest(scope: name, [metric]))
        return run.lines
    }

    @Test(
        arguments: [
            ("timers: seconds", airflow2, "airflow.task.duration", "", "1500"),
            ("timers: milliseconds", airflow2, "airflow.task.duration", "", "1500000.0"),
            ("timers: seconds", airflow3, "airflow.task.duration", "", "1.5"),
            ("timers: seconds", airflow3, "airflow.dag.d.t.duration", "", "1.5"),
            ("timers: milliseconds", airflow3, "airflow.task.duration", "", "1500"),
            ("timers: seconds", airflow3, "airflow.task.duration", "ms", "1.5"),
            ("timers: seconds", airflow3, "airflow.task.duration", "s", "1500"),
            ("timers: seconds", airflow3, "airflow.task.duration", "h", "1500"),
            ("timers: seconds, timers_without_unit: milliseconds", airflow2, "airflow.task.duration", "", "1.5"),
            ("timers: seconds, timers_without_unit: seconds", airflow3, "airflow.task.duration", "", "1500"),
            ("timers: seconds", airflow3, "airflow.dag_processing.last_duration", "ms", "1500"),
            ("timers: milliseconds", airflow3, "airflow.dag_processing.last_duration.b.f", "ms", "1500000.0"),
            ("timers: seconds", airflow3, "airflow.dag_processing.total_parse_time", "", "1500"),
            ("timers: seconds", airflow3, "airflow.airflow.io.load_filesystems", "ms", "1.5"),
            ("timers: seconds", "other", "task.duration", "ms", "1500"),
        ])
    func `a timer's values go from its unit to the one that is asked for`(
        settings: String, scope: String, name: String, unit: String, expected: String
    ) throws {
        let lines = try lines(settings, scope: scope, gauge(name, unit: unit, point(.int(1500))))
        #expect(lines.map { String($0.split(separator: " ")[1]) } == [expected])
    }

    @Test(arguments: [0, 3, 20] as [Int32])
    func `the buckets of an exponential histogram move by ten doublings`(scale: Int32) throws {
        let buckets = ExponentialBuckets(
            scale: scale, positive: ExponentialBucketCounts(offset: 5, counts: [1, 2]),
            negative: ExponentialBucketCounts(offset: 1, counts: [1]))
        let sent = exponentialHistogram("airflow.task.duration", unit: "ms", exponentialPoint(buckets, sum: 100))
        let lines = try lines("timers: seconds", scope: Self.airflow3, sent)
        #expect(lines == ["airflow.task.duration{} count=4 scale=\(scale) positive=\(5 - 10 << scale):[1, 2]"])
    }

    @Test(
        arguments: [(-1, 0), (-2, 2), (-40, 5), (40, Int64(Int32.min)), (Int32.max, Int64(Int32.min))]
            as [(Int32, Int64)])
    func `no scale is too strange`(scale: Int32, offset: Int64) throws {
        let buckets = ExponentialBuckets(scale: scale, positive: ExponentialBucketCounts(offset: 5, counts: [1]))
        let sent = exponentialHistogram("airflow.task.duration", unit: "ms", exponentialPoint(buckets))
        let lines = try lines("timers: seconds", scope: Self.airflow3, sent)
        #expect(lines == ["airflow.task.duration{} count=1 scale=\(scale) positive=\(offset):[1]"])
    }

    @Test func `unit, sum, least, greatest, bounds, quantiles and exemplars are converted`() {
        let exemplar = Exemplar(value: .int(7))
        let histogram = HistogramContents(count: 1, sum: 7, min: 7, max: 7, bounds: [5, 10], counts: [0, 1, 0])
        let exponential = ExponentialHistogramContents(count: 1, sum: 7, min: 7, max: 7)
        let summary = SummaryContents(count: 1, sum: 7, quantiles: [QuantileValue(quantile: 0.5, value: 7)])
        let values: [PointValue] = [
            .histogram(histogram), .exponentialHistogram(exponential), .summary(summary), .number(.none),
        ]
        let shape = MetricShape(type: .gauge)
        let metrics = values.map {
            Metric(
                description: MetricDescription(name: "airflow.ol.extract", unit: "ms", shape: shape),
                points: [PointContents(value: $0, exemplars: [exemplar])])
        }
        var data = MetricsData(resources: [ResourceMetrics(scopes: [ScopeMetrics(metrics: metrics)])])
        TimerConversion(to: .seconds, from: nil).process(&data)
        let converted = data.resources[0].scopes[0].metrics
        #expect(converted.allSatisfy { $0.description.unit == "s" })
        #expect(converted.allSatisfy { $0.points[0].exemplars[0].value == .double(0.007) })
        #expect(
            converted.map { $0.points[0].value } == [
                .histogram(
                    HistogramContents(
                        count: 1, sum: 0.007, min: 0.007, max: 0.007, bounds: [0.005, 0.01], counts: [0, 1, 0])),
                .exponentialHistogram(ExponentialHistogramContents(count: 1, sum: 0.007, min: 0.007, max: 0.007)),
                .summary(
                    SummaryContents(count: 1, sum: 0.007, quantiles: [QuantileValue(quantile: 0.5, value: 0.007)])),
                .number(.none),
            ])
    }
}

import MetricCore
import Testing

@testable import Processors

/// Statements, and what they make of metrics, as a real otelcol (0.161.0) does where nothing else is said.
struct MetricFunctionCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let level: StatementLevel
    let statements: [String]
    let metrics: [Metric]
    let expected: String
    /// How many statements fail.
    let errors: Int

    init(
        _ testDescription: String, on level: StatementLevel = .metric, _ statements: [String], _ metrics: [Metric],
        errors: Int = 0, gives expected: String
    ) {
        self.testDescription = testDescription
        self.level = level
        self.statements = statements
        self.metrics = metrics
        self.errors = errors
        self.expected = expected
    }
}

extension MetricFunctionCase {
    static let types = [
        MetricFunctionCase(
            "a gauge becomes a sum",
            [
                #"convert_gauge_to_sum("cumulative", true) where metric.name == "airflow.pool.open_slots""#,
                #"convert_gauge_to_sum("delta", false) where metric.unit == "s""#,
            ], Array(Metric.ofAllTypes[0...3]),
            gives: """
                airflow.pool.open_slots sum cumulative monotonic in {slots} (open slots)
                  {pool=default_pool} 128
                  {pool=etl} 5
                airflow.dag_processing.total_parse_time sum delta in s
                  {} 1.5
                airflow.ti.finish sum cumulative monotonic
                  {dag_id=example_dag, task_id=load_rows, state=success} 7
                  {dag_id=example_dag, task_id=load_rows, state=failed} 2
                airflow.dagrun.duration histogram cumulative in s (run time)
                  {dag_id=example_dag} count=10 sum=75.5 min=0.5 max=20.0 [1.0, 5.0, 10.0] [1, 2, 3, 4]
                """),
        MetricFunctionCase(
            "a sum becomes a gauge", ["convert_sum_to_gauge()"], Array(Metric.ofAllTypes[1...3]),
            gives: """
                airflow.dag_processing.total_parse_time gauge in s
                  {} 1.5
                airflow.ti.finish gauge
                  {dag_id=example_dag, task_id=load_rows, state=success} 7
                  {dag_id=example_dag, task_id=load_rows, state=failed} 2
                airflow.dagrun.duration histogram cumulative in s (run time)
                  {dag_id=example_dag} count=10 sum=75.5 min=0.5 max=20.0 [1.0, 5.0, 10.0] [1, 2, 3, 4]
                """),
    ]

    static let scaling = [
        MetricFunctionCase(
            "values of all types but one are scaled", ["scale_metric(0.3)"], Metric.ofAllTypes, errors: 1,
            gives: """
                airflow.pool.open_slots gauge in {slots} (open slots)
                  {pool=default_pool} 38
                  {pool=etl} 1
                airflow.dag_processing.total_parse_time gauge in s
                  {} 0.44999999999999996
                airflow.ti.finish sum cumulative monotonic
                  {dag_id=example_dag, task_id=load_rows, state=success} 2
                  {dag_id=example_dag, task_id=load_rows, state=failed} 0
                airflow.dagrun.duration histogram cumulative in s (run time)
                  {dag_id=example_dag} count=10 sum=22.65 min=0.15 max=6.0 [0.3, 1.5, 3.0] [1, 2, 3, 4]
                airflow.task.duration exponentialHistogram delta in ms
                  {dag_id=example_dag} count=8 sum=24.0 min=0.0 max=7.5 scale=0 zero=2 0:[1, 2, 3] 0:[]
                airflow.scheduler.loop summary in ms
                  {host=a} count=10 sum=7.5 [0.5: 0.6, 0.99: 1.3499999999999999]
                """),
        MetricFunctionCase(
            "a unit that fails leaves the values alone",
            [
                #"scale_metric(1000.0, "ms") where metric.name == "airflow.dagrun.duration""#,
                #"scale_metric(1.5, unit=Concat(["scaled", metric.unit], "-")) where metric.unit == "{slots}""#,
                #"scale_metric(2.0, metric.aggregation_temporality) where metric.name == "airflow.ti.finish""#,
                #"scale_metric(2.0, metric.metadata["unit"]) where metric.name == "airflow.ti.finish""#,
                #"scale_metric(0.0, "zero") where metric.name == "airflow.dag_processing.total_parse_time""#,
            ], Array(Metric.ofAllTypes[0...3]), errors: 2,
            gives: """
                airflow.pool.open_slots gauge in scaled-{slots} (open slots)
                  {pool=default_pool} 192
                  {pool=etl} 7
                airflow.dag_processing.total_parse_time gauge in zero
                  {} 0.0
                airflow.ti.finish sum cumulative monotonic
                  {dag_id=example_dag, task_id=load_rows, state=success} 7
                  {dag_id=example_dag, task_id=load_rows, state=failed} 2
                airflow.dagrun.duration histogram cumulative in ms (run time)
                  {dag_id=example_dag} count=10 sum=75500.0 min=500.0 max=20000.0 [1000.0, 5000.0, 10000.0] [1, 2, 3, 4]
                """),
    ]

    static let buckets = [
        MetricFunctionCase(
            "a bucket is added to the next", on: .datapoint,
            ["merge_histogram_buckets(5.0)", "merge_histogram_buckets(7.0)", "merge_histogram_buckets(10)"],
            Array(Metric.ofAllTypes[3...4]),
            gives: """
                airflow.dagrun.duration histogram cumulative in s (run time)
                  {dag_id=example_dag} count=10 sum=75.5 min=0.5 max=20.0 [1.0] [1, 9]
                airflow.task.duration exponentialHistogram delta in ms
                  {dag_id=example_dag} count=8 sum=24.0 min=0.0 max=7.5 scale=0 zero=2 0:[1, 2, 3] 0:[]
                """),
        MetricFunctionCase(
            "neighbours are added up until there are few enough", on: .datapoint,
            [
                #"merge_histogram_buckets(2, method="limit_buckets") where metric.name == "h.full""#,
                #"merge_histogram_buckets(3, "limit_buckets") where metric.name == "h.nominmax""#,
                #"merge_histogram_buckets(1, "limit_buckets") where metric.name == "h.nosum""#,
                #"merge_histogram_buckets(datapoint.attributes["missing"]) where metric.name == "h.empty""#,
                #"merge_histogram_buckets(attributes["dag_id"], "limit_buckets") where metric.name == "h.empty""#,
            ], Metric.histograms + [.malformed], errors: 2,
            gives: """
                h.full histogram cumulative in s (run time)
                  {dag_id=a} count=100 sum=700.0 min=0.2 max=25.0 [5.0] [30, 70]
                h.nominmax histogram cumulative in s
                  {dag_id=a} count=100 sum=700.0 [5.0] [30, 70]
                h.nosum histogram cumulative
                  {dag_id=a} count=2 [] [2]
                  {dag_id=b} count=2 sum=3.0 [] [2]
                h.empty histogram cumulative
                  {dag_id=a} count=0 sum=0.0 [1.0] [0, 0]
                h.single histogram cumulative
                  {dag_id=a} count=4 sum=8.0 min=1.0 max=3.0 [] [4]
                h.malformed histogram cumulative
                  {dag_id=a} count=30 sum=70.0 [1.0, 5.0] [10, 20]
                """),
        MetricFunctionCase(
            "what doesn't fit its bounds stays as it is", on: .datapoint,
            ["merge_histogram_buckets(1)", #"merge_histogram_buckets(1, "limit_buckets")"#], [.malformed],
            gives: """
                h.malformed histogram cumulative
                  {dag_id=a} count=30 sum=70.0 [1.0, 5.0] [10, 20]
                """),
    ]
}

struct MetricFunctionTests {
    static let cases =
        MetricFunctionCase.types + MetricFunctionCase.scaling + MetricFunctionCase.buckets
        + MetricFunctionCase.aggregation + MetricFunctionCase.newMetrics + MetricFunctionCase.conversion

    @Test(arguments: cases) func `makes of metrics what is expected`(example: MetricFunctionCase) throws {
        let run = try StatementRun(example.statements, on: example.level, example.metrics)
        #expect(run.text == example.expected)
        #expect(run.errors.count == example.errors, "\(run.errors)")
    }
}

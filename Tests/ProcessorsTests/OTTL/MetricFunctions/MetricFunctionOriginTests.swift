import Locking
import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

struct MetricFunctionOriginTests {
    /// Statements, and which points of a summary each point that there is then comes from; nil is none.
    static let statements: [(level: StatementLevel, text: String, origins: [Int?])] = [
        (.metric, "scale_metric(2.0)", [0, 1]),
        (.metric, #"copy_metric("copy") where metric.name == "m""#, [0, 1, 0, 1]),
        (.metric, #"extract_count_metric(true) where metric.name == "m""#, [0, 1, 0, 1]),
        (.metric, "convert_summary_quantile_val_to_gauge()", [0, 1, 0, 0, 1]),
        (.datapoint, #"convert_summary_count_val_to_sum("cumulative", true)"#, [0, 1, 0, 1]),
        (.metric, #"extract_sum_metric(true) where metric.name == "m""#, [0, 1, 0, 1]),
    ]

    @Test(arguments: statements) func `continues the streams of points that others are made of`(
        statement: (level: StatementLevel, text: String, origins: [Int?])
    ) throws {
        let request = request(
            metrics: summary(
                "m", summaryPoint(count: 1, sum: 1, [(0.5, 1), (0.9, 2)], ["a": "1"]),
                summaryPoint(count: 1, sum: 1, [(0.5, 1)], ["a": "2"])))
        #expect(try origins(after: [statement.text], on: statement.level, request) == statement.origins)
    }

    @Test func `makes points of several that continue nothing, even of one alone`() throws {
        let request = request(
            metrics: sum("m", point(.int(1), ["a": "1"]), point(.int(2), ["a": "2"])), sum("n", point(.int(3))))
        let origins = try origins(after: [#"aggregate_on_attributes("sum", [])"#], on: .metric, request)
        #expect(origins == [nil, nil])
    }

    private func origins(
        after statements: [String], on level: StatementLevel, _ request: [UInt8]
    ) throws -> [Int?] {
        let processor = StatementProcessor(statements, level)
        try ProcessorRun([ProcessorStep(work: .metrics(processor), explanation: [])]).send(request)
        return processor.origins.withLock { $0 }
    }
}

/// Runs statements on the metrics of a request, and notes which points continue which.
private final class StatementProcessor: MetricsProcessor {
    let origins = Locked<[Int?]>([])
    private let statements: [String]
    private let level: StatementLevel

    init(_ statements: [String], _ level: StatementLevel) {
        self.statements = statements
        self.level = level
    }

    func process(_ metrics: inout MetricsData) {
        let given = metrics.resources.flatMap { $0.scopes.flatMap(\.metrics) }
        let made = (try? StatementRun(statements, on: level, given))?.metrics ?? []
        origins.withLock { $0 = made.flatMap { $0.points.map { $0.origin?.index } } }
    }
}

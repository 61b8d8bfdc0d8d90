import MetricCore
import Testing

@testable import Processors

struct MetricFunctionCompilerTests {
    /// Statements that otelcol refuses at start, and the part that is wrong.
    static let mistakes: [(level: StatementLevel, text: String, part: String)] = [
        (.metric, #"convert_gauge_to_sum("sum", true)"#, #""sum""#),
        (.metric, #"convert_gauge_to_sum("delta", "true")"#, #""true""#),
        (.metric, "extract_percentile_metric(0.0)", "0.0"),
        (.metric, "extract_percentile_metric(100.0)", "100.0"),
        (.metric, "extract_percentile_metric(95)", "95"),
        (.metric, "scale_metric(-1.5)", "-1.5"),
        (.metric, "scale_metric(2)", "2"),
        (.metric, #"aggregate_on_attributes("avg", ["a"])"#, #""avg""#),
        (.metric, #"aggregate_on_attribute_value("sum", "a", "b", "c")"#, #""b""#),
        (.metric, #"convert_exponential_histogram_to_histogram("lower", [1.0])"#, #""lower""#),
        (.metric, #"convert_exponential_histogram_to_histogram("upper", [])"#, "[]"),
        (.metric, #"convert_exponential_histogram_to_histogram("upper", [1, 2])"#, "1"),
        (.metric, "copy_metric(5)", "5"), (.metric, "copy_metric(nil)", "nil"),
        (.metric, #"extract_count_metric("x")"#, #""x""#),
        (.metric, "merge_histogram_buckets(1.0)", "merge_histogram_buckets"),
        (.metric, #"set(unit, "1") where HasAttrKeyOnDatapoint("a")"#, "HasAttrKeyOnDatapoint"),
        (.datapoint, "convert_sum_to_gauge()", "convert_sum_to_gauge"),
        (.datapoint, "merge_histogram_buckets(nil)", "nil"),
        (.datapoint, #"merge_histogram_buckets(1, "median")"#, #""median""#),
        (
            .datapoint, #"merge_histogram_buckets(1.5, "limit_buckets")"#,
            #"merge_histogram_buckets(1.5, "limit_buckets")"#
        ),
        (.datapoint, #"merge_histogram_buckets(0, "limit_buckets")"#, #"merge_histogram_buckets(0, "limit_buckets")"#),
        (.scope, "copy_metric()", "copy_metric"),
    ]

    @Test(arguments: mistakes) func `tells which part is wrong`(
        mistake: (level: StatementLevel, text: String, part: String)
    ) throws {
        let compiler = Compiler(
            resolver: ContextPaths(level: mistake.level, allowsShortPaths: true, notes: ResourceKeyNotes()),
            functions: .forStatements(on: mistake.level, .forTests))
        let error = try #require(throws: CompileError.self) {
            try compiler.compile(Statement(parsing: mistake.text))
        }
        let bytes = Array(mistake.text.utf8)[error.range]
        #expect(String(decoding: bytes, as: UTF8.self) == mistake.part, "\(error)")
    }

    /// Statements, and whether they do the same for all points of a series.
    static let statements: [(level: StatementLevel, text: String)] = [
        (.metric, "convert_sum_to_gauge()"), (.metric, "copy_metric()"), (.metric, "scale_metric(2.0)"),
        (.metric, #"aggregate_on_attributes("sum")"#), (.metric, "extract_count_metric(true)"),
        (.datapoint, "merge_histogram_buckets(1)"), (.datapoint, #"convert_summary_sum_val_to_sum("delta", true)"#),
    ]

    @Test(arguments: statements) func `never takes a metric function for what names series only`(
        statement: (level: StatementLevel, text: String)
    ) throws {
        let compiler = Compiler(
            resolver: ContextPaths(level: statement.level, allowsShortPaths: true, notes: ResourceKeyNotes()),
            functions: .forStatements(on: statement.level, .forTests))
        #expect(try !compiler.compile(Statement(parsing: statement.text)).effects.isIdentityOnly)
    }

    @Test func `ignores what is given to a function without parameters`() throws {
        let run = try StatementRun([#"convert_sum_to_gauge("x")"#], [.series])
        #expect(run.metrics[0].description.shape.type == .gauge)
    }

    /// Conditions on a metric, of whose points the first has a pool and all but the first a state.
    static let conditions: [(text: String, holds: Bool)] = [
        (#"HasAttrKeyOnDatapoint("pool")"#, true), (#"HasAttrKeyOnDatapoint("dag_id")"#, false),
        (#"HasAttrOnDatapoint("state", "success")"#, true),
        // Only the first point with the attribute is looked at.
        (#"HasAttrOnDatapoint("state", "failed")"#, false),
        // A number counts as the empty text.
        (#"HasAttrOnDatapoint("pool", "")"#, true), (#"HasAttrOnDatapoint("dag_id", "")"#, false),
    ]

    @Test(arguments: conditions) func `looks for attributes of points`(condition: (text: String, holds: Bool)) throws {
        var points = [PointContents([:], 1), PointContents(["state": "success"], 2)]
        points[0].attributes = [Attribute(key: "pool", value: .int(1))]
        var context = StatementContext(metric: Metric("m", .gauge, points + [PointContents(["state": "failed"], 3)]))
        let compiled = try Self.conditionCompiler.compile(Condition(parsing: condition.text))
        #expect(!compiled.effects.isIdentityOnly)
        #expect(try compiled.holds(&context) == condition.holds)
    }

    @Test func `finds no attributes of points in a metric without data`() throws {
        let compiled = try Self.conditionCompiler.compile(Condition(parsing: #"HasAttrKeyOnDatapoint("pool")"#))
        #expect(throws: EvaluationError.self) {
            var context = StatementContext()
            _ = try compiled.holds(&context)
        }
    }

    private static var conditionCompiler: Compiler<ContextPaths> {
        Compiler(
            resolver: ContextPaths(level: .metric, allowsShortPaths: true, notes: ResourceKeyNotes()),
            functions: .forConditions(on: .metric, .forTests))
    }
}

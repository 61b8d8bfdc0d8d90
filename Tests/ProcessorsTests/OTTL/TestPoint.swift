import Foundation
import MetricCore

@testable import Processors

/// A data point as the tests' statements see it.
struct TestPoint: Sendable {
    var name = "airflow.ti.finish"
    var value: Int64 = 7
    var attributes: [Attribute] = []
    var cache: [Attribute] = []
    var time: Int64 = 1_760_000_060_000_000_000
    var startTime: Int64 = 1_760_000_000_000_000_000
}

extension TestPoint {
    /// The point of the measured cases that has a value of each type.
    static let values = TestPoint(attributes: [
        Attribute(key: "str", value: .string("text")), Attribute(key: "int", value: .int(42)),
        Attribute(key: "neg", value: .int(-7)), Attribute(key: "double", value: .double(2.5)),
        Attribute(key: "whole", value: .double(3)), Attribute(key: "true", value: .bool(true)),
        Attribute(key: "false", value: .bool(false)), Attribute(key: "bytes", value: .bytes([0, 255, 0x61, 0x62])),
        Attribute(key: "list", value: .array([.string("a"), .string("b"), .int(3)])),
        Attribute(key: "ints", value: .array([.int(3), .int(1), .int(2)])),
        Attribute(
            key: "map",
            value: .map([
                Attribute(key: "k", value: .string("v")),
                Attribute(key: "n", value: .map([Attribute(key: "deep", value: .int(1))])),
            ])),
        Attribute(key: "empty", value: .empty), Attribute(key: "numstr", value: .string("17")),
        Attribute(key: "floatstr", value: .string("1.75")), Attribute(key: "elist", value: .array([])),
        Attribute(key: "emap", value: .map([])),
    ])

    /// The point of the measured cases that has texts.
    static let strings = TestPoint(attributes: [
        Attribute(key: "dag_id", value: .string("Example DAG 42")),
        Attribute(key: "task_id", value: .string("group_1.load-rows")),
        Attribute(key: "s", value: .string("  padded  ")), Attribute(key: "e", value: .string("")),
        Attribute(key: "u", value: .string("größe€")), Attribute(key: "n", value: .string("0042")),
        Attribute(key: "path", value: .string("/opt/dags/etl/daily.py")),
        Attribute(key: "csv", value: .string("a;b;;d")),
    ])

    /// The point of the measured cases that Airflow sends.
    static let point = TestPoint(attributes: [
        Attribute(key: "dag_id", value: .string("example_dag")), Attribute(key: "task_id", value: .string("load_rows")),
        Attribute(key: "state", value: .string("success")),
    ])
}

/// Knows the paths of a test's point.
struct TestPaths: PathResolver {
    func enumeration(_ name: String) -> Int64? { name == "METRIC_DATA_TYPE_SUM" ? 2 : nil }
    var enumerations: [String] { ["METRIC_DATA_TYPE_SUM"] }

    func resolve(_ path: PathRequest<TestPoint>) throws(CompileError) -> Place<TestPoint> {
        let fields = path.fields.first?.name == "datapoint" ? Array(path.fields.dropFirst()) : path.fields
        switch fields.map(\.name) {
        case ["attributes"]: return map(\.attributes, fields[0].keys, .identity)
        case ["cache"]: return map(\.cache, fields[0].keys, .cache)
        case ["resource", "attributes"]:
            return Place(realm: .identity, get: { _ in .string("airflow") }, set: { _, _ in })
        case ["metric", "name"], ["name"]:
            return Place(realm: .identity, get: { .string($0.name) }) { point, value throws(EvaluationError) in
                guard case .string(let name) = value else {
                    throw .wrongType(expected: "string", found: value.typeName)
                }
                point.name = name
            }
        case ["value_int"]: return number(\.value)
        case ["time_unix_nano"]: return number(\.time)
        case ["start_time_unix_nano"]: return number(\.startTime)
        case ["time"]: return time(\.time)
        case ["start_time"]: return time(\.startTime)
        default:
            throw CompileError(
                problem: .unknownField(path.text, of: "datapoint", known: ["attributes"]), range: path.range)
        }
    }

    private func map(
        _ field: any WritableKeyPath<TestPoint, [Attribute]> & Sendable, _ keys: [CompiledKey<TestPoint>],
        _ realm: Realms
    ) -> Place<TestPoint> {
        Place(
            realm: realm,
            get: { point throws(EvaluationError) in
                try point[keyPath: field].value(at: try keys.map { key throws(EvaluationError) in try key(&point) })
            },
            set: { point, value throws(EvaluationError) in
                let keys = try keys.map { key throws(EvaluationError) in try key(&point) }
                if keys.isEmpty, case .map(let map) = value {
                    point[keyPath: field] = map
                } else {
                    try point[keyPath: field].set(at: keys, to: value)
                }
            })
    }

    private func number(_ field: any WritableKeyPath<TestPoint, Int64> & Sendable) -> Place<TestPoint> {
        Place(realm: .values, get: { .int($0[keyPath: field]) }) { point, value throws(EvaluationError) in
            guard case .int(let int) = value else { throw .wrongType(expected: "int", found: value.typeName) }
            point[keyPath: field] = int
        }
    }

    private func time(_ field: any WritableKeyPath<TestPoint, Int64> & Sendable) -> Place<TestPoint> {
        Place(realm: .values, get: { .time(OTTLTime(unixNanoseconds: $0[keyPath: field])) }, set: { _, _ in })
    }
}

extension Compiler where Resolver == TestPaths {
    /// A compiler for a test's point, on which a clock stands still.
    static var forTests: Self {
        Compiler(
            resolver: TestPaths(),
            functions: FunctionTable(converters: Converter.all(.forTests), editors: Editor.all))
    }
}

extension Surroundings {
    static let forTests = Surroundings(
        now: { 1_760_000_060_000_000_000 }, randomBits: { 0x0123_4567_89ab_cdef },
        timeZoneFile: { name in
            try? [UInt8](Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(name)")))
        })
}

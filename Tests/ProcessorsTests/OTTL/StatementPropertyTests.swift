import Configuration
import Foundation
import Logging
import MetricCore
import Pipeline
import TestRandom
import TestRequests
import Testing

@testable import Processors

/// Random programs run once per series where they can, and for each point: the results are the same.
///
/// `WINDSOCK_SEED` and `WINDSOCK_ROUNDS` repeat a run or make it longer.
struct StatementPropertyTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seed = environment["WINDSOCK_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...(.max))
    private static let rounds = environment["WINDSOCK_ROUNDS"].flatMap(Int.init) ?? 150

    @Test func `a program does the same whole and split, remembered and not`() throws {
        for round in 0..<UInt64(Self.rounds) {
            var program = RandomProgram(seed: Self.seed &+ round)
            let yaml = program.yaml()
            let again = "repeat it with WINDSOCK_SEED=\(Self.seed &+ round) WINDSOCK_ROUNDS=1\n\(yaml)"
            let split = try ProcessorRun(yaml, as: "transform", TransformSettings.init)
            // A processor of its own: what it keeps is not the other's.
            let each = try ProcessorRun(yaml, as: "transform", TransformSettings.init) { steps in
                steps.map { if case .series(let processor) = $0.work { .eachPoint(processor) } else { $0 } }
            }
            let whole = try Self.whole(yaml)
            // The second time, what was remembered counts.
            for request in [program.request(), program.request()] + [Self.fixed, Self.fixed] {
                for run in [split, each, whole] { try run.send(request) }
                #expect(split.last.fullLines == whole.last.fullLines, "\(again)")
                #expect(each.last.fullLines == whole.last.fullLines, "\(again)")
            }
        }
    }

    @Test func `a filter drops the same points where they are and in a tree`() throws {
        for round in 0..<UInt64(Self.rounds) {
            var program = RandomProgram(seed: Self.seed &+ round)
            let yaml = program.filter()
            let again = "repeat it with WINDSOCK_SEED=\(Self.seed &+ round) WINDSOCK_ROUNDS=1\n\(yaml)"
            let inPlace = try ProcessorRun(yaml, as: "filter", FilterSettings.init)
            let inTree = try ProcessorRun(yaml, as: "filter", FilterSettings.init) { [.metrics(InTree())] + $0 }
            for request in [program.request(), program.request()] + [Self.fixed, Self.fixed] {
                let dropped = try [inPlace, inTree].map { try $0.send(request).flatMap(\.self).sorted() }
                #expect(dropped[0] == dropped[1], "\(again)")
            }
        }
    }

    @Test func `the programs have parts of all kinds`() throws {
        var times: Set<String> = []
        for round in 0..<50 as Range<UInt64> {
            var program = RandomProgram(seed: round)
            times.formUnion(
                try ProcessorRun(program.yaml(), as: "transform", TransformSettings.init).steps.map(\.time))
        }
        #expect(times.isSuperset(of: ["once per series", "for each point", "with each request"]))
    }

    /// A pipeline in which all groups run with each request.
    private static func whole(_ yaml: String) throws -> ProcessorRun {
        let settings = try ConfigSection.parse(
            yaml: yaml, component: ComponentID(type: "transform"), diagnostics: Diagnostics(), TransformSettings.init)
        let errors = StatementErrors(.none)
        return ProcessorRun([.metrics(RequestStatements(settings.groups, SharedCache(), errors))])
    }

    private static let fixed = request(
        resource(
            ["service.name": "airflow", "service.instance.id": "i-1"], schemaURL: "",
            scope(
                "s", attributes: ["team": "data"],
                sum("a", point(.int(1), ["k": "x"]), point(.int(2), ["k": "y", "n": 3])),
                gauge("b", point(.double(0.5))),
                histogram("h", histogramPoint(bounds: [1], counts: [1, 2], ["k": "x"]))),
            scope("t", gauge("a", point(.int(7), ["k": "x"])))),
        resource(["service.name": "other"], schemaURL: "", scope("s", sum("a", point(.int(9), ["k": "x"])))))
}

/// Changes nothing, but needs a tree: so what follows is done to a tree as well.
private final class InTree: MetricsProcessor {
    func process(_ metrics: inout MetricsData) {}
}

extension MetricsData {
    /// All points in no order, with what names them, their values, times and flags.
    fileprivate var fullLines: [String] {
        let points = resources.flatMap(\.scopes).flatMap(\.metrics).flatMap(\.points)
        return zip(lines, points).map { "\($0) \($1.startTime)-\($1.time) \($1.flags)" }.sorted()
    }
}

/// Draws programs and requests.
private struct RandomProgram {
    private var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// The settings of a `transform`.
    mutating func yaml() -> String {
        let groups = (0..<Int.random(in: 1...3, using: &random)).map { _ in group() }
        return "error_mode: \(pick(["ignore", "silent"]))\nmetric_statements:" + groups.joined()
    }

    /// The settings of a `filter`.
    mutating func filter() -> String {
        let conditions = (0..<Int.random(in: 1...3, using: &random)).map { _ in "\n    - '\(condition("datapoint"))'" }
        return "error_mode: \(pick(["ignore", "silent"]))\nmetrics:\n  datapoint:" + conditions.joined()
    }

    private mutating func group() -> String {
        let level = pick(["resource", "scope", "metric", "datapoint", "datapoint", "datapoint"])
        let statements = (0..<Int.random(in: 1...5, using: &random)).map { _ in
            "\n      - '\(statement(level))'"
        }
        let conditions = chance(4) ? "\n    conditions: ['\(condition(level))', '\(condition(level))']" : ""
        let cache = chance(12) ? "\n    shared_cache: true" : ""
        return "\n  - context: \(level)\(conditions)\(cache)\n    statements:\(statements.joined())"
    }

    private mutating func statement(_ level: String) -> String {
        let end = chance(2) ? "" : " where \(condition(level))"
        let key = pick(["k", "n", "new", "team"])
        switch (level, Int.random(in: 0...9, using: &random)) {
        case ("metric", 0): return "set(metric.name, Concat([metric.name, \"r\"], \"_\"))\(end)"
        case ("metric", 1): return "set(metric.unit, \"u\")\(end)"
        case ("metric", 2): return "set(metric.cache[\"c\"], metric.name)\(end)"
        case ("metric", _): return "set(metric.name, \(value(level)))\(end)"
        case ("datapoint", 0): return "delete_key(datapoint.attributes, \"\(key)\")\(end)"
        case ("datapoint", 1): return "set(datapoint.value_int, datapoint.value_int + 1)\(end)"
        case ("datapoint", 5...6): return "set(datapoint.value_int, datapoint.value_int * 2)\(end)"
        case ("datapoint", 7):
            return "set(datapoint.value_double, \(pick(["0.5", "datapoint.value_double * 3.0"])))\(end)"
        case ("datapoint", 8): return "set(datapoint.\(pick(["time", "start_time"]))_unix_nano, 7)\(end)"
        case ("datapoint", 9): return "set(datapoint.flags, 1)\(end)"
        case ("datapoint", 2): return "set(metric.name, \"renamed\")\(end)"
        case ("datapoint", 3): return "set(datapoint.cache[\"c\"], \(value(level)))\(end)"
        case (_, 4): return "set(resource.attributes[\"\(key)\"], \(value(level)))\(end)"
        default: return "set(\(level).attributes[\"\(key)\"], \(value(level)))\(end)"
        }
    }

    private mutating func condition(_ level: String) -> String {
        switch Int.random(in: 0...8, using: &random) {
        case 5: return "\(condition(level)) and \(condition(level))"
        case 6: return "not (\(condition(level)))"
        case 7: return "(\(condition(level)) or \(condition(level)))"
        case 8 where level == "datapoint": return "metric.name == \"a\" and datapoint.value_int > 1"
        case 0: return "resource.attributes[\"service.name\"] == \"airflow\""
        case 1 where level == "datapoint": return "datapoint.attributes[\"k\"] == \"x\""
        case 2 where level == "datapoint": return "datapoint.value_int > 2"
        case 3 where level == "metric" || level == "datapoint": return "IsMatch(metric.name, \"^a\")"
        default: return "\(value(level)) != nil"
        }
    }

    private mutating func value(_ level: String) -> String {
        var values = [
            "\"text\"", "5", "resource.attributes[\"service.name\"]", "Len(resource.attributes)",
            "resource.attributes[\"service.instance.id\"]",
        ]
        if level != "resource" { values += ["scope.name", "scope.attributes[\"team\"]"] }
        if level == "metric" || level == "datapoint" {
            values += ["metric.name", "Concat([metric.name, \"v\"], \"\")"]
        }
        if level == "datapoint" {
            values += [
                "datapoint.attributes[\"k\"]", "Len(datapoint.attributes)", "datapoint.value_int",
                "datapoint.cache[\"c\"]", "Substring(datapoint.attributes[\"k\"], 0, 1)",
            ]
        }
        return pick(values)
    }

    /// A request of a few series, some of which come in several requests.
    mutating func request() -> [UInt8] {
        let points = (0..<Int.random(in: 1...4, using: &random)).map { index in
            point(
                .int(Int64(index)),
                ["k": .string(pick(["x", "y", ""])), "n": .int(Int64.random(in: 0...2, using: &random))])
        }
        return TestRequests.request(
            resource(
                [
                    "service.name": .string(pick(["airflow", "other"])),
                    "service.instance.id": .string(pick(["i", "j"])),
                ],
                schemaURL: "", scope(pick(["s", "t"]), gauge(pick(["a", "b"]), points))))
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: elements.indices, using: &random)]
    }

    private mutating func chance(_ times: UInt64) -> Bool { random.next() % times == 0 }
}

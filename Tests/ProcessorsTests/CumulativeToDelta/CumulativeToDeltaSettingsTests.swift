import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

struct CumulativeToDeltaSettingsTests {
    @Test(arguments: [
        ("", ["a.sum", "b.sum", "a.h", "a.e"]),
        ("include: {match_type: strict, metrics: [a.sum, sum]}", ["a.sum"]),
        ("include: {match_type: regexp, metrics: ['um$', '^.\\.e']}", ["a.sum", "b.sum", "a.e"]),
        ("include: {metric_types: [Histogram, EXPONENTIALHISTOGRAM]}", ["a.h", "a.e"]),
        ("include: {match_type: regexp, metrics: [^a], metric_types: [sum]}", ["a.sum"]),
        ("exclude: {match_type: strict, metrics: [a.sum]}", ["b.sum", "a.h", "a.e"]),
        ("{include: {match_type: regexp, metrics: [^a]}, exclude: {metric_types: [sum]}}", ["a.h", "a.e"]),
        ("exclude: {match_type: regexp, metrics: [^a], metric_types: [sum]}", ["b.sum", "a.h", "a.e"]),
    ])
    func `converts the metrics that are chosen`(yaml: String, expected: [String]) throws {
        let run = try ProcessorRun(yaml, CumulativeToDeltaSettings.init)
        let lines = try run.send(
            sum("a.sum", point(.int(1), start: at(1), time: at(2))),
            sum("b.sum", point(.int(1), start: at(1), time: at(2))),
            histogram("a.h", histogramPoint(bounds: [], counts: [1], start: at(1), time: at(2))),
            exponentialHistogram("a.e", exponentialPoint(.init(), start: at(1), time: at(2))))
        // Those that are converted lose their first points.
        let passed = lines.map { $0.prefix { $0 != " " } }
        #expect(["a.sum", "b.sum", "a.h", "a.e"].filter { !passed.contains($0[...]) } == expected)
    }

    @Test(arguments: [
        ("include: {metrics: [a]}", "test.yaml:1:20: tested::include::metrics: match_type must be set"),
        ("exclude: {match_type: strict}", "test.yaml:1:23: tested::exclude::match_type: metrics must be supplied"),
        (
            "include:\n  metric_types: [gauge]",
            "test.yaml:2:18: tested::include::metric_types[0]: \"gauge\": found invalid"
        ),
        ("include: {match_type: glob, metrics: [a]}", "tested::include::match_type: expected one of strict, regexp"),
        (
            "include: {match_type: regexp, metrics: [a, (]}",
            "test.yaml:1:44: tested::include::metrics[1]: \"(\": no regular expression that RE2 takes"
        ),
        ("initial_value: first", "test.yaml:1:16: tested::initial_value: expected one of auto, keep, drop"),
        ("max_staleness: -1s", "tested::max_staleness: must be at least 0s"),
        ("metrics: [a]", "test.yaml:1:1: tested::metrics: belongs under include"),
        ("max_stale: 1s", "tested::max_stale: unknown key"),
    ])
    func `refuses settings`(yaml: String, message: String) throws {
        let faults = try faults(yaml, CumulativeToDeltaSettings.init)
        #expect(faults.contains { $0.contains(message) }, "\(faults)")
    }
}

internal import Glibc

// Prints what the hot path costs. Each block is compared with its first line, measured in the same run.

let usage = """
    usage: windsock-benchmarks [--smoke] [--json FILE] [--only STAGE]
               measures, or only sees that everything works; stages are churn, decode, newcomers, route, inflate,
               render and growth
           windsock-benchmarks --gate
               fails if a request of known series allocates
           windsock-benchmarks --requests N WORK
               takes N requests, for tools that count instructions; WORK is a kind of points, or a processor
    """

func fail(_ message: String) -> Never {
    print(message)
    exit(1)
}

var arguments = CommandLine.arguments.dropFirst()
var isSmoke = false
var jsonPath: String?
var onlyStage: String?
while let argument = arguments.popFirst() {
    switch argument {
    case "--smoke": isSmoke = true
    case "--json":
        guard let path = arguments.popFirst() else { fail(usage) }
        jsonPath = path
    case "--only":
        guard let stage = arguments.popFirst() else { fail(usage) }
        onlyStage = stage
    case "--gate": exit(try AllocationGate.isPassed() ? 0 : 1)
    case "--requests":
        guard let count = arguments.popFirst().flatMap({ Int($0) }), let work = arguments.popFirst() else {
            fail(usage)
        }
        if let kind = RequestBody.Kind(rawValue: work) {
            try takeRequests(count, of: kind)
        } else if let named = BenchmarkProcessor.named.first(where: { $0.key == work }) {
            try takeRequests(count, through: named.value)
        } else {
            fail(usage)
        }
        exit(0)
    default: fail(usage)
    }
}

@MainActor func isWanted(_ stage: String) -> Bool { onlyStage.map { $0 == stage } ?? true }

var report = Report()
// First, while the memory of this process is its own.
if isWanted("churn") { print(try ChurnBenchmark(writers: isSmoke ? 15_000 : 100_000).line, terminator: "\n\n") }
if isWanted("decode") {
    for points in [1, 50, 500] { report.add(try decodeBenchmark(points: points, isSmoke: isSmoke)) }
    for kind in RequestBody.Kind.allCases where kind != .counter {
        report.add(try decodeBenchmark(kind, points: 50, isSmoke: isSmoke))
    }
}
if isWanted("newcomers") {
    for points in [1, 50] { report.add(try newcomersBenchmark(points: points, isSmoke: isSmoke)) }
}
if isWanted("route") {
    for points in [1, 500] { report.add(try routeBenchmark(points: points, isSmoke: isSmoke)) }
    report.add(try firstSightBenchmark(isSmoke: isSmoke))
}
if isWanted("inflate") {
    for points in [50, 500] { report.add(try inflateBenchmark(points: points, isSmoke: isSmoke)) }
}
if isWanted("render") {
    for series in isSmoke ? [1_000] : [10_000, 100_000, 1_000_000] {
        report.add(try renderBenchmark(series: series, isSmoke: isSmoke))
    }
}
if isWanted("growth") {
    report.add(
        try (isSmoke ? [1_000] : [1_000, 10_000, 100_000, 1_000_000]).map {
            try growthBenchmark(series: $0, isSmoke: isSmoke)
        })
}
if let jsonPath, !report.write(to: jsonPath) { fail("\(jsonPath) can't be written") }

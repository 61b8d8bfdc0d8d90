internal import Glibc

// Prints what the hot path costs. Each block is compared with its first line, measured in the same run.
//
//     swift run -c release windsock-benchmarks [--smoke]

let isSmoke = CommandLine.arguments.dropFirst() == ["--smoke"]
guard isSmoke || CommandLine.arguments.count == 1 else {
    print("usage: windsock-benchmarks [--smoke]")
    exit(1)
}

func report(_ results: [BenchmarkResult]) {
    for result in results { print(result.line(baseline: results[0])) }
    print("")
}

// First, while the memory of this process is its own.
print(try ChurnBenchmark(writers: isSmoke ? 15_000 : 100_000).line, terminator: "\n\n")
for points in [1, 50, 500] { report(try decodeBenchmark(points: points, isSmoke: isSmoke)) }
for series in isSmoke ? [1_000] : [10_000, 100_000] {
    report(try renderBenchmark(series: series, isSmoke: isSmoke))
}

internal import Glibc

/// All results of a run: printed as they come, and written as JSON if somebody asks.
struct Report {
    private var results: [BenchmarkResult] = []

    /// Prints a block of results, each compared with the first.
    mutating func add(_ block: [BenchmarkResult]) {
        for result in block { print(result.line(baseline: block[0])) }
        print("")
        results += block
    }

    /// Writes them to a file as a list; false if that can't be done.
    func write(to path: String) -> Bool {
        guard let file = unsafe fopen(path, "w") else { return false }
        let text = "[\n" + results.map { "  " + $0.json }.joined(separator: ",\n") + "\n]\n"
        let isWritten = unsafe fputs(text, file) >= 0
        return unsafe fclose(file) == 0 && isWritten
    }
}

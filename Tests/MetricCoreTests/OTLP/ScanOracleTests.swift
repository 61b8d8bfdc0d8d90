import Foundation
import TestMetrics
import Testing

/// The scan and the registry against libprotobuf-c's unpack, on random requests.
///
/// `WINDSOCK_SEED` and `WINDSOCK_ROUNDS` repeat a run or make it longer.
struct `Scan and resolve, against libprotobuf-c` {
    private static let seed =
        ProcessInfo.processInfo.environment["WINDSOCK_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...(.max))
    private static let rounds = ProcessInfo.processInfo.environment["WINDSOCK_ROUNDS"].flatMap(Int.init) ?? 250

    @Test func `valid requests say the same`() {
        for round in 0..<UInt64(Self.rounds) {
            var random = RandomRequest(seed: Self.seed &+ round)
            switch verdict(on: random.valid()) {
            case .agreed: break
            case .refused: return report("both refused a valid request", round)
            case .differ(let how): return report(how, round)
            }
        }
    }

    @Test func `changed requests are refused by both, or say the same`() {
        for round in 0..<UInt64(Self.rounds) {
            var random = RandomRequest(seed: Self.seed &+ round)
            let valid = random.valid()
            for _ in 0..<5 {
                if case .differ(let how) = verdict(on: random.mutated(valid)) { return report(how, round) }
            }
        }
    }

    private func report(_ what: String, _ round: UInt64) {
        Issue.record("\(what); repeat it with WINDSOCK_SEED=\(Self.seed &+ round) WINDSOCK_ROUNDS=1")
    }

    private func verdict(on request: [UInt8]) -> RequestVerdict {
        // The array outlives its span.
        RequestVerdict(on: unsafe request.span.bytes)
    }
}

import Foundation
import MetricCore
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

    private enum Verdict {
        /// Both took the request and say the same of it.
        case agreed
        /// Both refused it.
        case refused
        case differ(String)
    }

    private func verdict(on request: [UInt8]) -> Verdict {
        let input = OracleInput(request)
        let expected = input.refusals.isEmpty ? UnpackedRequest(input.bytes)?.lines : nil
        var registry = Registry()
        var batch = Batch()
        // The array outlives its span.
        let bytes = unsafe request.span.bytes
        do {
            try batch.scan(bytes)
            try registry.resolve(&batch, in: bytes)
        } catch {
            if registry.seriesCount > 0 { return .differ("left something of a request that it refused") }
            return expected == nil ? .refused : .differ("refused what libprotobuf-c takes: \(error)")
        }
        guard let expected else { return .differ("took what must be refused: \(input.refusals)") }
        let lines = RequestLines(batch, registry, in: bytes)
        if let difference = lines.difference(from: expected) { return .differ(difference) }
        // What is known by its bytes is what it was when it was decoded.
        let known = batch.points.map(\.received)
        guard (try? batch.scan(bytes)) != nil, (try? registry.resolve(&batch, in: bytes)) != nil,
            batch.points.map(\.received) == known
        else { return .differ("changed on a second look") }
        return .agreed
    }
}

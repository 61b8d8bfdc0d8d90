import Foundation
import OTLPJSON
import TestRandom
import Testing

/// Random requests, which say in JSON what they say in protobuf.
///
/// `WINDSOCK_SEED` and `WINDSOCK_ROUNDS` repeat a run or make it longer.
struct RandomRequestTests {
    private static let seed =
        ProcessInfo.processInfo.environment["WINDSOCK_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...(.max))
    private static let rounds = ProcessInfo.processInfo.environment["WINDSOCK_ROUNDS"].flatMap(Int.init) ?? 250

    @Test func `JSON says what protobuf says`() throws {
        for round in 0..<UInt64(Self.rounds) {
            var random = RandomRequest(seed: Self.seed &+ round)
            let forms = random.request()
            let expected = try #require(canonical(forms.protobuf))
            let found = Result { try transcoded(forms.json, limit: .max) }
            guard case .success(expected) = found else {
                Issue.record("\(found); repeat it with WINDSOCK_SEED=\(Self.seed &+ round) WINDSOCK_ROUNDS=1")
                return
            }
        }
    }

    @Test func `changed requests are refused, or become messages`() {
        for round in 0..<UInt64(Self.rounds) {
            var request = RandomRequest(seed: Self.seed &+ round)
            var random = SplitMix64(seed: Self.seed &+ round)
            let text = Array(request.request().json.utf8)
            for _ in 0..<10 {
                var changed = text
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    let position = Int.random(in: changed.indices, using: &random)
                    changed[position] = random.next() % 2 == 0 ? UInt8(random.next() % 256) : text[position / 2]
                }
                if random.next() % 4 == 0 { changed.removeLast(Int(random.next() % UInt64(changed.count))) }
                if case .success(nil) = Result(catching: { try transcoded(changed, limit: .max) }) {
                    Issue.record("no message; repeat it with WINDSOCK_SEED=\(Self.seed &+ round) WINDSOCK_ROUNDS=1")
                    return
                }
            }
        }
    }
}

import Foundation
import TestRandom
import Testing

/// Random scripts, played to a page and to its model.
///
/// By hand for as long as one likes, in a release build:
/// `COUNTING_EVENTS=10000000 swift test -c release -Xswiftc -enable-testing --filter CountingModelTests`
///
/// A failure prints the seed of its script, which `COUNTING_SEED` takes; with `COUNTING_SHRINKING=300` it is looked for
/// a short script for 300 seconds.
struct CountingModelTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seed = environment["COUNTING_SEED"].flatMap(UInt64.init) ?? .random(in: 0...UInt64.max)
    private static let eventCount = environment["COUNTING_EVENTS"].flatMap(Int.init) ?? 8000
    private static let shrinking = environment["COUNTING_SHRINKING"].flatMap(Int.init) ?? 20

    @Test func `a page shows what the model shows`() throws {
        print("COUNTING_SEED=\(Self.seed), \(Self.eventCount) events")
        var seeds = CountingSeeds(first: Self.seed)
        var progress = CountingProgress()
        while progress.eventCount < Self.eventCount {
            let failure = try CountingFailure(
                seed: seeds.next(), atMost: max(Self.eventCount / 2, 1000), shrinkingFor: .seconds(Self.shrinking),
                PageSubject.self
            ) { progress.add($0) }
            if let failure {
                Issue.record("\(failure)")
                return
            }
        }
        print("\(progress.eventCount) events without a difference")
    }

    @Test func `finds streams that are forgotten too early`() throws { try find(ForgetfulModel.self) }

    @Test func `finds streams that are finished too early`() throws { try find(ImpatientModel.self) }

    @Test func `finds writers that aren't told apart`() throws { try find(WriterlessModel.self) }

    /// Looks for a difference in scripts that are always the same.
    private func find<Subject: CountingSubject>(_ type: Subject.Type) throws {
        var seeds = CountingSeeds(first: 1)
        for _ in 0..<20 {
            if try CountingFailure(seed: seeds.next(), atMost: 1000, shrinkingFor: .zero, type) != nil { return }
        }
        Issue.record("nothing was found")
    }
}

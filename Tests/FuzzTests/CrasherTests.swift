import Foundation
import FuzzTargets
import Testing

/// What the fuzzer has found once, in Tests/Fuzz/Crashers.
struct CrasherTests {
    @Test(arguments: Crasher.all) func `stays repaired`(crasher: Crasher) throws {
        let target = try #require(FuzzTarget.all.first { $0.name == crasher.target })
        let bytes = try [UInt8](Data(contentsOf: crasher.file))
        // The array outlives its span.
        #expect(target.fault(unsafe bytes.span.bytes) == nil)
    }

    @Test func `takes nothing at all`() {
        for target in FuzzTarget.all {
            let nothing: [UInt8] = []
            // The array outlives its span.
            #expect(target.fault(unsafe nothing.span.bytes) == nil, "\(target.name)")
        }
    }
}

/// A file that made the target fail whose name its folder has.
struct Crasher: Sendable, CustomTestStringConvertible {
    let file: URL

    var target: String { file.deletingLastPathComponent().lastPathComponent }
    var testDescription: String { "\(target)/\(file.lastPathComponent)" }

    static let all: [Crasher] = {
        let folder = URL(filePath: #filePath).appending(path: "../../Fuzz/Crashers").standardized
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.contains("/") }.sorted().map { Crasher(file: folder.appending(path: $0)) }
    }()
}

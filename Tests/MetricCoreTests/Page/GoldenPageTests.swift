import Foundation
import MetricCore
import TestMetrics
import Testing

/// Requests and the pages that otelcol made of them: Tests/Fixtures/metrics.
struct GoldenPageTests {
    private static let folder = URL(filePath: #filePath).appending(path: "../../../Fixtures/metrics").standardized

    /// Pages that differ from otelcol's, and why; the lines are in page-differences.txt.
    static let reasons = [
        "16-attribute-key-collision": "attributes that become one label are joined",
        "17-attribute-key-duplicate": "attributes that become one label are joined",
        "22-names-gauge": "which of several equal lines is shown is chance in otelcol, the first here",
        "23-names-counter": "which of several equal lines is shown is chance in otelcol, the first here",
        "42-hist-vs-suffix-collision": "which of two families is shown is chance in otelcol, the first here",
        "43-invalid-utf8": "bad UTF-8 is repaired",
    ]

    /// Each page under the name of its files: the last of a case is called like the case.
    static let pages = names.flatMap(pages(of:))

    @Test func `finds the cases`() {
        #expect(Self.pages.count > 40)
        #expect(Set(Self.reasons.keys).isSubset(of: Self.pages.map(\.name)))
    }

    @Test(arguments: pages) func `makes the page that otelcol makes`(page: GoldenPage) throws {
        let expected = try #require(Self.text("page-differences.txt")).components(separatedBy: "== ")
            .first { $0.hasPrefix(page.name + "\n") }?.dropFirst(page.name.count + 1)
        #expect(try page.differences() == expected ?? "", "\(Self.reasons[page.name] ?? "")")
        #expect((expected != nil) == (Self.reasons[page.name] != nil))
    }

    /// `UPDATE_GOLDEN=1 swift test --filter GoldenPageTests`, then read the difference before you commit it.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil))
    func `writes down anew what differs`() throws {
        let entries = try Self.pages.map { ($0.name, try $0.differences()) }.filter { !$0.1.isEmpty }
            .map { "== \($0.0)\n\($0.1)" }
        try Data(entries.joined().utf8).write(to: Self.folder.appending(path: "page-differences.txt"))
    }

    // MARK: - The files

    private static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".metrics.txt") && !$0.contains(/\.\d\.metrics/) }
        .map { String($0.dropLast(".metrics.txt".count)) }.sorted()

    private static func pages(of name: String) -> [GoldenPage] {
        if let request = bytes("\(name).request.bin"), let text = text("\(name).metrics.txt") {
            return [GoldenPage(name: name, requests: [request], text: text)]
        }
        var pages: [GoldenPage] = []
        var requests: [[UInt8]] = []
        while let request = bytes("\(name).\(requests.count + 1).request.bin") {
            requests.append(request)
            let step = "\(name).\(requests.count)"
            if let text = text("\(step).metrics.txt") {
                pages.append(GoldenPage(name: step, requests: requests, text: text))
            } else if let text = text("\(name).metrics.txt") {
                pages.append(GoldenPage(name: name, requests: requests, text: text))
            }
        }
        return pages
    }

    private static func bytes(_ file: String) -> [UInt8]? {
        (try? Data(contentsOf: folder.appending(path: file))).map { Array($0) }
    }

    private static func text(_ file: String) -> String? {
        bytes(file).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// Requests, and the page that otelcol shows after the last of them.
struct GoldenPage: CustomTestStringConvertible, Sendable {
    let name: String
    let requests: [[UInt8]]
    let text: String

    var testDescription: String { name }

    /// The lines that only otelcol's page has, each behind a minus, then those that only ours has, behind a plus.
    func differences() throws -> String {
        let page = TestPage(PageOptions(exponentialBuckets: .native, isTerse: true))
        for request in requests { try page.push(request) }
        var missing = text.split(separator: "\n").map(String.init)
        var added: [String] = []
        for line in page.text.split(separator: "\n").map(String.init) {
            if let index = missing.firstIndex(of: line) { missing.remove(at: index) } else { added.append(line) }
        }
        return (missing.map { "- \($0)\n" } + added.map { "+ \($0)\n" }).joined()
    }
}

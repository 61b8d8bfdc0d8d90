import MetricCore
import TestMetrics

extension FuzzTarget {
    /// Pages of what is sent: whatever it is, they can be shown.
    static let page = FuzzTarget(name: "page") { bytes in
        let requests = requests(in: unsafe bytes.withUnsafeBytes { unsafe Array($0) })
        for writers in [CountingOptions.Writers.merge, .separate, .last] {
            if let fault = pageFault(requests, writers) { return fault }
        }
        return nil
    }

    /// The fields of a request, each of which is a request too; as many as a page gets in one run.
    private static func requests(in bytes: [UInt8]) -> [[UInt8]] {
        var rest = bytes[...]
        var requests: [[UInt8]] = []
        while requests.count < 8, !rest.isEmpty, let field = WireField(&rest) { requests.append(field.bytes) }
        return rest.isEmpty ? requests : requests + [Array(rest)]
    }

    private static func pageFault(_ requests: [[UInt8]], _ writers: CountingOptions.Writers) -> String? {
        // So short and so small that requests run into all of it.
        let counting = CountingOptions(
            writers: writers, streamTimeout: 100, streamMemory: 300, streamLimit: 6, finishedStreamLimit: 4,
            totalRetention: 600, seriesLimit: 6, seriesLimitPerMetric: 3)
        let page = TestPage(counting: PageOptions(expiration: 200, counting: counting))
        var lastSeen: UInt64?
        for (index, request) in requests.enumerated() {
            page.now += 60
            page.clock += 60
            // What is malformed is refused, which is as good.
            try? page.push(request)
            guard index % 2 == 0 else { continue }
            let scrape = page.scrape(lastSeen: lastSeen)
            guard scrape.text.isEmpty || scrape.text.hasSuffix("\n") else { return "the page has no end" }
            lastSeen = scrape.version
        }
        page.now += 1000
        _ = page.scrape(lastSeen: lastSeen)
        return nil
    }
}

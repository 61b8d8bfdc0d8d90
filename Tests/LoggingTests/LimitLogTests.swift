import Logging
import Testing

struct LimitLogTests {
    private let lines = LogLines()

    private func log(interval: Duration) -> LimitLog {
        LimitLog(Logger(sinks: [lines]), interval: interval)
    }

    @Test func `tells each limit once an interval`() {
        let log = log(interval: .seconds(3600))
        for _ in 0..<3 { log.note("too many points", count: 5) }
        log.note("too many series")
        log.note("nothing", count: 0)
        log.tellRest()
        #expect(lines.all.count == 2)
        #expect(lines.all[0].contains(#"too many points"#) && lines.all[0].contains(#""count": 5"#))
        #expect(lines.all[1].contains(#"too many series"#) && lines.all[1].contains(#""count": 1"#))
    }

    @Test func `tells who was the first`() {
        let log = log(interval: .seconds(3600))
        for client in ["10.0.0.1:1", "10.0.0.2:2"] { log.note("too many connections", client: client) }
        #expect(lines.all.count == 1)
        #expect(lines.all[0].contains(#""client": "10.0.0.1:1""#))
    }

    @Test func `tells how often it was since the last line`() {
        let log = log(interval: .zero)
        log.note("too many points", count: 2)
        log.note("too many points", count: 3)
        log.tellRest()
        #expect(lines.all.count == 2)
        #expect(lines.all[1].contains(#""count": 3"#))
    }
}

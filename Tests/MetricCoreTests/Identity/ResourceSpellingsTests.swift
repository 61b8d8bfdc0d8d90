import Testing

@testable import MetricCore

struct `Spellings of resources` {
    private func spelling(_ number: Int) -> [UInt8] { Array("resource \(number)".utf8) }

    @Test func `forget the oldest when there are too many`() {
        var spellings = ResourceSpellings()
        let hash = ByteHash()
        let count = ResourceSpellings.capacity + 10
        for number in 0..<count {
            let bytes = spelling(number)
            // The array outlives its span.
            let span = unsafe bytes.span.bytes
            spellings.insert(
                span, hash: hash(span), resource: ResourceID(rawValue: UInt32(number)),
                writer: WriterID(rawValue: UInt64(number)))
        }
        for number in 0..<count {
            let bytes = spelling(number)
            let span = unsafe bytes.span.bytes
            let known = spellings.find(span, hash: hash(span))
            #expect(known?.resource == (number < 10 ? nil : ResourceID(rawValue: UInt32(number))))
            #expect(known?.writer == (number < 10 ? nil : WriterID(rawValue: UInt64(number))))
        }
    }

    @Test func `keep what is inserted again`() {
        var spellings = ResourceSpellings()
        let bytes = spelling(1)
        let span = unsafe bytes.span.bytes
        spellings.insert(span, hash: 1, resource: ResourceID(rawValue: 1), writer: .none)
        spellings.insert(span, hash: 1, resource: ResourceID(rawValue: 2), writer: .none)
        #expect(spellings.find(span, hash: 1)?.resource == ResourceID(rawValue: 1))
    }
}

import TestRequests
import Testing

@testable import MetricCore

struct `Wire reader` {
    /// Reads all fields, stepping over each.
    private func skipAll(_ bytes: [UInt8]) throws(WireError) {
        // The array outlives the reader.
        var reader = unsafe WireReader(bytes.span.bytes)
        while !reader.isAtEnd { try reader.skip(try reader.tag()) }
    }

    @Test(
        arguments: [
            ([], "nothing"), ([0x08, 0x00], "a varint"), ([0x08, 0x80, 0x00], "one longer than need be"),
            ([0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], "one of ten bytes"),
            ([0x88, 0x80, 0x80, 0x80, 0x00, 0x01], "a tag of five bytes"),
            ([0xf8, 0xff, 0xff, 0xff, 0x0f, 0x01], "the greatest field number"),
            ([0x09, 1, 2, 3, 4, 5, 6, 7, 8], "eight bytes"), ([0x0d, 1, 2, 3, 4], "four bytes"),
            ([0x0a, 0x02, 0xff, 0xff], "a length"), ([0x0a, 0x80, 0x80, 0x80, 0x80, 0x00], "a length of five bytes"),
            ([0x0b, 0x0c], "a group"), ([0x0b, 0x13, 0x08, 0x01, 0x14, 0x0c], "a group in a group"),
        ] as [([UInt8], String)]) func `steps over`(bytes: [UInt8], what: String) throws
    {
        try skipAll(bytes)
    }

    static let malformed: [([UInt8], WireError)] = [
        ([0x80], .truncated(at: 0)),
        ([0x08], .truncated(at: 1)),
        ([0x08, 0x01, 0x08, 0xff], .truncated(at: 3)),
        ([0x09, 1, 2, 3, 4, 5, 6, 7], .truncated(at: 1)),
        ([0x0d, 1, 2, 3], .truncated(at: 1)),
        ([0x0a], .truncated(at: 1)),
        ([0x0a, 0x01], .truncated(at: 1)),
        ([0x0a, 0xff, 0xff, 0xff, 0xff, 0x7f], .truncated(at: 1)),
        ([0x08] + [UInt8](repeating: 0x80, count: 10) + [0x00], .overlongVarint(at: 1)),
        ([0x80, 0x80, 0x80, 0x80, 0x80, 0x00], .overlongVarint(at: 0)),
        ([0x0a, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00], .overlongVarint(at: 1)),
        ([0x00, 0x01], .invalidFieldNumber(at: 0)),
        ([0x80, 0x00, 0x01], .invalidFieldNumber(at: 0)),
        ([0x88, 0x80, 0x80, 0x80, 0x10, 0x01], .invalidFieldNumber(at: 0)),
        ([0x0e], .invalidWireType(at: 1)),
        ([0x0f], .invalidWireType(at: 1)),
        ([0x0c], .unbalancedGroup(at: 1)),
        ([0x0b], .unbalancedGroup(at: 1)),
        ([0x0b, 0x13, 0x0c], .unbalancedGroup(at: 1)),
        ([0x0b, 0x00, 0x0c], .invalidFieldNumber(at: 1)),
    ]

    @Test(arguments: malformed) func `refuses`(bytes: [UInt8], error: WireError) {
        #expect(throws: error) { try skipAll(bytes) }
    }

    @Test func `reads what a varint holds`() throws {
        for value in [0, 1, 0x7f, 0x80, 0x3fff, 0x4000, UInt64(UInt32.max), .max] as [UInt64] {
            let bytes = Message { $0.varint(1, value) }.bytes
            var reader = unsafe WireReader(bytes.span.bytes)
            _ = try reader.tag()
            let read = try reader.varint()
            let isAtEnd = reader.isAtEnd
            #expect(read == value && isAtEnd)
        }
    }

    @Test func `stays within the message that it entered`() throws {
        // A message of two bytes whose field claims three, which are there.
        let bytes: [UInt8] = [0x0a, 0x02, 0x0a, 0x03, 1, 2, 3]
        var reader = unsafe WireReader(bytes.span.bytes)
        _ = try reader.tag()
        _ = try reader.enter()
        _ = try reader.tag()
        var error: WireError?
        do { _ = try reader.lengthDelimited() } catch let thrown { error = thrown }
        #expect(error == .truncated(at: 3))
    }

    @Test func `tells a field of the schema from an unknown one`() throws {
        let bytes: [UInt8] = [0x08, 0x01]
        var reader = unsafe WireReader(bytes.span.bytes)
        let tag = try reader.tag()
        var error: WireError?
        do { try reader.skipUnknown(tag, known: fieldNumbers(1...2)) } catch let thrown { error = thrown }
        #expect(error == .wrongWireType(field: 1, at: 1))
        try reader.skipUnknown(tag, known: fieldNumbers(2...3))
        let isAtEnd = reader.isAtEnd
        #expect(isAtEnd)
    }
}

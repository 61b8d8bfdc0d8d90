import MetricCore
import Testing

struct TextBufferTests {
    @Test func `appends text, bytes and spans in order`() {
        var buffer = TextBuffer(capacity: 8)
        buffer.append("# HELP größe ")
        buffer.append([0x61, 0x62])
        buffer.append(byte: 0x63)
        let more: [UInt8] = [0x64, 0x65]
        buffer.append(unsafe more.span.bytes)
        #expect(buffer.text == "# HELP größe abcde")
        let (count, bytes) = (buffer.count, buffer.bytes)
        #expect(count == bytes.count)
    }

    @Test(arguments: [0, 1, 9, 10, 99, 100, 12_345, 999_999_999, UInt64.max])
    func `writes whole numbers as the standard library does`(value: UInt64) {
        var buffer = TextBuffer()
        buffer.append(value)
        buffer.append(byte: 0x20)
        buffer.append(Int64(truncatingIfNeeded: value))
        buffer.append(byte: 0x20)
        buffer.append(-Int64(value >> 1))
        #expect(buffer.text == "\(value) \(Int64(truncatingIfNeeded: value)) \(-Int64(value >> 1))")
    }

    @Test func `writes the least signed number`() {
        var buffer = TextBuffer()
        buffer.append(Int64.min)
        #expect(buffer.text == "-9223372036854775808")
    }

    @Test(arguments: [(0, 3, "000"), (7, 2, "07"), (123, 2, "123"), (5, 0, "5")] as [(UInt64, Int, String)])
    func `fills a number up with zeros`(value: UInt64, width: Int, expected: String) {
        var buffer = TextBuffer()
        buffer.append(value, width: width)
        #expect(buffer.text == expected)
    }

    @Test func `begins again after removing all`() {
        var buffer = TextBuffer()
        buffer.append("first")
        buffer.removeAll()
        let isEmpty = buffer.isEmpty
        #expect(isEmpty)
        buffer.append("second")
        #expect(buffer.text == "second")
    }

    @Test func `grows to whatever is appended`() {
        var buffer = TextBuffer(capacity: 0)
        var expected = ""
        for number in 0..<1_000 as Range<UInt64> {
            buffer.append(number)
            buffer.append(String(repeating: "x", count: Int(number)))
            expected += "\(number)" + String(repeating: "x", count: Int(number))
        }
        #expect(buffer.text == expected)
        let copy = buffer.bytes
        buffer.removeAll()
        buffer.append(copy)
        buffer.append("")
        #expect(buffer.text == expected)
    }

    @Test func `lends its bytes`() {
        var buffer = TextBuffer()
        buffer.append("abc")
        let span = buffer.span
        let lent = span.byteCount
        #expect(lent == 3)
    }
}

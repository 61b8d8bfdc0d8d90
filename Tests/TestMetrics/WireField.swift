/// One field as it was sent.
public struct WireField {
    var number: Int
    let wireType: UInt64
    /// What is behind the tag, and behind the length if there is one.
    var content: [UInt8]

    /// Takes a well-formed field off the front.
    public init?(_ bytes: inout ArraySlice<UInt8>) {
        var rest = bytes
        guard let tag = Self.varint(&rest, upTo: 5), let start = Self.content(&rest, tag) else { return nil }
        number = Int(tag >> 3)
        wireType = tag & 7
        content = Array(start)
        bytes = rest
    }

    /// Whether the content is fields to its end.
    var holdsFields: Bool {
        var rest = content[...]
        while !rest.isEmpty, WireField(&rest) != nil {}
        return rest.isEmpty
    }

    /// The field, its tag and length as short as they can be.
    public var bytes: [UInt8] {
        let tag = Self.varint(UInt64(number) << 3 | wireType)
        return wireType == 2 ? tag + Self.varint(UInt64(content.count)) + content : tag + content
    }

    private static func content(_ rest: inout ArraySlice<UInt8>, _ tag: UInt64) -> ArraySlice<UInt8>? {
        let start = rest
        switch tag & 7 {
        case 0: guard varint(&rest, upTo: 10) != nil else { return nil }
        case 1: guard drop(8, &rest) else { return nil }
        case 2:
            guard let count = varint(&rest, upTo: 5), count <= rest.count else { return nil }
            defer { rest = rest.dropFirst(Int(count)) }
            return rest.prefix(Int(count))
        case 3:
            // Until the end of a group; that it must be the same group's isn't checked by the scan.
            while true {
                guard let tag = varint(&rest, upTo: 5), (8..<1 << 32).contains(tag) else { return nil }
                if tag & 7 == 4 { break }
                guard content(&rest, tag) != nil else { return nil }
            }
        case 5: guard drop(4, &rest) else { return nil }
        default: return nil
        }
        return start[..<rest.startIndex]
    }

    private static func drop(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> Bool {
        guard rest.count >= count else { return false }
        rest = rest.dropFirst(count)
        return true
    }

    private static func varint(_ rest: inout ArraySlice<UInt8>, upTo length: Int) -> UInt64? {
        var value: UInt64 = 0
        for (index, byte) in rest.prefix(length).enumerated() {
            value |= UInt64(byte & 0x7f) << UInt64(7 * index)
            if byte < 0x80 {
                rest = rest.dropFirst(index + 1)
                return value
            }
        }
        return nil
    }

    private static func varint(_ value: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        return bytes + [UInt8(rest)]
    }
}

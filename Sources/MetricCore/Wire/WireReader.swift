/// Reads protobuf fields from borrowed bytes, front to back, without copying.
///
/// It never traps on hostile input: every way in which a message can be malformed is a ``WireError``. A message inside
/// a message is read by the same reader, which narrows its `limit` meanwhile, so offsets are always those of the whole.
struct WireReader: ~Escapable {
    let bytes: RawSpan
    /// Where the next field starts; never beyond `limit`.
    private(set) var offset: Int
    /// Where the message that is being read ends; never beyond the bytes, which the loads rely on.
    private(set) var limit: Int
    /// Whether something has been met that is valid but that libprotobuf-c would refuse, such as a group.
    private(set) var sawOddity = false

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan, in range: Range<Int>) {
        precondition(range.upperBound <= bytes.byteCount)
        self.bytes = bytes
        offset = range.lowerBound
        limit = range.upperBound
    }

    @_lifetime(copy bytes)
    init(_ bytes: RawSpan) {
        self.init(bytes, in: 0..<bytes.byteCount)
    }

    @inline(__always)
    var isAtEnd: Bool { offset >= limit }

    /// Reads a tag: field number and wire type.
    @inline(__always)
    mutating func tag() throws(WireError) -> WireTag {
        let start = offset
        guard start < limit else { throw .truncated(at: start) }
        let byte = bytes.byte(withinLimit: start)
        // Field numbers up to 15 take one byte; nearly all of OTLP's are such.
        if byte >= 0x08, byte < 0x80 {
            offset = start &+ 1
            return WireTag(rawValue: UInt32(byte))
        }
        let value = try shortVarint()
        guard value >= 0x08, value <= UInt64(UInt32.max) else { throw .invalidFieldNumber(at: start) }
        return WireTag(rawValue: UInt32(value))
    }

    @inline(__always)
    mutating func varint() throws(WireError) -> UInt64 {
        try varint(maximumLength: 10)
    }

    @inline(__always)
    mutating func fixed64() throws(WireError) -> UInt64 {
        let start = offset
        guard limit &- start >= 8 else { throw .truncated(at: start) }
        offset = start &+ 8
        return bytes.littleEndian64(withinLimit: start)
    }

    /// Reads a field of eight bytes if it comes next, with this tag of one byte.
    @inline(__always)
    mutating func next(_ tag: WireTag) -> UInt64? {
        let start = offset
        guard limit &- start >= 9, bytes.byte(withinLimit: start) == tag.rawValue else { return nil }
        offset = start &+ 9
        return bytes.littleEndian64(withinLimit: start &+ 1)
    }

    /// Steps over fields of less than 128 bytes, each with this tag of one byte, as long as such come next.
    @inline(__always)
    mutating func skipRun(of tag: WireTag) {
        while limit &- offset >= 2, bytes.byte(withinLimit: offset) == tag.rawValue {
            let length = bytes.byte(withinLimit: offset &+ 1)
            let end = offset &+ 2 &+ Int(length)
            guard length < 0x80, end <= limit else { return }
            offset = end
        }
    }

    /// Reads a length and steps over as many bytes.
    @inline(__always)
    mutating func lengthDelimited() throws(WireError) -> Range<Int> {
        let length = try length()
        let first = offset
        offset = first &+ length
        return first..<offset
    }

    /// A reader of the message whose length comes next, which is stepped over.
    @inline(__always)
    @_lifetime(copy self)
    mutating func message() throws(WireError) -> WireReader {
        let range = try lengthDelimited()
        var reader = self
        reader.offset = range.lowerBound
        reader.limit = range.upperBound
        return reader
    }

    /// Enters the message whose length comes next. Give what it returns to ``leave(_:)`` once the reader is at its end.
    @inline(__always)
    mutating func enter() throws(WireError) -> Int {
        let length = try length()
        let outer = limit
        limit = offset &+ length
        return outer
    }

    /// Goes on with the message around the one that has been read.
    @inline(__always)
    mutating func leave(_ outer: Int) {
        limit = outer
    }

    /// Notes that something has been met that libprotobuf-c would refuse.
    mutating func noteOddity() {
        sawOddity = true
    }

    /// Steps over a field that isn't in the schema. `known` has a bit set for each number that is, up to 63: with one
    /// of them it was the wire type that didn't fit.
    @inline(__always)
    mutating func skipUnknown(_ tag: WireTag, known: UInt64) throws(WireError) {
        if tag.number < 64, known &>> UInt64(tag.number) & 1 == 1 {
            throw .wrongWireType(field: tag.number, at: offset)
        }
        try skip(tag)
    }

    /// Steps over one field, a group with all that is in it included.
    @inline(__always)
    mutating func skip(_ tag: WireTag) throws(WireError) {
        // By way of a copy: a reader whose address isn't taken stays in registers.
        var copy = self
        try copy.skipField(tag)
        self = copy
    }

    @inline(never)
    private mutating func skipField(_ tag: WireTag) throws(WireError) {
        var openGroups = 0
        var tag = tag
        let start = offset
        while true {
            switch tag.wireType {
            case 0: _ = try varint()
            case 1: _ = try fixed64()
            case 2: _ = try lengthDelimited()
            case 3:
                openGroups += 1
                sawOddity = true
            case 4:
                guard openGroups > 0 else { throw .unbalancedGroup(at: start) }
                openGroups -= 1
            case 5:
                guard limit &- offset >= 4 else { throw .truncated(at: offset) }
                offset &+= 4
            default: throw .invalidWireType(at: start)
            }
            if openGroups == 0 { return }
            guard !isAtEnd else { throw .unbalancedGroup(at: start) }
            tag = try self.tag()
        }
    }

    /// Reads a length of bytes that are there.
    @inline(__always)
    private mutating func length() throws(WireError) -> Int {
        let start = offset
        let length = try shortVarint()
        guard length <= UInt64(limit &- offset) else { throw .truncated(at: start) }
        return Int(length)
    }

    /// A varint that stands for a tag or a length: at most five bytes, as libprotobuf-c reads them.
    @inline(__always)
    private mutating func shortVarint() throws(WireError) -> UInt64 {
        try varint(maximumLength: 5)
    }

    @inline(__always)
    private mutating func varint(maximumLength: Int) throws(WireError) -> UInt64 {
        let start = offset
        if start < limit {
            let byte = bytes.byte(withinLimit: start)
            if byte < 0x80 {
                offset = start &+ 1
                return UInt64(byte)
            }
        }
        var copy = self
        let value = try copy.longVarint(maximumLength: maximumLength)
        self = copy
        return value
    }

    @inline(never)
    private mutating func longVarint(maximumLength: Int) throws(WireError) -> UInt64 {
        let start = offset
        var value: UInt64 = 0
        var shift: UInt64 = 0
        for length in 0..<maximumLength {
            guard start + length < limit else { throw .truncated(at: start) }
            let byte = bytes.byte(at: start + length)
            // Of a tenth byte only the lowest bit has a place in the value; the others fall away, as everywhere.
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 {
                offset = start + length + 1
                return value
            }
            shift += 7
        }
        throw .overlongVarint(at: start)
    }
}

/// What stands before each field: its number and how its value is written.
struct WireTag: RawRepresentable, Equatable {
    let rawValue: UInt32

    @inline(__always)
    init(rawValue: UInt32) { self.rawValue = rawValue }

    var number: Int { Int(rawValue >> 3) }
    var wireType: UInt32 { rawValue & 7 }

    // The constants a `switch` over tags is written with.
    @inline(__always)
    static func varint(_ number: UInt32) -> WireTag { WireTag(rawValue: number << 3) }
    @inline(__always)
    static func fixed64(_ number: UInt32) -> WireTag { WireTag(rawValue: number << 3 | 1) }
    @inline(__always)
    static func bytes(_ number: UInt32) -> WireTag { WireTag(rawValue: number << 3 | 2) }

    @inline(__always)
    static func ~= (pattern: WireTag, tag: WireTag) -> Bool { pattern.rawValue == tag.rawValue }
}

/// A set of field numbers for ``WireReader/skipUnknown(_:known:)``, up to 63.
@inline(__always)
func fieldNumbers(_ numbers: ClosedRange<UInt64>) -> UInt64 {
    (1 &<< (numbers.upperBound &+ 1)) &- (1 &<< numbers.lowerBound)
}

/// A set of one field number.
@inline(__always)
func fieldNumber(_ number: UInt64) -> UInt64 {
    1 &<< number
}

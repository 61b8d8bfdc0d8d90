/// The bytes of a page or a dump while they are written.
///
/// All text that leaves Windsock in quantity goes through one: its memory grows to the largest text once and is kept by
/// `removeAll()`, so that writing the next one allocates nothing. Ready-made bytes are copied in one go; numbers are
/// written digit by digit in place, with no text made on the way.
///
/// The memory is the buffer's own rather than an array's, which halves the time of a line. What makes that safe: only
/// the buffer knows the address and nothing else can own a copy of it, `extend(by:)` is the one way to get at room to
/// write and makes sure that there is as much as was asked for, and the first `count` bytes have always been written.
@safe
public struct TextBuffer: ~Copyable {
    private var memory: UnsafeMutableBufferPointer<UInt8>

    /// How many bytes have been written.
    public private(set) var count = 0

    /// Makes an empty buffer that takes `capacity` bytes before it grows.
    public init(capacity: Int = 256) {
        unsafe memory = .allocate(capacity: max(capacity, 1))
    }

    deinit {
        unsafe memory.deallocate()
    }

    /// Whether nothing has been written.
    public var isEmpty: Bool { count == 0 }

    /// What has been written, for as long as the buffer isn't changed.
    public var span: RawSpan {
        @_lifetime(borrow self) get {
            let written = unsafe RawSpan(_unsafeElements: memory[..<count])
            return unsafe _overrideLifetime(written, borrowing: self)
        }
    }

    /// A copy of what has been written.
    public var bytes: [UInt8] { unsafe Array(memory[..<count]) }

    /// What has been written, as text.
    public var text: String { unsafe String(decoding: memory[..<count], as: UTF8.self) }

    /// Forgets what was written and keeps the memory.
    public mutating func removeAll() {
        count = 0
    }

    /// Appends one byte.
    public mutating func append(byte: UInt8) {
        unsafe extend(by: 1)[0] = byte
    }

    /// Appends the UTF-8 of `text`.
    public mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { unsafe append(UnsafeRawBufferPointer($0)) }
    }

    /// Appends ready-made bytes.
    public mutating func append(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { unsafe append($0) }
    }

    /// Appends ready-made bytes.
    public mutating func append(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe append($0) }
    }

    /// Appends a number in decimal digits.
    public mutating func append(_ value: UInt64) {
        append(value, width: 1)
    }

    /// Appends a number in decimal digits, with a minus if it is negative.
    public mutating func append(_ value: Int64) {
        if value < 0 { append(byte: UInt8(ascii: "-")) }
        append(value.magnitude, width: 1)
    }

    /// Appends a number in decimal digits, with as many zeros before them as make `width` digits.
    public mutating func append(_ value: UInt64, width: Int) {
        let size = max(width, value.decimalDigitCount)
        let digits = unsafe extend(by: size)
        var rest = value
        for position in (0..<size).reversed() {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            unsafe digits[position] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit)
            rest = quotient
        }
    }

    /// Appends `count` digits of zero; none if that is negative.
    mutating func append(zeros count: Int) {
        if count > 0 { append(0, width: count) }
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        // There is room for as many bytes as are copied, and a source outside of this buffer's memory can't overlap it.
        unsafe UnsafeMutableRawBufferPointer(extend(by: bytes.count)).copyMemory(from: bytes)
    }

    /// Room for `size` more bytes, which the caller writes before anything else happens to the buffer.
    private mutating func extend(by size: Int) -> UnsafeMutableBufferPointer<UInt8> {
        if unsafe size > memory.count - count { grow(by: size) }
        let end = count
        count += size
        return unsafe UnsafeMutableBufferPointer(rebasing: memory[end..<count])
    }

    /// Moves what was written to memory that is at least twice as large and has room for `size` more bytes.
    private mutating func grow(by size: Int) {
        let larger = unsafe UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(2 * memory.count, count + size))
        _ = unsafe larger.update(fromContentsOf: memory[..<count])
        unsafe memory.deallocate()
        unsafe memory = larger
    }
}

// The memory has one owner, which moves as a whole from one thread to another.
extension TextBuffer: @unchecked Sendable {}

extension UInt64 {
    /// How many decimal digits the number has; zero has one.
    var decimalDigitCount: Int {
        var count = 1
        var rest = self
        while rest >= 10 {
            rest /= 10
            count += 1
        }
        return count
    }
}

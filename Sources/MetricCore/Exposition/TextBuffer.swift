/// The bytes of a page or a dump while they are written.
///
/// All text that leaves Windsock in quantity goes through one: its memory grows to the largest text once and is kept by
/// `removeAll()`, so that writing the next one allocates nothing. Appending whole arrays copies them in one go; numbers
/// are written digit by digit in place, with no text made on the way.
public struct TextBuffer: ~Copyable, Sendable {
    private var storage: [UInt8] = []

    /// Makes an empty buffer that takes `capacity` bytes before it grows.
    public init(capacity: Int = 0) {
        storage.reserveCapacity(capacity)
    }

    /// How many bytes have been written.
    public var count: Int { storage.count }

    /// Whether nothing has been written.
    public var isEmpty: Bool { storage.isEmpty }

    /// What has been written, as an array of its own that shares the memory until the buffer changes.
    public var bytes: [UInt8] { storage }

    /// What has been written, as text.
    public var text: String { String(decoding: storage, as: UTF8.self) }

    /// What has been written, for as long as the buffer isn't changed.
    public var span: RawSpan {
        // Reading plain bytes as raw memory shows no padding and no pointers.
        @_lifetime(borrow self) get { unsafe storage.span.bytes }
    }

    /// Forgets what was written and keeps the memory.
    public mutating func removeAll() {
        storage.removeAll(keepingCapacity: true)
    }

    /// Appends one byte.
    public mutating func append(byte: UInt8) {
        storage.append(byte)
    }

    /// Appends the UTF-8 of `text`.
    public mutating func append(_ text: String) {
        storage.append(contentsOf: text.utf8)
    }

    /// Appends ready-made bytes.
    public mutating func append(_ bytes: [UInt8]) {
        storage.append(contentsOf: bytes)
    }

    /// Appends ready-made bytes.
    public mutating func append(_ bytes: RawSpan) {
        // The closure only copies: the pointer doesn't outlive the span that it comes from.
        unsafe bytes.withUnsafeBytes { unsafe storage.append(contentsOf: $0) }
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
        append(zeros: max(width, value.decimalDigitCount))
        var rest = value
        var position = storage.count
        while rest > 0 {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            position -= 1
            storage[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
            rest = quotient
        }
    }

    /// Appends `count` digits of zero.
    public mutating func append(zeros count: Int) {
        for _ in 0..<max(count, 0) { storage.append(UInt8(ascii: "0")) }
    }
}

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

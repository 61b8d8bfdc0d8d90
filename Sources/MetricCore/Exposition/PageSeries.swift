/// One series of a page: the ready-made bytes around its value, which is in the cell of the same index.
struct PageSeries {
    /// Changes whenever the series enters the page, leaves it, or is shown under another name or type; it is never used
    /// twice, and only grows.
    var version: UInt64 = 0
    /// What it is found by; nil for a `target_info`.
    let signature: Signature?
    /// Its labels up to where one more follows: `{a="b",`.
    var labels: [UInt8]
    // Half as wide as what they are used as: there are many series.
    private var familyIndex: Int32 = -1
    private var targetIndex: Int32 = -1
    /// Its type; where its family has another, it isn't shown.
    var type: PageType

    init(_ type: PageType, labels: [UInt8], _ signature: Signature?) {
        self.type = type
        self.labels = labels
        self.signature = signature
    }

    /// Index of its family; -1 if the series has left the page.
    var family: Int {
        get { Int(familyIndex) }
        set { familyIndex = Int32(newValue) }
    }

    /// Index of its `target_info`; -1 if it has none.
    var target: Int {
        get { Int(targetIndex) }
        set { targetIndex = Int32(newValue) }
    }

    /// Whether it is a `target_info`.
    var isTarget: Bool { signature == nil }
}

/// Compares labels in their ready-made bytes by the page's order: fewer first, then by their values in the order of the
/// names, then by the names.
enum LabelOrder {
    static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
        if left == right { return 0 }
        var leftValues = LabelValues(left)
        var rightValues = LabelValues(right)
        var order = 0
        while true {
            switch (leftValues.next(), rightValues.next()) {
            case (nil, nil): return order != 0 ? order : left.lexicographicallyPrecedes(right) ? -1 : 1
            case (nil, _): return -1
            case (_, nil): return 1
            case (let leftValue?, let rightValue?) where order == 0:
                // The order of the values counts only if there are equally many, which isn't known yet.
                if leftValue.lexicographicallyPrecedes(rightValue) {
                    order = -1
                } else if rightValue.lexicographicallyPrecedes(leftValue) {
                    order = 1
                }
            default: break
            }
        }
    }

    /// Walks over the values, still escaped, each without its quotes.
    private struct LabelValues: IteratorProtocol {
        private let bytes: [UInt8]
        private var offset = 0

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
        }

        mutating func next() -> ArraySlice<UInt8>? {
            while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") { offset += 1 }
            guard offset < bytes.count else { return nil }
            let start = offset + 1
            offset = start
            while bytes[offset] != UInt8(ascii: "\"") { offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1 }
            defer { offset += 1 }
            return bytes[start..<offset]
        }
    }
}

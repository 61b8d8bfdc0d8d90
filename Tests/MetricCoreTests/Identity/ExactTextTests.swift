import MetricCore
import Testing

struct ExactTextTests {
    private static let spellings = ["caf\u{E9}", "cafe\u{301}", "\u{212B}", "A\u{30A}", "K", "\u{212A}", "", "caf"]

    @Test(arguments: spellings, spellings) func `is equal by its bytes`(left: String, right: String) {
        let isSame = Array(left.utf8) == Array(right.utf8)
        #expect((ExactText(left) == ExactText(right)) == isSame)
        #expect((Attribute(key: left, value: .empty) == Attribute(key: right, value: .empty)) == isSame)
        #expect((AttributeValue.string(left) == .string(right)) == isSame)
        #expect((MetricDescription(left) == MetricDescription(right)) == isSame)
        #expect((ScopeDescription(name: left) == ScopeDescription(name: right)) == isSame)
        #expect(left.precedes(right) == left.utf8.lexicographicallyPrecedes(right.utf8))
    }

    @Test func `is found by its bytes`() {
        let texts = Set(Self.spellings.map(ExactText.init))
        #expect(texts.count == Self.spellings.count)
        // Built at run time, and too long to be in the string itself.
        let long = "a longer text than fits sixteen bytes: "
        let built = ExactText(Self.spellings.reduce(long, +))
        #expect(built == ExactText(long + Self.spellings.joined()))
        #expect(Set([built]).contains(ExactText(long + Self.spellings.joined())))
    }

    @Test func `values are equal by type and content`() {
        let nested = AttributeValue.map([Attribute(key: "k", value: .array([.int(1), .bytes([0]), .bool(true)]))])
        #expect(nested == nested)
        #expect(AttributeValue.int(1) != .double(1))
        #expect(AttributeValue.empty != .string(""))
        #expect(AttributeValue.double(.nan) != .double(.nan))
    }
}

extension MetricDescription {
    fileprivate init(_ name: String) {
        self.init(name: name, shape: MetricShape(type: .gauge))
    }
}

import TestRandom
import Testing

@testable import MetricCore

struct NumberTotalTests {
    private func total(_ numbers: NumberValue...) -> Double {
        numbers.reduce(into: NumberTotal()) { $0.add($1) }.value
    }

    @Test func `adds up whatever comes`() {
        #expect(total() == 0)
        #expect(total(.int(1), .int(2)) == 3)
        #expect(total(.int(1), .double(0.5), .none) == 1.5)
        #expect(total(.int(.max), .int(.max), .int(2)) == 0x1p64)
        #expect(total(.int(.min), .int(.min)) == -0x1p64)
    }

    @Test func `whole numbers of more digits than a double has stay exact`() {
        var total = NumberTotal()
        total.add(.int(1 << 62))
        total.add(.int(1))
        total.subtract(.int(1 << 62))
        #expect(total.value == 1)
    }

    @Test func `a total that left the range of doubles stays infinite`() {
        var total = NumberTotal()
        total.add(.double(.greatestFiniteMagnitude))
        total.add(.double(.greatestFiniteMagnitude))
        #expect(total.value == .infinity)
        total.subtract(.double(.greatestFiniteMagnitude))
        #expect(total.value == .infinity)
    }

    @Test func `what is added and taken away in any order leaves nothing`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(seed: seed)
        var total = NumberTotal()
        var sum = 0.0
        var terms: [Double] = []
        for _ in 0..<10_000 {
            if terms.count > 50 {
                let index = Int(random.next() % UInt64(terms.count))
                total.subtract(.double(terms.remove(at: index)))
            } else {
                let exponent = Int(random.next() % 60) - 30
                terms.append(Double(sign: .plus, exponent: exponent, significand: 1 + Double(random.next() % 1000) / 7))
                total.add(.double(terms[terms.count - 1]))
            }
            // Two numbers of 53 bits are added exactly in 106; the plain sum is the less exact one.
            sum = terms.reduce(0, +)
            #expect(abs(total.value - sum) <= abs(sum) * 1e-12, "seed \(seed)")
        }
        for term in terms { total.subtract(.double(term)) }
        #expect(abs(total.value) < 1e-15, "seed \(seed)")
    }

    @Test(
        arguments: [
            (.int(2), .int(1)), (.double(1.5), .int(1)), (.int(2), .double(1.5)), (.double(2), .double(1)),
            (.int(1), .none), (.none, .int(-1)), (.none, .double(-0.5)),
            // Doubles that are next to these whole numbers, which no double is.
            (.int((1 << 53) + 1), .double(0x1p53)), (.double(0x1p53 + 2), .int((1 << 53) + 1)),
            (.double(0x1p63), .int(.max)), (.int(.min), .double(-0x1p63 - 2048)), (.int(0), .double(-1e300)),
        ] as [(NumberValue, NumberValue)])
    func `compares exactly`(greater: NumberValue, less: NumberValue) {
        #expect(greater.isGreater(than: less))
        #expect(!less.isGreater(than: greater))
        #expect(!greater.isGreater(than: greater))
    }

    @Test func `equal numbers are equal however they are written`() {
        #expect(!NumberValue.int(1).isGreater(than: .double(1)))
        #expect(!NumberValue.double(1).isGreater(than: .int(1)))
        #expect(!NumberValue.none.isGreater(than: .int(0)))
        #expect(!NumberValue.none.isGreater(than: .none))
        #expect(!NumberValue.int(.min).isGreater(than: .double(-0x1p63)))
    }
}

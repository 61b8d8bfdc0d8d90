import MetricCore
import Testing

@testable import Processors

/// What a real otelcol (0.161.0) made of expressions: a line for each, with the value as its debug exporter shows it.
struct Measured: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let point: TestPoint
    /// What `cache` holds, by its keys.
    let cache: [String: String]
    let lines: [Substring]

    init(_ name: String, on point: TestPoint, cache: [String: String] = [:], _ text: String) {
        testDescription = name
        self.point = point
        self.cache = cache
        lines = text.split(separator: "\n")
    }

    static let all = types + texts + numbers + times + parsing + patterns
}

struct MeasuredTests {
    @Test(arguments: Measured.all) func `gives what otelcol gives`(measured: Measured) throws {
        var point = measured.point
        for (key, expression) in measured.cache {
            let value = try value(of: expression, on: point)
            try point.cache.set(at: [.string(key)], to: value)
        }
        for line in measured.lines {
            let parts = line.split(separator: " => ", maxSplits: 1, omittingEmptySubsequences: false)
            let expected = String(parts[1])
            let found: String
            do {
                found = try Self.shown(try value(of: String(parts[0]), on: point))
            } catch let error as EvaluationError {
                found = expected == "error" ? "error" : "error: \(error)"
            }
            #expect(found == expected, "\(line)")
        }
    }

    @Test(arguments: Measured.conditions) func `holds where it holds for otelcol`(measured: Measured) throws {
        for line in measured.lines {
            let parts = line.split(separator: " => ", maxSplits: 1, omittingEmptySubsequences: false)
            let condition = try Compiler.forTests.compile(Condition(parsing: String(parts[0])))
            var point = measured.point
            let found: String
            do {
                found = "\(try condition.holds(&point))"
            } catch {
                found = "error"
            }
            #expect(found == parts[1], "\(line)")
        }
    }

    private func value(of text: String, on point: TestPoint) throws -> OTTLValue {
        var point = point
        let expression = try ValueExpression(parsing: text)
        return try Compiler.forTests.compile(expression).evaluate(&point)
    }

    /// The value as the debug exporter shows an attribute that holds it.
    private static func shown(_ value: OTTLValue) throws(EvaluationError) -> String {
        var buffer = TextBuffer()
        buffer.append(typed: try value.asAttributeValue())
        return buffer.text
    }
}

import MetricCore
import TestRequests
import Testing

@testable import Processors

/// How many attributes a sender left out is said beside what names a resource or a scope.
struct DroppedAttributesTests {
    private static let received = request(
        Message {
            $0.message(1) { $0.varint(2, 5) }
            $0.message(2) {
                $0.message(1) { $0.varint(4, 3) }
                $0.message(2, gauge("g", point(.int(1))))
            }
        })

    /// What a statement makes of the numbers of a resource and its scope, and of the point.
    private func run(_ statement: String) throws -> (resource: UInt32, scope: UInt32, lines: [String]) {
        let run = try ProcessorRun("metric_statements: ['\(statement)']", TransformSettings.init)
        try run.send(Self.received)
        let resource = try #require(run.last.resources.first)
        let scope = try #require(resource.scopes.first)
        return (resource.resource.droppedAttributesCount, scope.scope.droppedAttributesCount, run.lines)
    }

    @Test(
        arguments: [
            (#"set(resource.dropped_attributes_count, 7)"#, 7, 3, "g{} 1"),
            (#"set(scope.dropped_attributes_count, scope.dropped_attributes_count + 6)"#, 5, 9, "g{} 1"),
            (#"set(datapoint.attributes["n"], resource.dropped_attributes_count)"#, 5, 3, "g{n=5} 1"),
            (#"set(datapoint.attributes["n"], scope.dropped_attributes_count)"#, 5, 3, "g{n=3} 1"),
            (#"set(scope.dropped_attributes_count, "x")"#, 5, 3, "g{} 1"),
        ] as [(String, UInt32, UInt32, String)])
    func `is read and written`(statement: String, resource: UInt32, scope: UInt32, line: String) throws {
        let result = try run(statement)
        #expect([result.resource, result.scope] == [resource, scope])
        #expect(result.lines == [line])
    }

    @Test(arguments: [
        #"set(scope.name, "s")"#, #"set(resource.attributes["r"], 1)"#, #"set(datapoint.time_unix_nano, 1)"#,
    ])
    func `stays when other things change`(statement: String) throws {
        let result = try run(statement)
        #expect([result.resource, result.scope] == [5, 3])
    }
}

import MetricCore
import Testing

struct ClientInformationTests {
    private let metadata: RequestMetadata = {
        var metadata = RequestMetadata()
        for (name, value) in [("X-Tenant", "red"), ("x-tenant", "blue"), ("Host", "h")] { metadata.add(name, value) }
        return metadata
    }()

    @Test(arguments: [("X-TENANT", ["red", "blue"]), ("host", ["h"]), ("x", [])])
    func `the case of names doesn't matter`(name: String, values: [String]) {
        #expect(metadata[name] == values)
    }

    @Test func `some fields can be chosen`() {
        #expect(metadata.names == ["host", "x-tenant"])
        let chosen = metadata.choosing(["X-Tenant", "x"])
        #expect(chosen.names == ["x-tenant"])
        #expect(chosen["x-tenant"] == ["red", "blue"])
    }
}

import Testing

@testable import HTTPServer

struct `Processors` {
    @Test(arguments: [
        ("Cpus_allowed:\t3\nCpus_allowed_list:\t0-1\n", 2), ("Name:\tx\nCpus_allowed:\tf0,00000001\n", 5),
        ("Cpus_allowed:\t0\n", nil), ("Name:\tx\n", nil), ("", nil),
    ])
    func `are those that the process may run on`(status: String, count: Int?) {
        #expect(allowedProcessors(status: status) == count)
    }
}

import TestMetrics

extension FuzzTarget {
    /// Requests in protobuf: the scan and the registry agree with libprotobuf-c on what they say.
    static let scan = FuzzTarget(name: "scan") { request in
        guard case .differ(let how) = RequestVerdict(on: request) else { return nil }
        return how
    }
}

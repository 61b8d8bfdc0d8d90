import TestRequests

/// A request with metrics of one scope.
func airflowRequest(scope name: String, _ metrics: [Message]) -> [UInt8] {
    let scope = Message {
        $0.message(1) { $0.text(1, name) }
        for metric in metrics { $0.message(2, metric) }
    }
    return request(resource([:], scope))
}

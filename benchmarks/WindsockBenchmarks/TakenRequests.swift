/// Takes a request of 500 known series so many times, each time grown: a fixed piece of work, whose instructions can be
/// counted.
func takeRequests(_ count: Int, of kind: RequestBody.Kind) throws {
    var path = IngestPath()
    var request = GrowingRequest(kind, points: 500)
    for _ in 0..<count {
        request.grow()
        try path.push(request.bytes)
    }
}

/// The same for counters on their whole way through a pipeline with a processor.
func takeRequests(_ count: Int, through processor: BenchmarkProcessor?) throws {
    let path = try PipelinePath(processor)
    var request = GrowingRequest(points: 500)
    for _ in 0..<count {
        request.grow()
        try path.push(request.bytes)
    }
}

import MetricCore

/// What comes of comparing the scan and the registry with libprotobuf-c's unpack of the same bytes.
public enum RequestVerdict: Equatable, Sendable {
    /// Both take the request and say the same of it.
    case agreed
    /// Both refuse it.
    case refused
    /// They don't agree, in these words.
    case differ(String)

    /// Compares them.
    public init(on request: RawSpan) {
        let input = OracleInput(unsafe request.withUnsafeBytes { unsafe Array($0) })
        let expected = input.refusals.isEmpty ? UnpackedRequest(input.bytes)?.lines : nil
        var registry = Registry()
        var batch = Batch()
        do {
            try batch.scan(request)
            try registry.resolve(&batch, in: request)
        } catch {
            if registry.seriesCount > 0 {
                self = .differ("left something of a request that it refused")
            } else {
                self = expected == nil ? .refused : .differ("refused what libprotobuf-c takes: \(error)")
            }
            return
        }
        guard let expected else {
            self = .differ("took what must be refused: \(input.refusals)")
            return
        }
        let lines = RequestLines(batch, registry, in: request)
        if let difference = lines.difference(from: expected) {
            self = .differ(difference)
            return
        }
        // What is known by its bytes is what it was when it was decoded.
        let known = batch.points.map(\.received)
        guard (try? batch.scan(request)) != nil, (try? registry.resolve(&batch, in: request)) != nil,
            batch.points.map(\.received) == known
        else {
            self = .differ("changed on a second look")
            return
        }
        self = .agreed
    }
}

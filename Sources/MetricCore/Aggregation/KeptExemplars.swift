/// The exemplars of a series, as they came: they are only decoded when somebody wants to see them.
struct KeptExemplars {
    /// How many bytes of them are kept; those that don't fit any more are left out.
    static let byteLimit = 4096

    /// Messages, each with its length in front.
    private var bytes: [UInt8] = []

    var isEmpty: Bool { bytes.isEmpty }

    /// Puts those of a point in the place of what is there.
    mutating func replace(with point: DataPoint, of shape: MetricShape, in request: RawSpan) {
        bytes.removeAll(keepingCapacity: true)
        Batch.forEachExemplar(of: point, shape.type, in: request) { message in
            // A counter shows the last one.
            if shape.type == .sum { bytes.removeAll(keepingCapacity: true) }
            guard bytes.count + message.byteCount <= Self.byteLimit else { return }
            bytes.appendVarint(UInt64(message.byteCount))
            bytes.append(message, in: 0..<message.byteCount)
        }
    }

    mutating func removeAll() {
        bytes = []
    }

    /// The exemplars, in the order sent.
    var decoded: [Exemplar] {
        guard !isEmpty else { return [] }
        var exemplars: [Exemplar] = []
        // Safe: the array outlives its span.
        let span = unsafe bytes.span.bytes
        var reader = WireReader(span)
        do {
            while !reader.isAtEnd {
                let message = span.extracting(try reader.lengthDelimited())
                // One that libprotobuf-c refuses nevertheless is left out.
                if let exemplar = try? Exemplar(message) { exemplars.append(exemplar) }
            }
        } catch {
            preconditionFailure("these lengths are our own: \(error)")
        }
        return exemplars
    }
}

extension MetricShape {
    /// Whether series of that shape are shown with exemplars.
    var showsExemplars: Bool {
        switch type {
        case .sum: isMonotonic
        case .histogram, .exponentialHistogram: true
        case .empty, .gauge, .summary: false
        }
    }
}

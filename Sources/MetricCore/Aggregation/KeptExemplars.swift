/// The exemplars of a series, as they came: they are only decoded when somebody wants to see them.
struct KeptExemplars {
    /// How many bytes of them are kept; those that don't fit any more are left out.
    static let byteLimit = 4096

    /// Messages, each with its length in front. Nil for most series, which costs least when a cell is copied.
    private var bytes: [UInt8]?

    var isEmpty: Bool { bytes == nil }

    /// Puts those of a point in the place of what is there.
    mutating func replace(with point: DataPoint, of shape: MetricShape, in request: RawSpan) {
        // The cell lets go of the list for the moment, so that it is changed in place.
        var kept = bytes.take() ?? []
        kept.removeAll(keepingCapacity: true)
        Batch.forEachExemplar(of: point, shape.type, in: request) { message in
            // A counter shows the last one.
            if shape.type == .sum { kept.removeAll(keepingCapacity: true) }
            guard kept.count + message.byteCount <= Self.byteLimit else { return }
            kept.appendVarint(UInt64(message.byteCount))
            kept.append(message, in: 0..<message.byteCount)
        }
        bytes = kept
    }

    mutating func removeAll() {
        bytes = nil
    }

    /// The exemplars, in the order sent.
    var decoded: [Exemplar] { bytes.map(Self.decoded) ?? [] }

    private static func decoded(_ bytes: [UInt8]) -> [Exemplar] {
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

/// What a request brought that the registry doesn't know by its bytes: parents before their children, which come to it
/// when the parents have been made.
///
/// Decoding is what takes long, so it is done without the registry, and in slices: others get at the registry in
/// between, however much one request brings.
public struct UnknownIdentities: Sendable {
    private let writerAttributes: [String]
    private let hash: ByteHash
    private var all: [UnknownIdentity] = []
    private var next = 0
    /// What metrics are described as, which doesn't name them: the latest spelling's stands, once its whole request
    /// has been decoded.
    var descriptions: [(metric: MetricID, description: String)] = []
    /// How many bytes name the series.
    private var seriesBytes = 0

    /// How many are decoded, and made, at once.
    private static let slice = 256

    init(writerAttributes: [String], _ hash: ByteHash) {
        self.writerAttributes = writerAttributes
        self.hash = hash
    }

    /// Whether nothing is left.
    public var isEmpty: Bool { next == all.count }

    mutating func append(_ identity: UnknownIdentity) {
        all.append(identity)
    }

    mutating func popFirst() -> UnknownIdentity? {
        guard !isEmpty else { return nil }
        defer { next += 1 }
        return all[next]
    }

    /// Counts the bytes that name a series, those of its scope and metric included.
    mutating func count(nameBytes: Int) throws(WireError) {
        seriesBytes += nameBytes
        guard seriesBytes <= Registry.newSeriesByteLimit else { throw .tooManyNewSeries }
    }

    // MARK: - Decoding

    /// Decodes the first of them, to be made next.
    ///
    /// - Throws: ``WireError`` for a malformed resource, scope, metric or attribute.
    public func decodeNext(of batch: borrowing Batch, in request: RawSpan) throws(WireError) -> [NewIdentity] {
        var new: [NewIdentity] = []
        for identity in all[next..<min(next + Self.slice, all.count)] {
            new.append(NewIdentity(content: try decode(identity, of: batch, in: request)))
        }
        return new
    }

    private func decode(
        _ identity: UnknownIdentity, of batch: borrowing Batch, in request: RawSpan
    ) throws(WireError) -> NewIdentity.Content {
        switch identity {
        case .resource(let index):
            let bytes = batch.bytes(at: batch.resources[index].resource, in: request)
            return .resource(try ResourceIdentity(bytes, writerAttributes: writerAttributes, hash))
        case .scope(let index, _):
            let group = batch.scopes[index]
            let schemaURL = String(repairing: batch.bytes(at: group.schemaURL, in: request))
            return .scope(try ScopeDescription(batch.bytes(at: group.scope, in: request), schemaURL: schemaURL))
        case .metric(let index, _):
            let group = batch.metrics[index]
            return .metric(try MetricDescription(batch.bytes(at: group.header, in: request), shape: group.shape))
        case .point(let index, let metric):
            let type = batch.metrics[metric].shape.type
            let bytes = batch.bytes(at: batch.points[index].attributes, in: request)
            let attributes = try IdentityMessage(pointOf: type).attributes(bytes).inKeyOrder()
            return .series(canonical: attributes.canonicalBytes(ofPoint: type))
        }
    }
}

/// One of them. The indices are those of the batch.
enum UnknownIdentity {
    case resource(Int)
    case scope(Int, resource: Int)
    case metric(Int, scope: Int)
    case point(Int, metric: Int)
}

/// What a request brought that isn't known by its bytes, decoded.
public struct NewIdentity: Sendable {
    let content: Content

    enum Content {
        case resource(ResourceIdentity)
        case scope(ScopeDescription)
        case metric(MetricDescription)
        case series(canonical: [UInt8])
    }
}

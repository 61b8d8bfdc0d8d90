/// What the body of an answer is compressed with, by the names that header fields have for it.
public enum ResponseCoding: String, CaseIterable, Sendable {
    /// Nothing.
    case identity
    /// RFC 1952.
    case gzip
    /// RFC 8878.
    case zstd

    /// Takes the coding to which a field Accept-Encoding gives the greatest weight; of equal ones the first here.
    ///
    /// What isn't named is as welcome as `*`, or without that not at all. If nothing is, the body is left as it is.
    public init(accepted field: String) {
        let clauses = AcceptClause.clauses(of: field)
        var best = (coding: ResponseCoding.identity, weight: 0.0)
        for coding in ResponseCoding.allCases {
            let clause = clauses.first { $0.name == coding.rawValue } ?? clauses.first { $0.name == "*" }
            if let clause, clause.weight > best.weight { best = (coding, clause.weight) }
        }
        self = best.coding
    }

    /// The stream's body in this coding.
    func encode(_ stream: any ResponseStream) -> any ResponseStream {
        switch self {
        case .identity: stream
        case .gzip: CompressedStream(stream, GzipCompressor())
        case .zstd: CompressedStream(stream, ZstdCompressor())
        }
    }
}

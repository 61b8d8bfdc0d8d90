internal import Configuration
internal import HTTPServer

/// The content codings that a receiver undoes: otelcol's setting `compression_algorithms`.
struct CompressionAlgorithms: Sendable {
    /// All of them, by what Content-Encoding calls them, in otelcol's order. The empty name is that of plain bodies.
    private static let codings: KeyValuePairs<String, ContentCoding> = [
        "": .identity, "gzip": .gzip, "zstd": .zstd, "zlib": .zlib, "snappy": .snappy, "deflate": .zlib, "lz4": .lz4,
        "x-snappy-framed": .framedSnappy,
    ]

    private let allowed: [(name: String, coding: ContentCoding)]

    /// Reads the setting; without it all codings are undone.
    init(_ section: ConfigSection, _ key: String) {
        let names = Self.codings.map(\.key)
        let written = section.stringList(key, default: names)
        for name in written where !names.contains(name) {
            let hint = nearestName(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
            section.fail(at: key, "unknown compression algorithm \"\(name)\"\(hint)")
        }
        allowed = Self.codings.filter { written.contains($0.key) }.map { ($0.key, $0.value) }
    }

    /// The coding of a body, whose Content-Encoding is compared as one word; nil if it isn't allowed.
    func coding(of head: borrowing RequestHead) -> ContentCoding? {
        // In an empty list otelcol sees no reason to look at the header.
        guard !allowed.isEmpty else { return .identity }
        guard let name = head.header("Content-Encoding") else {
            return allowed.first { $0.name.isEmpty }?.coding
        }
        for (allowedName, coding) in allowed where name.equals(allowedName) { return coding }
        return nil
    }
}

import HTTPServer
import Testing

struct ResponseCodingTests {
    @Test(
        arguments: [
            ("", .identity), ("gzip", .gzip), ("identity", .identity), ("GZIP", .gzip), ("deflate", .identity),
            ("zstd", .zstd), ("gzip, zstd", .gzip), ("gzip, deflate, br, zstd", .gzip), ("zstd, gzip;q=0.9", .zstd),
            ("gzip;q=0", .identity), ("gzip;q=0.5", .gzip), ("gzip;q=0.5, identity", .identity),
            ("identity;q=0.5, gzip;q=0.8", .gzip), ("identity, gzip", .identity),
            ("*", .identity), ("identity;q=0, *", .gzip), ("identity;q=0, *;q=0.5, gzip;q=0", .zstd),
            ("identity;q=0", .identity), ("*;q=0", .identity), ("gzip;q=0, *", .identity),
            ("identity;q=0, gzip", .gzip), ("br, gzip ; q = 1", .gzip), ("gzip;Q=0", .identity),
            ("gzip;q=x", .identity), ("gzip;q=nan", .identity), ("gzip;q=-1", .identity), ("gzip;q=inf", .gzip),
            (",,;,", .identity), ("gzip;level=9", .gzip), ("xgzip", .identity), ("gzip;", .gzip), ("gzip;q", .gzip),
        ] as [(String, ResponseCoding)])
    func `takes the coding of the greatest weight`(field: String, expected: ResponseCoding) {
        #expect(ResponseCoding(accepted: field) == expected)
    }

    @Test func `clauses come by weight, equal ones in their order`() {
        let clauses = AcceptClause.clauses(of: "a/b;q=0.2, C/d ; Version = 1.0 ; q=0.9;x,*/*, e/f;q=0.9")
        #expect(clauses.map(\.name) == ["*/*", "c/d", "e/f", "a/b"])
        #expect(clauses.map(\.weight) == [1, 0.9, 0.9, 0.2])
        #expect(clauses[1].parameters == ["version": "1.0"])
    }
}

import Testing

@testable import Exporters

struct AcceptedEncodingTests {
    @Test(
        arguments: [
            ("", .identity), ("gzip", .gzip), ("identity", .identity), ("GZIP", .gzip), ("deflate", .identity),
            ("gzip;q=0", .identity), ("gzip;q=0.5", .gzip), ("gzip;q=0.5, identity", .identity),
            ("identity;q=0.5, gzip;q=0.8", .gzip), ("identity, gzip", .identity), ("*", .identity),
            ("identity;q=0, gzip", .gzip), ("br, gzip ; q = 1", .gzip), ("gzip;q=x", .identity),
            ("gzip;q=nan", .identity),
            (",,;,", .identity), ("gzip;level=9", .gzip), ("xgzip", .identity),
        ] as [(String, AcceptedEncoding)])
    func `takes the coding of the greatest weight`(field: String, expected: AcceptedEncoding) {
        #expect(AcceptedEncoding(field) == expected)
    }
}

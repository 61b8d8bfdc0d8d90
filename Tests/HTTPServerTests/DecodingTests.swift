import TestClient
import TestRandom
import Testing

/// What the server makes of bodies in each content coding, over a connection.
struct DecodingTests {
    private static let whole: [(coding: String, body: [UInt8], count: Int)] = [
        ("gzip", Samples.gzip, 1), ("gzip", Samples.gzip + Samples.gzip, 2), ("deflate", Samples.zlib, 1),
        ("zstd", Samples.zstd, 1), ("zstd", Samples.zstd + Samples.zstd, 2), ("zstd", [], 0),
        // A frame that is to be passed over.
        ("zstd", [0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2] + Samples.zstd, 1),
        ("lz4", Samples.lz4, 1), ("lz4", Samples.lz4 + Samples.lz4, 2), ("lz4", [], 0),
        ("lz4", Samples.lz4 + [0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 1, 2], 1),
        ("snappy", Samples.snappy, 1), ("snappy", [0], 0), ("snappy", Samples.framedSnappy, 1),
        ("x-snappy-framed", Samples.framedSnappy, 1), ("x-snappy-framed", [], 0),
        ("x-snappy-framed", Samples.framedSnappy + Samples.framedSnappy, 2),
        // Padding, what may be passed over, and an empty chunk that isn't compressed.
        ("x-snappy-framed", Samples.framedSnappy + [0xfe, 2, 0, 0, 0, 0], 1),
        ("x-snappy-framed", Samples.framedSnappy + [0x80, 1, 0, 0, 7], 1),
        ("x-snappy-framed", Samples.framedSnappy + [1, 4, 0, 0, 0xd8, 0xea, 0x82, 0xa2], 1),
    ]

    private static let broken: [(coding: String, body: [UInt8], message: String)] = [
        ("gzip", Array("not gzip at all".utf8), "gzip: invalid header"),
        ("gzip", Samples.gzip.dropLast(9), "unexpected EOF"), ("gzip", [], "unexpected EOF"),
        ("gzip", Samples.gzip.dropLast(8) + [0, 0, 0, 0, 17, 0, 0, 0], "gzip: invalid checksum"),
        ("gzip", Samples.gzip.prefix(10) + [0xff, 0xff], "flate: corrupt input before offset 11"),
        ("deflate", Samples.gzip, "zlib: invalid header"),
        ("zstd", Samples.gzip, "invalid input: magic number mismatch"),
        ("zstd", Samples.zstd.dropLast(5), "unexpected EOF"),
        ("zstd", Samples.zstd + Samples.zstd.prefix(3), "unexpected EOF"),
        ("zstd", Samples.zstd.dropLast(4) + [0, 0, 0, 0], "CRC check failed"),
        ("zstd", Samples.zstd.prefix(6) + [0xff, 0xff, 0xff, 0], "zstd: corrupt input"),
        // A window of 64 MiB.
        ("zstd", [0x28, 0xb5, 0x2f, 0xfd, 0, 0x80, 0x0b, 0, 0, 0x61], "window size exceeded"),
        ("lz4", Samples.gzip, "lz4: bad magic number"),
        ("lz4", Samples.lz4.dropLast(5), "unexpected EOF"),
        ("lz4", Samples.lz4.dropLast(4) + [0, 0, 0, 0], "lz4: invalid checksum"),
        ("lz4", Samples.lz4.prefix(6) + [0] + Samples.lz4.dropFirst(7), "lz4: invalid checksum"),
        ("lz4", Samples.lz4.prefix(10) + [0xff, 0xff] + Samples.lz4.dropFirst(12), "lz4: corrupt input"),
        ("snappy", [], "snappy: corrupt input"), ("snappy", [0x80], "snappy: corrupt input"),
        ("snappy", Samples.snappy.dropLast(), "snappy: corrupt input"),
        ("snappy", [0x12] + Samples.snappy.dropFirst(), "snappy: corrupt input"),
        // It says that 1 MB comes of five bytes.
        ("snappy", [0xc0, 0x84, 0x3d, 0, 0x61], "snappy: corrupt input"),
        ("x-snappy-framed", Samples.snappy, "snappy: corrupt input"),
        ("x-snappy-framed", Samples.framedSnappy.dropLast(), "snappy: corrupt input"),
        ("x-snappy-framed", Samples.framedSnappy + [0, 0], "snappy: corrupt input"),
        ("x-snappy-framed", Samples.framedSnappy + [2, 0, 0, 0], "snappy: unsupported input"),
        ("x-snappy-framed", Samples.framedSnappy + [0xff, 0, 0, 0], "snappy: corrupt input"),
        ("x-snappy-framed", Samples.framedSnappy + [1, 3, 0, 0, 0, 0, 0], "snappy: corrupt input"),
        ("x-snappy-framed", Samples.framedSnappy + [1, 4, 0, 0, 0, 0, 0, 0], "snappy: corrupt input"),
    ]

    private let test: TestServer
    private let client: Client

    init() throws {
        test = try TestServer()
        client = test.client()
    }

    private func echo(_ body: [UInt8], _ coding: String, limit: Int = 1 << 20) throws -> Answer {
        client.send(post("/echo?limit=\(limit)", body, "Content-Encoding: \(coding)"))
        return try #require(client.answer())
    }

    @Test func `decodes, each body with what the ones before have left`() throws {
        for (coding, body, count) in Self.whole + Self.whole.reversed() {
            #expect(try echo(body, coding).text == String(repeating: "hello hello hello", count: count), "\(coding)")
        }
    }

    @Test func `refuses what is broken, and goes on`() throws {
        for (coding, body, message) in Self.broken {
            let answer = try echo(body, coding)
            #expect(answer.status == 400, "\(coding) \(body)")
            #expect(answer.text == message + "\n", "\(coding) \(body)")
            for (coding, body) in Samples.all {
                #expect(try echo(body, coding).text == "hello hello hello")
            }
        }
    }

    @Test func `takes no prefix for the whole`() throws {
        for (coding, body) in Samples.all {
            // Ten bytes of the framing format are a stream without chunks.
            for count in 1..<body.count where !(coding == "x-snappy-framed" && count == 10) {
                #expect(try echo(Array(body.prefix(count)), coding).status == 400, "\(count) bytes of \(coding)")
            }
        }
    }

    @Test func `survives whatever comes`() throws {
        let seed = UInt64.random(in: 0...(.max))
        var random = SplitMix64(seed: seed)
        let bombs = ["zstd", "lz4", "snappy", "x-snappy-framed"].map { ($0, Samples.bomb($0, size: 128 << 10)) }
        for (coding, body) in Samples.all + bombs {
            for _ in 0..<100 {
                var changed = body
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    changed[Int.random(in: changed.indices, using: &random)] = UInt8(random.next() % 256)
                }
                let status = try echo(changed, coding, limit: 64 << 10).status
                #expect([200, 400, 413].contains(status), "\(coding), seed \(seed)")
            }
        }
    }

    @Test func `refuses a bomb`() throws {
        for coding in ["zstd", "lz4", "snappy", "x-snappy-framed"] {
            let bomb = Samples.bomb(coding, size: 512 << 10)
            #expect(bomb.count < 32 << 10)
            for limit in [1000, 300 << 10, (512 << 10) - 1] {
                #expect(try echo(bomb, coding, limit: limit).status == 413)
            }
        }
    }

    @Test func `takes what is as large as it may be`() throws {
        for coding in ["zstd", "snappy", "x-snappy-framed"] {
            let answer = try echo(Samples.bomb(coding, size: 512 << 10), coding, limit: 512 << 10)
            #expect(answer.body.count == 512 << 10)
        }
    }
}

/// "hello hello hello", and bombs.
enum Samples {
    static let gzip: [UInt8] = [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0xc8,
        0x40, 0x90, 0x00, 0x80, 0x88, 0xf9, 0xe5, 0x11, 0x00, 0x00, 0x00,
    ]
    static let zlib: [UInt8] = [
        0x78, 0x9c, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0xc8, 0x40, 0x90, 0x00, 0x3a, 0x2e, 0x06, 0x7d,
    ]
    static let zstd: [UInt8] = [
        0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x58, 0x65, 0x00, 0x00, 0x30, 0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x20, 0x01,
        0x00, 0x31, 0x4a, 0x11, 0xa2, 0xed, 0x1e, 0x0c,
    ]
    static let lz4: [UInt8] = [
        0x04, 0x22, 0x4d, 0x18, 0x64, 0x40, 0xa7, 0x11, 0x00, 0x00, 0x80, 0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x20,
        0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x20, 0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x00, 0x00, 0x00, 0x00, 0xb1, 0xcd,
        0x9b, 0x87,
    ]
    static let snappy: [UInt8] = [
        0x11, 0x40, 0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x20, 0x68, 0x65, 0x6c, 0x6c, 0x6f, 0x20, 0x68, 0x65, 0x6c,
        0x6c, 0x6f,
    ]
    static let framedSnappy: [UInt8] =
        [0xff, 0x06, 0, 0, 0x73, 0x4e, 0x61, 0x50, 0x70, 0x59, 0, 0x17, 0, 0, 0xab, 0x04, 0xb5, 0x1d] + snappy

    static let all = [
        ("gzip", gzip), ("deflate", zlib), ("zstd", zstd), ("lz4", lz4), ("snappy", snappy),
        ("x-snappy-framed", framedSnappy),
    ]

    /// A small body that becomes `size` times "a", a multiple of 128 KiB. LZ4's lacks its end.
    static func bomb(_ coding: String, size: Int) -> [UInt8] {
        switch coding {
        case "zstd":
            // Blocks of 128 KiB that say which byte is repeated.
            let blocks = (1...size >> 17).map { [$0 == size >> 17 ? 3 : 2, 0, 0x10, 0x61] as [UInt8] }
            return [0x28, 0xb5, 0x2f, 0xfd, 0, 0x58] + blocks.joined()
        case "lz4":
            // A letter, one match of 65530 bytes, and five letters, as a block has to end.
            let match = [UInt8](repeating: 0xff, count: 256) + [231]
            let block = [11, 1, 0, 0, 0x1f, 0x61, 1, 0] + match + [0x50, 0x61, 0x61, 0x61, 0x61, 0x61]
            return lz4.prefix(7) + Array(repeatElement(block, count: size >> 16).joined())
        case "snappy": return snappyBlock(size: size)
        default:
            // The masked checksum of 64 KiB of "a".
            let chunk = [0x03, 0x88, 0x01, 0x7d] + snappyBlock(size: 64 << 10)
            let head = [0, UInt8(chunk.count & 0xff), UInt8(chunk.count >> 8), 0]
            return framedSnappy.prefix(10) + Array(repeatElement(head + chunk, count: size >> 16).joined())
        }
    }

    private static func snappyBlock(size: Int) -> [UInt8] {
        var length: [UInt8] = []
        var rest = size
        while rest > 0x7f {
            length.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        // A letter, 63 more, and then copies of 64.
        let copies = repeatElement([0xfe, 1, 0] as [UInt8], count: size / 64 - 1).joined()
        return length + [UInt8(rest), 0, 0x61, 0xfa, 1, 0] + copies
    }

    /// Letters, that many, compressed by the server itself.
    static func compressed(size: Int) throws -> [UInt8] {
        let test = try TestServer()
        let client = test.client()
        client.send("GET /stream?bytes=\(size) HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n")
        return try #require(client.answer()).body
    }
}

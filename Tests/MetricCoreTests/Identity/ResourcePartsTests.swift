import TestRandom
import TestRequests
import Testing

@testable import MetricCore

struct `The parts of a resource` {
    private static let writerAttributes = ["host.name", "service.instance.id"]
    private static let hash = ByteHash()

    private func split(_ message: [UInt8]) -> ResourceParts? {
        var parts = ResourceParts(writerAttributes: Self.writerAttributes)
        // The array outlives its span, here and below.
        return parts.split(unsafe message.span.bytes) ? parts : nil
    }

    private func identity(_ message: [UInt8]) throws -> ResourceIdentity {
        try ResourceIdentity(unsafe message.span.bytes, writerAttributes: Self.writerAttributes, Self.hash)
    }

    /// An attribute as SDKs write it.
    private func attribute(_ key: String, _ value: Message) -> Message {
        Message {
            $0.message(1) {
                $0.text(1, key); $0.message(2, value)
            }
        }
    }

    private func text(_ text: String) -> Message { Message { $0.text(1, text) } }

    @Test func `are its attributes as they came, and its writer's`() throws {
        let name = attribute("service.name", text("airflow"))
        let writer = attribute("service.instance.id", text("0c7bff38-f2a5-4a4a-b4bb-3a5ff0a3a5f1"))
        let parts = try #require(split((name + writer + attribute("z", text("é"))).bytes))
        #expect(parts.resource == (name + attribute("z", text("é"))).bytes)
        #expect(parts.writer == writer.bytes)
        let none = try #require(split([]))
        #expect(none.resource.isEmpty && none.writer.isEmpty)
    }

    @Test func `aren't told where bytes might not be the canonical ones`() {
        let id = "service.instance.id"
        let unusual: [String: Message] = [
            "a text that isn't ASCII": attribute(id, text("é")),
            "no text": attribute(id, Message { $0.varint(3, 7) }),
            "no value": attribute(id, Message()),
            "a long text": attribute(id, text(String(repeating: "x", count: 200))),
            "writers out of order": attribute(id, text("a")) + attribute("host.name", text("b")),
            "a value before its key": Message {
                $0.message(1) {
                    $0.message(2, text("a")); $0.text(1, id)
                }
            },
            "two keys": Message {
                $0.message(1) {
                    $0.text(1, "k"); $0.message(2, text("a")); $0.text(1, id)
                }
            },
            "two values":
                Message {
                    $0.message(1) {
                        $0.text(1, id); $0.message(2, text("a")); $0.message(2, text("b"))
                    }
                },
            "another field": attribute("k", text("v")) + Message { $0.varint(2, 1) },
            "what is longer than most": attribute("k", text(String(repeating: "x", count: 20_000))),
            "a broken one": Message { $0.bytes(1, [0x0a, 9]) },
        ]
        for (what, message) in unusual { #expect(split(message.bytes) == nil, "\(what)") }
    }

    @Test func `name the same resource and writer as the whole`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(seed: seed)
        var splitCount = 0
        for _ in 0..<2000 {
            let message = (0..<random.below(5)).reduce(Message()) { message, _ in
                let key = random.among(["a", "service.name", "host.name", "service.instance.id", "é", ""])
                let value = random.among([text("x"), text("y"), text("ü"), text(""), Message { $0.varint(3, 7) }])
                return message + attribute(key, value)
            }
            guard let parts = split(message.bytes) else { continue }
            splitCount += 1
            let whole = try identity(message.bytes)
            #expect(WriterID(canonical: parts.writer, Self.hash) == whole.writer, "seed \(seed)")
            let part = try identity(parts.resource)
            #expect(part.attributes == whole.attributes && part.writer == .none, "seed \(seed)")
        }
        #expect(splitCount > 500)
    }
}

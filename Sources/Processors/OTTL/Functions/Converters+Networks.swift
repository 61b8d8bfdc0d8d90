import MetricCore

extension Converter {
    /// Addresses of machines and pages.
    static let networks: [Converter] = [
        Converter("URL", .string("uri")) { text throws(EvaluationError) in
            .map(try PageAddress(parsing: text).attributes)
        },
        Converter("IsInCIDR", .string("target"), .strings("networks")) { target, networks throws(EvaluationError) in
            let networks = try networks.map { text throws(EvaluationError) in try AddressRange(parsing: text) }
            guard let address = IPAddress(parsing: target) else { return .bool(false) }
            return .bool(networks.contains { $0.contains(address) })
        },
        Converter(
            "CommunityID", variadic: .string("source_ip"), .int("source_port"), .string("destination_ip"),
            .int("destination_port"), .optional(.string("protocol")), .optional(.int("seed")), body: communityID),
    ]
}

/// The hash by which tools know one connection from both of its ends.
private func communityID(
    _ sourceText: String, _ sourcePort: Int64, _ destinationText: String, _ destinationPort: Int64,
    _ protocolName: String?, _ seed: Int64?
) throws(EvaluationError) -> OTTLValue {
    guard let source = IPAddress(parsing: sourceText) else { throw .failed("invalid source IP: \(sourceText)") }
    guard let destination = IPAddress(parsing: destinationText) else {
        throw .failed("invalid destination IP: \(destinationText)")
    }
    guard let first = UInt16(exactly: sourcePort), let second = UInt16(exactly: destinationPort) else {
        throw .failed("a port is a number from 0 to 65535")
    }
    guard let number = protocolNumbers[(protocolName ?? "TCP").uppercased()] else {
        throw .failed("unsupported protocol: \(protocolName ?? "")")
    }
    guard let seed = UInt16(exactly: seed ?? 0) else { throw .failed("a seed is a number from 0 to 65535") }
    let ends = [source.bytes + first.bigEndianBytes, destination.bytes + second.bigEndianBytes]
    let isInOrder = ends[0].lexicographicallyPrecedes(ends[1])
    let (low, high) = isInOrder ? (ends[0], ends[1]) : (ends[1], ends[0])
    let content =
        seed.bigEndianBytes + low.dropLast(2) + high.dropLast(2) + [number, 0] + low.suffix(2) + high.suffix(2)
    return .string("1:\(try Base64(named: "base64").encode(Hashes.sha1(content)))")
}

private let protocolNumbers: [String: UInt8] = [
    "ICMP": 1, "TCP": 6, "UDP": 17, "RSVP": 46, "ICMP6": 58, "SCTP": 132,
]

/// An address of the internet protocol, of either version.
struct IPAddress {
    let bytes: [UInt8]

    /// Reads an address; nil if the text is none.
    init?(parsing text: String) {
        let bytes = text.contains(":") ? Self.version6(text) : Self.version4(text[...])
        guard let bytes else { return nil }
        self.bytes = bytes
    }

    private static func version4(_ text: Substring) -> [UInt8]? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part -> UInt8? in
            guard (1...3).contains(part.count), part.count == 1 || part.first != UInt8(ascii: "0") else { return nil }
            guard part.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else { return nil }
            return UInt8(Substring(part))
        }
        return parts.count == 4 && numbers.count == 4 ? numbers : nil
    }

    /// Eight groups of 16 bits, of which `::` stands for those that are zero; the last two may be of version 4.
    private static func version6(_ text: String) -> [UInt8]? {
        let halves = text.splitAtDoubleColon()
        guard let head = groups(halves.head) else { return nil }
        guard let tail = halves.tail else { return head.count == 16 ? head : nil }
        guard let tail = groups(tail), head.count + tail.count < 16 else { return nil }
        return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
    }

    private static func groups(_ text: Substring) -> [UInt8]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, part.contains(".") {
                guard let last = version4(part) else { return nil }
                bytes += last
            } else {
                guard (1...4).contains(part.utf8.count), part.first != "+", let group = UInt16(part, radix: 16) else {
                    return nil
                }
                bytes += group.bigEndianBytes
            }
        }
        return bytes.count <= 16 ? bytes : nil
    }
}

extension String {
    /// The text before and behind the first `::`.
    fileprivate func splitAtDoubleColon() -> (head: Substring, tail: Substring?) {
        var index = startIndex
        while index < endIndex {
            let rest = self[index...]
            if rest.hasPrefix("::") { return (self[..<index], rest.dropFirst(2)) }
            index = self.index(after: index)
        }
        return (self[...], nil)
    }
}

/// Addresses that begin with the same bits: `10.0.0.0/8`.
struct AddressRange {
    private let first: IPAddress
    private let bitCount: Int

    init(parsing text: String) throws(EvaluationError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = IPAddress(parsing: String(parts[0])), let bitCount = UInt8(parts[1]),
            bitCount <= 8 * first.bytes.count
        else {
            throw .failed("invalid CIDR address: \(text)")
        }
        self.first = first
        self.bitCount = Int(bitCount)
    }

    func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == first.bytes.count else { return false }
        return first.bytes.indices.allSatisfy { index in
            let bits = min(8, max(0, bitCount - 8 * index))
            let mask = UInt8(truncatingIfNeeded: 0xff00 >> bits)
            return (first.bytes[index] ^ address.bytes[index]) & mask == 0
        }
    }
}

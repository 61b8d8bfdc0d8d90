import Glibc

/// The address that a connection comes from.
public struct PeerAddress: Hashable, Sendable, CustomStringConvertible {
    // An IPv6 address; an IPv4 one as "::ffff:a.b.c.d". Both zero for a peer without an address (a unix socket).
    private var high: UInt64 = 0
    private var low: UInt64 = 0
    /// The peer's port; 0 when it has none.
    public private(set) var port: UInt16 = 0

    /// Copies the socket address, if any, that `address` points to.
    init(_ address: UnsafeRawPointer?) {
        guard let address = unsafe address else { return }
        // The family says which of the structures the kernel has filled in.
        switch unsafe Int32(address.loadUnaligned(as: sa_family_t.self)) {
        case AF_INET:
            let internet = unsafe address.loadUnaligned(as: sockaddr_in.self)
            low = 0xffff_0000_0000 | UInt64(UInt32(bigEndian: internet.sin_addr.s_addr))
            port = UInt16(bigEndian: internet.sin_port)
        case AF_INET6:
            let internet = unsafe address.loadUnaligned(as: sockaddr_in6.self)
            (high, low) = unsafe withUnsafeBytes(of: internet.sin6_addr) { bytes in
                unsafe (
                    UInt64(bigEndian: bytes.load(as: UInt64.self)),
                    UInt64(bigEndian: bytes.load(fromByteOffset: 8, as: UInt64.self))
                )
            }
            port = UInt16(bigEndian: internet.sin6_port)
        default: break
        }
    }

    /// The same without the port.
    var withoutPort: PeerAddress {
        var address = self
        address.port = 0
        return address
    }

    /// Whether the peer has no address.
    public var isNone: Bool { high == 0 && low == 0 }

    /// The address without the port, an IPv6 one as RFC 5952 writes it: `10.0.0.1`, `2001:db8::1`.
    public var host: String {
        if high == 0 && low >> 32 == 0xffff {
            return [24, 16, 8, 0].map { String(low >> $0 & 0xff) }.joined(separator: ".")
        }
        let groups = [high, low].flatMap { half in [48, 32, 16, 0].map { half >> $0 & 0xffff } }
        guard let zeros = Self.longestZeros(in: groups) else { return Self.text(groups[...]) }
        return Self.text(groups[..<zeros.lowerBound]) + "::" + Self.text(groups[zeros.upperBound...])
    }

    /// The first of the longest runs of two and more zeros.
    private static func longestZeros(in groups: [UInt64]) -> Range<Int>? {
        var longest = 0..<1
        var start = 0
        for (index, group) in groups.enumerated() {
            if group != 0 {
                start = index + 1
            } else if index + 1 - start > longest.count {
                longest = start..<index + 1
            }
        }
        return longest.count > 1 ? longest : nil
    }

    private static func text(_ groups: ArraySlice<UInt64>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// `10.0.0.1:4711`, or `[2001:db8::1]:4711`.
    public var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}

import Glibc
import Testing

@testable import HTTPServer

struct PeerAddressTests {
    private func address(_ text: String) -> PeerAddress {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = UInt16(4711).bigEndian
        #expect(unsafe inet_pton(AF_INET6, text, &address.sin6_addr) == 1)
        return unsafe PeerAddress(&address)
    }

    @Test(arguments: [
        ("2001:db8:0:0:0:0:0:1", "2001:db8::1"), ("0:0:0:0:0:0:0:1", "::1"), ("fe80:0:0:0:1:2:3:0", "fe80::1:2:3:0"),
        ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("1:0:0:2:3:0:0:4", "1::2:3:0:0:4"), ("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"),
        ("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"), ("2001:DB8:A:B:C:D:E:F", "2001:db8:a:b:c:d:e:f"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
    ])
    func `an address is written the short way`(text: String, expected: String) {
        #expect(address(text).host == expected)
        #expect(!address(text).isNone)
    }

    @Test func `the port stands behind the address`() {
        #expect(address("2001:db8::1").description == "[2001:db8::1]:4711")
        #expect(address("::ffff:192.0.2.1").description == "192.0.2.1:4711")
    }

    @Test func `a peer may have none`() {
        #expect(unsafe PeerAddress(nil).isNone)
    }
}

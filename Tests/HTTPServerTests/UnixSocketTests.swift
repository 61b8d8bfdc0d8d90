import Glibc
import HTTPServer
import TestClient
import Testing

struct UnixSocketTests {
    private let path = "/tmp/windsock-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).sock"

    private func isThere() -> Bool { unsafe access(path, F_OK) == 0 }

    @Test func `listens on a path, which is gone afterwards`() throws {
        let test = try TestServer { $0.address = .unix(path: path) }
        let client = Client(path: path)
        for body in ["one", "two"] {
            client.send(post("/echo", body))
            #expect(client.answer()?.text == body)
        }
        test.server.stop()
        #expect(client.isAtEnd())
        #expect(!isThere())
    }

    @Test func `says that somebody listens there`() throws {
        let test = try TestServer { $0.address = .unix(path: path) }
        let error = #expect(throws: ListenError.self) { try TestServer { $0.address = .unix(path: path) } }
        #expect(error?.description == "listen unix \(path): Address already in use")
        let client = Client(path: path)
        client.send(post("/echo", "x"))
        #expect(client.answer()?.text == "x")
        test.server.stop()
    }

    @Test func `replaces a socket that was left behind`() throws {
        let left = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        unsafe withUnsafePointer(to: &address) { pointer in
            _ = unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(left, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        close(left)
        #expect(isThere())
        let test = try TestServer { $0.address = .unix(path: path) }
        #expect(Client(path: path).isConnected)
        test.server.stop()
    }

    @Test(arguments: [
        ("/no/such/folder/x.sock", "No such file or directory"),
        ("/tmp/" + String(repeating: "x", count: 200), "File name too long"),
    ])
    func `says why it can't`(path: String, text: String) {
        let error = #expect(throws: ListenError.self) { try TestServer { $0.address = .unix(path: path) } }
        #expect(error?.text == text)
    }

    @Test(arguments: [
        (ListenAddress.tcp(host: "::1", port: 0), true), (.tcp(host: "", port: 0, family: .ipv4), true),
        (.tcp(host: "localhost", port: 0, family: .ipv4), true),
        (.tcp(host: "127.0.0.1", port: 0, family: .ipv6), false),
        (.tcp(host: "::1", port: 0, family: .ipv4), false), (.tcp(host: "::", port: 0, family: .ipv6), true),
    ])
    func `a family has its own addresses`(address: ListenAddress, isThere: Bool) {
        #expect(((try? TestServer { $0.address = address }) != nil) == isThere)
    }
}

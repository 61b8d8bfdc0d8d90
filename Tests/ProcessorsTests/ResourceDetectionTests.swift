import Configuration
import Foundation
import Glibc
import Logging
import MetricCore
import Pipeline
import TestRequests
import Testing

@testable import Processors

struct ResourceDetectionTests {
    private func texts(_ attributes: [Attribute]) -> [String] {
        attributes.map { "\($0.key)=\($0.value.text)" }
    }

    @Test(
        arguments: [
            ("", []), ("a=1", ["a=1"]), ("a=1,b=2", ["a=1", "b=2"]), (" a = 1 , b=2,", ["a=1", "b=2"]),
            ("a=1,a=2", ["a=2"]), ("a=x%2Cy%3Dz+w", ["a=x,y=z w"]), ("a=", ["a="]), ("a=b=c", ["a=b=c"]),
        ] as [(String, [String])])
    func `env reads OTEL_RESOURCE_ATTRIBUTES`(text: String, expected: [String]) throws {
        #expect(texts(try EnvironmentDetector(text).detect()) == expected)
    }

    @Test(arguments: ["a", "=1", "a=%", "a=%2", "a=%zz", "a=1,b"])
    func `env refuses what isn't written as it must be`(text: String) {
        #expect(throws: DetectionError.self) { try EnvironmentDetector(text).detect() }
    }

    @Test func `system tells the host's name and system`() throws {
        let detector = SystemDetector(hostNameSources: [.os], facts: [.hostName, .osType])
        var name = [CChar](repeating: 0, count: 256)
        #expect(unsafe gethostname(&name, name.count) == 0)
        let expected = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
        #expect(texts(try detector.detect()) == ["host.name=\(expected)", "os.type=linux"])
    }

    @Test func `docker is asked by its socket`() throws {
        let daemon = try Daemon(
            answering: "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n"
                + #"{"ID": "x", "Name": "node-1", "OSType": "linux", "Containers": 3}"#)
        let detector = DockerDetector(path: daemon.path, timeout: .seconds(5))
        #expect(texts(try detector.detect()) == ["host.name=node-1", "os.type=linux"])
    }

    @Test(arguments: [
        "HTTP/1.0 500 Oops\r\n\r\n{}", "HTTP/1.0 200 OK\r\n\r\n[]", "HTTP/1.0 200 OK\r\n\r\n{\"Name\"", "",
    ])
    func `docker's answer must be understood`(answer: String) throws {
        let daemon = try Daemon(answering: answer)
        #expect(throws: DetectionError.self) {
            try DockerDetector(path: daemon.path, timeout: .seconds(5)).detect()
        }
    }

    @Test func `a daemon that isn't there is told with its path`() {
        do {
            _ = try DockerDetector(path: "/nowhere/docker.sock", timeout: .seconds(1)).detect()
            Issue.record("found")
        } catch {
            #expect(error.reason == "/nowhere/docker.sock can't be reached: No such file or directory")
        }
    }

    @Test(
        arguments: [
            ("override: true", ["[host=new,service=s]m{} 1"]), ("override: false", ["[host=old,service=s]m{} 1"]),
        ] as [(String, [String])])
    func `what is found out stands in resources, the first detector's word before the others'`(
        override: String, expected: [String]
    ) throws {
        let detection = ResourceDetection(
            [EnvironmentDetector("host=new"), EnvironmentDetector("host=other,service=s")],
            overrides: override.hasSuffix("true"), at: SourceLocation(source: ""), .none)
        try detection.start()
        let run = ProcessorRun([.series(detection)])
        try run.send(request(["host": "old"], metrics: gauge("m", point(.int(1)))))
        #expect(run.lines == expected)
    }

    @Test(
        arguments: [
            ("detectors: [env, ec2]", "detectors"), ("refresh_interval: 5m", "refresh_interval"),
            ("system: {hostname_sources: [lookup]}", "system::hostname_sources"),
            ("system: {resource_attributes: {host.ip: {enabled: true}}}", "system::resource_attributes::host.ip"),
            ("timeout: 0", "timeout"),
        ])
    func `faults are told with their key`(yaml: String, key: String) {
        do {
            _ = try ProcessorRun(yaml, as: "resource_detection", ResourceDetectionSettings.init)
            Issue.record("taken: \(yaml)")
        } catch {
            #expect("\(error)".contains("resource_detection::\(key): "), "\(error)")
        }
    }
}

/// Answers one request on a socket of its own.
private final class Daemon {
    let path = "/tmp/windsock-\(UInt32.random(in: 0...(.max))).sock"
    private let socket: Int32

    init(answering answer: String) throws {
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: Array(path.utf8)) }
        // The address lives during the call.
        let status = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(status == 0 && listen(socket, 1) == 0)
        let listening = socket
        Thread.detachNewThread {
            let connection = accept(listening, nil, nil)
            var request = [UInt8](repeating: 0, count: 4096)
            _ = unsafe recv(connection, &request, request.count, 0)
            let bytes = Array(answer.utf8)
            _ = unsafe send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            close(connection)
        }
    }

    deinit {
        close(socket)
        unsafe unlink(path)
    }
}

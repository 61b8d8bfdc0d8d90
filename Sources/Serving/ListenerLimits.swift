internal import Configuration
internal import Glibc
internal import HTTPServer
internal import Logging

/// What a component that listens bounds, under `limits`.
struct ListenerLimits: Sendable {
    let connections: Int
    let connectionsPerClient: Int
    let bodyBytes: Int
    let headerBytes: Int
    let headers: Int

    /// Files that a process needs beside its connections.
    private static let otherFiles = 128

    init(_ section: ConfigSection, _ defaults: ListenerSettings.Defaults) {
        self = section.section("limits") { limits in ListenerLimits(limits: limits, defaults) }
    }

    private init(limits: ConfigSection, _ defaults: ListenerSettings.Defaults) {
        connections = limits.int("connections", default: defaults.connectionsMax, in: 1...1_000_000)
        connectionsPerClient = limits.int("connections_per_client", default: 0, in: 0...1_000_000)
        bodyBytes = limits.int("body_bytes", default: 256 << 20, in: 1...(1 << 40))
        headerBytes = limits.int("header_bytes", default: 16 << 10, in: (2 << 10)...(16 << 20))
        headers = limits.int("headers", default: 100, in: 1...10_000)
    }

    /// Sets a server's limits; no more connections than the system allows files, with a warning.
    func apply(to settings: inout ServerSettings, _ logger: Logger) {
        settings.connectionsMax = connections
        var files = rlimit()
        if unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0 {
            let possible = max(1, Int(clamping: files.rlim_cur) - Self.otherFiles)
            if possible < connections {
                logger.warn(
                    "The system lets this process open too few files for so many connections",
                    ["limits::connections": .int(Int64(connections)), "possible": .int(Int64(possible))])
                settings.connectionsMax = possible
            }
        }
        settings.connectionsPerClientMax = connectionsPerClient
        settings.bodyBytesMax = bodyBytes
        settings.headBytesMax = headerBytes
        settings.headersMax = headers
    }
}

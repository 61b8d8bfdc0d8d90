public import Configuration
public import HTTPServer
internal import Pipeline

/// What the components that listen have in common, as otelcol's confighttp has it.
public struct ListenerSettings: Sendable {
    /// What a component has where nothing is written.
    public struct Defaults: Sendable {
        /// Where it listens; nil if that must be written.
        public var endpoint: Endpoint?
        /// How many connections are open at once.
        public var connectionsMax = 16_384
        /// After how long a connection is closed that brings no further request; nil means never.
        public var idleTimeout: Duration?

        /// A component that listens there.
        public init(endpoint: Endpoint?) {
            self.endpoint = endpoint
        }
    }

    /// Where it listens.
    public let address: ListenAddress
    /// Where that was written.
    public let endpointLocation: SourceLocation
    /// Whether it was.
    public let isEndpointWritten: Bool
    let deadlines: Deadlines
    let keepsConnections: Bool
    let limits: ListenerLimits
    let tls: TLSSettings?
    let access: AccessSettings

    /// Reads the settings out of a component's section, beside the component's own.
    public init(_ section: ConfigSection, _ defaults: Defaults) {
        address = Self.address(section, defaults)
        endpointLocation = section.location(of: "endpoint")
        isEndpointWritten = section.isWritten("endpoint")
        let keepAlive = KeepAlive(section)
        keepsConnections = keepAlive.isEnabled
        deadlines = Deadlines(section, idle: keepAlive.idleTimeout, defaultIdle: defaults.idleTimeout)
        limits = ListenerLimits(section, defaults)
        tls = section.optionalSection("tls", TLSSettings.init)
        access = AccessSettings(section)
        if section.isWritten("dialer") {
            section.section("dialer") { dialer in
                if dialer.optionalDuration("timeout") != nil {
                    dialer.warn(at: "timeout", "means nothing to a server, which dials nobody")
                }
            }
        }
        section.refuse("middlewares")
    }

    private static func address(_ section: ConfigSection, _ defaults: Defaults) -> ListenAddress {
        let transport = section.choice(
            "transport", default: Transport.tcp,
            named: ["tcp": .tcp, "tcp4": .tcp4, "tcp6": .tcp6, "unix": .unix])
        guard transport != .unix else {
            let path = section.string("endpoint")
            if path.isEmpty && section.isWritten("endpoint") { section.fail(at: "endpoint", "is the path of a socket") }
            return .unix(path: path)
        }
        let endpoint =
            defaults.endpoint.map { section.endpoint("endpoint", default: $0) } ?? section.endpoint("endpoint")
        let family: ListenAddress.Family =
            switch transport {
            case .tcp4: .ipv4
            case .tcp6: .ipv6
            case .tcp, .unix: .any
            }
        return .tcp(host: endpoint.host, port: endpoint.port, family: family)
    }

    private enum Transport {
        case tcp, tcp4, tcp6, unix
    }
}

/// Whether connections may bring further requests, and how long they may rest: otelcol's setting and the older ones.
private struct KeepAlive {
    var isEnabled = true
    var idleTimeout: Duration?

    init(_ section: ConfigSection) {
        let older = ["keep_alives_enabled", "idle_timeout"].filter(section.isWritten)
        let written = section.optionalSection("keepalive") { $0.optionalDuration("idle_timeout") }
        if section.isWritten("keepalive") {
            isEnabled = written != nil
            idleTimeout = written ?? nil
            for key in older { section.fail(at: key, "is the older way to say what keepalive says: write one of them") }
        }
        guard !older.isEmpty else { return }
        let wasEnabled = section.bool("keep_alives_enabled", default: true)
        let timeout = section.optionalDuration("idle_timeout")
        guard !section.isWritten("keepalive") else { return }
        isEnabled = wasEnabled
        idleTimeout = timeout
        if !wasEnabled {
            section.warn(
                at: "keep_alives_enabled", "is deprecated; set keepalive::enabled to false to disable keep-alives")
        }
        if let timeout, timeout > .zero {
            section.warn(at: "idle_timeout", "is deprecated; use keepalive::idle_timeout instead")
        }
    }
}

extension Deadlines {
    /// Reads the timeouts; 0 means none.
    fileprivate init(_ section: ConfigSection, idle: Duration?, defaultIdle: Duration?) {
        self.init()
        let head = section.optionalDuration("read_header_timeout")
        let request = section.optionalDuration("read_timeout")
        let answer = section.optionalDuration("write_timeout")
        self.request = request.unlessZero
        if request != nil {
            stall = nil
            self.head = self.request
        }
        if let head { self.head = Optional(head).unlessZero }
        if answer != nil { answerStall = nil }
        self.answer = answer.unlessZero
        self.idle = idle == nil ? defaultIdle : idle.unlessZero
    }
}

extension Duration? {
    fileprivate var unlessZero: Duration? { self == .zero ? nil : self }
}

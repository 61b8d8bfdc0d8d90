internal import Glibc
internal import MetricCore

/// Asks the operating system about the host.
struct SystemDetector: Detector {
    /// What it knows, by the keys of OpenTelemetry's conventions.
    enum Fact: String, CaseIterable, Sendable {
        case hostName = "host.name"
        case hostID = "host.id"
        case hostArchitecture = "host.arch"
        case osType = "os.type"
        case osName = "os.name"
        case osVersion = "os.version"
        case osDescription = "os.description"

        /// Whether it is told unless somebody doesn't want it.
        var isStandard: Bool { self == .hostName || self == .osType }
    }

    let name = "system"
    /// How the host's name is found: the first source that knows one counts.
    let hostNameSources: [HostNameSource]
    let facts: Set<Fact>

    func detect() throws(DetectionError) -> [Attribute] {
        var attributes: [Attribute] = []
        for fact in Fact.allCases where facts.contains(fact) {
            guard let text = try text(of: fact) else { continue }
            attributes.append(Attribute(key: fact.rawValue, value: .string(text)))
        }
        return attributes
    }

    /// Nil for what this system doesn't tell.
    private func text(of fact: Fact) throws(DetectionError) -> String? {
        switch fact {
        case .hostName:
            for source in hostNameSources {
                if let name = source.name { return name }
            }
            throw DetectionError(
                reason: "no source of hostname_sources knows the host's name (\(hostNameSources.map(\.rawValue)))")
        case .hostID: return (firstLine(of: "/etc/machine-id") ?? firstLine(of: "/var/lib/dbus/machine-id"))
        case .hostArchitecture:
            // OpenTelemetry's conventions have names of their own for these.
            switch systemName(of: \.machine) {
            case "x86_64": return "amd64"
            case "aarch64": return "arm64"
            case let other: return other
            }
        case .osType: return "linux"
        case .osName: return osRelease("NAME")
        case .osVersion: return osRelease("VERSION_ID")
        case .osDescription:
            return [osRelease("PRETTY_NAME"), "(\(systemName(of: \.sysname)) \(systemName(of: \.release)))"]
                .compactMap { $0 }.joined(separator: " ")
        }
    }
}

/// Where a host's name is asked for.
enum HostNameSource: String, CaseIterable, Sendable {
    /// The full name: the canonical one of the host's, if it has a domain.
    case dns
    /// The name that the system was given.
    case os
    /// The canonical name of the host's.
    case cname

    /// Nil if it knows none.
    var name: String? {
        let own = systemName(of: \.nodename)
        switch self {
        case .os: return own.isEmpty ? nil : own
        case .cname: return canonicalName(of: own)
        case .dns: return canonicalName(of: own).flatMap { $0.contains(".") ? $0 : nil }
        }
    }
}

/// A text of `uname`.
private func systemName<Text>(of field: KeyPath<utsname, Text>) -> String {
    var names = utsname()
    guard unsafe uname(&names) == 0 else { return "" }
    // Safe: each field is an array of bytes that ends with a zero, copied while `text` lives.
    return unsafe withUnsafeBytes(of: names[keyPath: field]) { text in
        unsafe String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
    }
}

/// The name that the resolver knows a host by.
private func canonicalName(of name: String) -> String? {
    var hints = unsafe addrinfo()
    unsafe hints.ai_flags = AI_CANONNAME
    var first: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(name, nil, &hints, &first) == 0, let found = unsafe first else { return nil }
    defer { unsafe freeaddrinfo(found) }
    // Safe: the list lives until it is freed, and the name is copied before.
    guard let canonical = unsafe found.pointee.ai_canonname else { return nil }
    let text = unsafe String(cString: canonical)
    return text.isEmpty ? nil : text
}

/// A value of /etc/os-release.
private func osRelease(_ key: String) -> String? {
    for line in lines(of: "/etc/os-release") where line.hasPrefix("\(key)=") {
        let value = line.dropFirst(key.count + 1)
        return value.hasPrefix("\"") && value.hasSuffix("\"") && value.count > 1
            ? String(value.dropFirst().dropLast()) : String(value)
    }
    return nil
}

private func firstLine(of path: String) -> String? {
    lines(of: path).first.flatMap { $0.isEmpty ? nil : $0 }
}

/// The lines of a small file; none if it can't be read.
private func lines(of path: String) -> [String] {
    guard let file = unsafe fopen(path, "re") else { return [] }
    defer { unsafe fclose(file) }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
        // Safe: no more is read than there is room for.
        count = unsafe fread(buffer.baseAddress, 1, buffer.count, file)
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
}

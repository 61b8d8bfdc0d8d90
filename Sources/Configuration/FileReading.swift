import Glibc

/// The bytes of a file that a configuration is in or names, 4 MiB at most.
@Sendable public func readFile(_ path: String) throws(ConfigEnvironment.FileFault) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw systemFault() }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
        let count = unsafe read(descriptor, &chunk, chunk.count)
        guard count >= 0 else { throw systemFault() }
        guard count > 0 else { return bytes }
        bytes += chunk[..<count]
        guard bytes.count <= ConfigEnvironment.greatestFileSize else {
            throw ConfigEnvironment.FileFault("more than \(ConfigEnvironment.greatestFileSize >> 20) MiB")
        }
    }
}

private func systemFault() -> ConfigEnvironment.FileFault {
    // strerror gives a text that ends with a zero byte, for any number.
    ConfigEnvironment.FileFault(unsafe String(cString: strerror(errno)))
}

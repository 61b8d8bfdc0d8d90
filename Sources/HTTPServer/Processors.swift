import Glibc

/// How many processors this process may run on, which a container may have narrowed.
public let processors = allowedProcessors(status: text(of: "/proc/self/status")) ?? max(1, online)

private var online: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }

/// Counts the processors in the line `Cpus_allowed:` of a process' status: hexadecimal digits, 32 bits apart by commas.
func allowedProcessors(status: String) -> Int? {
    for line in status.split(separator: "\n") where line.hasPrefix("Cpus_allowed:") {
        let digits = line.dropFirst("Cpus_allowed:".count).compactMap(\.hexDigitValue)
        let count = digits.reduce(0) { $0 + $1.nonzeroBitCount }
        return count > 0 ? count : nil
    }
    return nil
}

/// The beginning of a file, which is enough of those that the kernel makes.
private func text(of path: String) -> String {
    guard let file = unsafe fopen(path, "r") else { return "" }
    defer { unsafe fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = unsafe fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
}

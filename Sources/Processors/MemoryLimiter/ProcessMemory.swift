internal import CMalloc
internal import Configuration
internal import Glibc

/// The memory of a process, as the system tells it.
public struct ProcessMemory: Sendable {
    /// How many bytes it has; nil if the system doesn't tell.
    public let resident: @Sendable () -> Int?
    /// How many it may have.
    let available: @Sendable () -> Int?
    /// Gives what is free back to the system, of which glibc keeps much.
    public let trim: @Sendable () -> Void

    /// This process.
    public static let process = ProcessMemory(
        resident: { pages(file("/proc/self/statm")).map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) } },
        available: { [controlGroup(), total(file("/proc/meminfo"))].compactMap(\.self).min() },
        trim: { malloc_trim(0) })

    /// The pages that are resident, of what /proc/self/statm says.
    static func pages(_ statm: String?) -> Int? {
        guard let words = statm?.split(separator: " "), words.count > 1 else { return nil }
        return Int(words[1])
    }

    /// The machine's memory in bytes, of what /proc/meminfo says.
    static func total(_ meminfo: String?) -> Int? {
        for line in (meminfo ?? "").split(separator: "\n") where line.hasPrefix("MemTotal:") {
            return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 << 10 }
        }
        return nil
    }

    /// The way to the process' control group, of what /proc/self/cgroup says; empty if there is none.
    static func group(_ cgroup: String?) -> String {
        for line in (cgroup ?? "").split(separator: "\n") where line.hasPrefix("0::/") {
            return String(line.dropFirst(4))
        }
        return ""
    }

    /// The least limit of the control groups that the process is in, in bytes.
    private static func controlGroup() -> Int? {
        var names = group(file("/proc/self/cgroup")).split(separator: "/")
        // Within a container the way may lead out of what is seen there, whose top is the container's group.
        var limits = [file("/sys/fs/cgroup/memory/memory.limit_in_bytes")]
        while true {
            limits.append(file("/sys/fs/cgroup/" + names.map { "\($0)/" }.joined() + "memory.max"))
            if names.popLast() == nil { break }
        }
        return limits.compactMap { text in text.flatMap { Int($0.prefix { $0 != "\n" }) } }.min()
    }

    private static func file(_ path: String) -> String? {
        (try? readFile(path)).map { String(decoding: $0, as: UTF8.self) }
    }
}

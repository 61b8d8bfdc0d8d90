import CMalloc
import Glibc

/// Sees to it that memory which isn't needed any more goes back to the system: glibc keeps it, and for each block of
/// some size that is given back takes larger ones out of what it keeps.
struct MemoryUpkeep {
    /// How many free bytes are left to the allocator, which will soon need some of them again.
    private static let keptBytes = 16 << 20

    /// Blocks of more bytes get pages of their own, which go back at once.
    private static let ownPagesBytes: Int32 = 256 << 10

    /// Has all large blocks from now on go back to the system as soon as they are free.
    static func separateLargeBlocks() {
        mallopt(M_MMAP_THRESHOLD, ownPagesBytes)
    }

    /// Looks every ten seconds, until the task is cancelled, whether much is free between the small blocks.
    func run() async {
        while (try? await Task.sleep(for: .seconds(10))) != nil {
            if freeBytes > Self.keptBytes { malloc_trim(0) }
        }
    }

    /// What is resident without being in use, about: code is resident as well, and not all that is in use is.
    private var freeBytes: Int {
        let blocks = mallinfo2()
        return residentBytes - blocks.uordblks - blocks.hblkhd
    }

    private var residentBytes: Int {
        guard let file = unsafe fopen("/proc/self/statm", "r") else { return 0 }
        defer { unsafe fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        guard unsafe fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            .split(separator: " ")
        return words.count > 1 ? (Int(words[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE)) : 0
    }
}

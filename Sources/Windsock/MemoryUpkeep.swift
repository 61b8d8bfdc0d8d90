import CMalloc
import Processors

/// Sees to it that memory which isn't needed any more goes back to the system: glibc keeps it, and for each block of
/// some size that is given back takes larger ones out of what it keeps.
struct MemoryUpkeep {
    /// How many free bytes are left to the allocator, which will soon need some of them again.
    private static let keptBytes = 16 << 20

    /// Blocks of more bytes get pages of their own, which go back at once.
    private static let ownPagesBytes: Int32 = 256 << 10

    private let memory = ProcessMemory.process

    /// Has all large blocks from now on go back to the system as soon as they are free.
    static func separateLargeBlocks() {
        mallopt(M_MMAP_THRESHOLD, ownPagesBytes)
    }

    /// Looks every ten seconds, until the task is cancelled, whether much is free between the small blocks.
    func run() async {
        while (try? await Task.sleep(for: .seconds(10))) != nil {
            if freeBytes > Self.keptBytes { memory.trim() }
        }
    }

    /// What is resident without being in use, about: code is resident as well, and not all that is in use is.
    private var freeBytes: Int {
        let blocks = mallinfo2()
        return (memory.resident() ?? 0) - blocks.uordblks - blocks.hblkhd
    }
}

import Glibc

/// Gives back the pages of code that only the start needed: reading the configuration and linking libraries touch most
/// of the binary, and the kernel maps what lies around as well. What is needed again is mapped again from the file.
func releaseStartupPages() {
    for (start, end) in executableMappings() {
        // Safe: code is mapped privately from a file and never written, so nothing is lost.
        unsafe madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), MADV_DONTNEED)
    }
}

/// The address ranges of this process that hold code from files, by /proc/self/maps.
private func executableMappings() -> [(start: UInt, end: UInt)] {
    guard let file = unsafe fopen("/proc/self/maps", "r") else { return [] }
    defer { unsafe fclose(file) }
    var mappings: [(UInt, UInt)] = []
    var line = [CChar](repeating: 0, count: 4096)
    while unsafe fgets(&line, Int32(line.count), file) != nil {
        // "55bdf2da7000-55bdf35d3000 r-xp 00000000 fe:00 16221119   /usr/bin/windsock"
        let fields = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            .split(whereSeparator: { $0 == " " || $0 == "\n" })
        guard fields.count == 6, fields[1] == "r-xp", fields[5].hasPrefix("/") else { continue }
        let bounds = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        if bounds.count == 2 { mappings.append((bounds[0], bounds[1])) }
    }
    return mappings
}

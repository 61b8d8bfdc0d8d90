internal import Glibc

extension Surroundings {
    /// The system's clock, random numbers and time zones.
    static let system = Surroundings(
        now: {
            var time = timespec()
            // Safe: the time outlives the call, which can't fail for this clock.
            _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
            return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        },
        randomBits: { UInt64.random(in: 0...(.max)) },
        timeZoneFile: zoneFile)

    /// The file of a time zone, which has a few kilobytes.
    private static let zoneFile: @Sendable (String) -> [UInt8]? = { name in
        let isName = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
                || byte == UInt8(ascii: "-") || Character(UnicodeScalar(byte)).isLetter
                || Character(UnicodeScalar(byte)).isNumber
        }
        guard isName, !name.isEmpty, let file = unsafe fopen("/usr/share/zoneinfo/\(name)", "re") else { return nil }
        defer { unsafe fclose(file) }
        return unsafe [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            // Safe: no more is read than there is room for.
            count = unsafe fread(buffer.baseAddress, 1, buffer.count, file)
        }
    }
}

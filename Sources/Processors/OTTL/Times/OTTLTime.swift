/// A point in time, and the zone in which it is shown.
struct OTTLTime: Sendable {
    /// Nanoseconds since 1970, UTC.
    let unixNanoseconds: Int64
    /// The zone; nil is UTC.
    let zone: ZoneOffset?

    init(unixNanoseconds: Int64, zone: ZoneOffset? = nil) {
        self.unixNanoseconds = unixNanoseconds
        self.zone = zone
    }

    /// The time so many nanoseconds later, wrapped around at the ends of 64 bits.
    func advanced(by nanoseconds: Int64) -> OTTLTime {
        OTTLTime(unixNanoseconds: unixNanoseconds &+ nanoseconds, zone: zone)
    }
}

/// How far the clocks of a zone are ahead of UTC at some time, and what the zone is called then.
final class ZoneOffset: Sendable {
    let seconds: Int64
    let name: String

    init(seconds: Int64, name: String) {
        self.seconds = seconds
        self.name = name
    }
}

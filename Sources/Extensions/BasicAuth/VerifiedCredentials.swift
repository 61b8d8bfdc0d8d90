internal import Locking

/// Credentials that were found right not long ago, so that each isn't hashed again with every request.
///
/// They are kept as a keyed hash: who reads this process' memory doesn't find them there.
final class VerifiedCredentials: Sendable {
    private static let capacity = 1000

    private struct Tags {
        var all: Set<Digest.Tag> = []
        /// The same in a ring, the oldest at `next` once it is full.
        var ring: [Digest.Tag] = []
        var next = 0
    }

    private let key = Digest.randomKey()
    private let tags = Locked(Tags())

    func contains(_ credentials: RawSpan) -> Bool {
        let tag = Digest.authentication(of: credentials, key: key)
        return tags.withLock { $0.all.contains(tag) }
    }

    func insert(_ credentials: [UInt8]) {
        // The array outlives its span.
        let tag = unsafe Digest.authentication(of: credentials.span.bytes, key: key)
        tags.withLock { tags in
            guard tags.all.insert(tag).inserted else { return }
            if tags.ring.count < Self.capacity {
                tags.ring.append(tag)
            } else {
                tags.all.remove(tags.ring[tags.next])
                tags.ring[tags.next] = tag
                tags.next = (tags.next + 1) % Self.capacity
            }
        }
    }
}

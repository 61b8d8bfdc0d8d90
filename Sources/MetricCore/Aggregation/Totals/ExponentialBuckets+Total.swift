extension ExponentialBuckets {
    /// Adds another's values at the coarser of the two scales, or at one so coarse that no side has more than `limit`
    /// buckets.
    mutating func add(_ other: ExponentialBuckets, limit: Int) {
        downscale(to: other.scale)
        while true {
            let shift = Int(other.scale) - Int(scale)
            guard
                positive.unionCount(other.positive, coarserBy: shift) > limit
                    || negative.unionCount(other.negative, coarserBy: shift) > limit
            else { break }
            downscale(to: scale - 1)
        }
        zeroThreshold = other.zeroThreshold > zeroThreshold ? other.zeroThreshold : zeroThreshold
        zeroCount &+= other.zeroCount
        let shift = Int(other.scale) - Int(scale)
        positive.makeRoom(for: other.positive, coarserBy: shift)
        positive.combine(other.positive, coarserBy: shift, &+)
        negative.makeRoom(for: other.negative, coarserBy: shift)
        negative.combine(other.negative, coarserBy: shift, &+)
    }

    /// Takes away values that were added.
    mutating func subtract(_ other: ExponentialBuckets) {
        zeroCount &-= other.zeroCount
        let shift = Int(other.scale) - Int(scale)
        positive.combine(other.positive, coarserBy: shift, &-)
        negative.combine(other.negative, coarserBy: shift, &-)
    }

    /// With the values of the buckets that lie within the zero threshold counted as zero.
    func withZeroThresholdApplied() -> ExponentialBuckets {
        guard zeroThreshold > 0 else { return self }
        var shown = self
        shown.moveToZero()
        return shown
    }
}

extension ExponentialBucketCounts {
    /// The indexes of another side's buckets at a scale that is smaller by `shift`.
    private func indexes(coarserBy shift: Int) -> ClosedRange<Int>? {
        guard !counts.isEmpty else { return nil }
        return Int(offset) >> shift...(Int(offset) + counts.count - 1) >> shift
    }

    /// How many buckets both sides together span at the scale of this one.
    func unionCount(_ other: ExponentialBucketCounts, coarserBy shift: Int) -> Int {
        guard let others = other.indexes(coarserBy: shift) else { return counts.count }
        guard let own = indexes(coarserBy: 0) else { return others.count }
        return max(own.upperBound, others.upperBound) - min(own.lowerBound, others.lowerBound) + 1
    }

    /// Adds empty buckets at the ends, so that there is one for each of the other side's.
    mutating func makeRoom(for other: ExponentialBucketCounts, coarserBy shift: Int) {
        guard let others = other.indexes(coarserBy: shift) else { return }
        guard let own = indexes(coarserBy: 0) else {
            offset = Int32(clamping: others.lowerBound)
            counts.append(contentsOf: repeatElement(0, count: others.count))
            return
        }
        if others.upperBound > own.upperBound {
            counts.append(contentsOf: repeatElement(0, count: others.upperBound - own.upperBound))
        }
        if others.lowerBound < own.lowerBound {
            counts.insert(contentsOf: repeatElement(0, count: own.lowerBound - others.lowerBound), at: 0)
            offset = Int32(clamping: others.lowerBound)
        }
    }

    /// Combines each of the other side's buckets with the one that it belongs to here, which is there.
    @inline(__always)
    mutating func combine(
        _ other: ExponentialBucketCounts, coarserBy shift: Int, _ operation: (UInt64, UInt64) -> UInt64
    ) {
        let (first, ownFirst, shift) = (Int(other.offset), Int(offset), min(shift, Int.bitWidth - 1))
        let others = other.counts.span
        var own = counts.mutableSpan
        for index in others.indices {
            // All of these are numbers of 33 bits at most.
            let target = (first &+ index) &>> shift &- ownFirst
            own[target] = operation(own[target], others[index])
        }
    }
}

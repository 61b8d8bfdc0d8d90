/// One quantile of a summary.
public struct QuantileValue: Equatable, Sendable {
    /// From 0 to 1.
    public var quantile: Double
    /// The value at that quantile.
    public var value: Double

    /// Makes a quantile.
    public init(quantile: Double = 0, value: Double = 0) {
        self.quantile = quantile
        self.value = value
    }

    /// Reads the message whose length comes next.
    init(reading reader: inout WireReader) throws(WireError) {
        self.init()
        let outer = try reader.enter()
        while !reader.isAtEnd {
            let tag = try reader.tag()
            switch tag {
            case .fixed64(1): quantile = Double(bitPattern: try reader.fixed64())
            case .fixed64(2): value = Double(bitPattern: try reader.fixed64())
            default: try reader.skipUnknown(tag, known: fieldNumbers(1...2))
            }
        }
        reader.leave(outer)
    }
}

extension Batch {
    /// The quantiles of a summary's point, in the order sent.
    public func quantiles(of point: DataPoint, in request: RawSpan) -> [QuantileValue] {
        var reader = WireReader(request, in: point.message.offsets)
        var quantiles: [QuantileValue] = []
        do {
            while !reader.isAtEnd {
                let tag = try reader.tag()
                if tag == .bytes(6) {
                    quantiles.append(try QuantileValue(reading: &reader))
                } else {
                    try reader.skip(tag)
                }
            }
        } catch {
            preconditionFailure("the scan has checked this summary: \(error)")
        }
        return quantiles
    }
}

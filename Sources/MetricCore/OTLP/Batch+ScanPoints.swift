extension Batch {
    /// Reads a data point to its end.
    ///
    /// Each type works on a copy of the reader, which stays in registers.
    @inline(__always)
    mutating func scanPoint(of type: MetricType, _ reader: WireReader) throws(WireError) {
        switch type {
        case .gauge, .sum: if !scanPlainNumber(reader) { try scanNumber(reader) }
        case .histogram: try scanHistogram(reader)
        case .exponentialHistogram: try scanExponentialHistogram(reader)
        case .summary: try scanSummary(reader)
        case .empty: preconditionFailure("a metric without data has no points")
        }
    }

    /// Reads a number data point with the fields that nearly all have, in the order in which SDKs write them: start,
    /// time, value, attributes.
    ///
    /// - Returns: Whether it was such a point; if not, nothing has happened.
    @inline(__always)
    private mutating func scanPlainNumber(_ message: WireReader) -> Bool {
        var reader = message
        guard points.count < Self.pointLimit, let start = reader.next(.fixed64(2)),
            let time = reader.next(.fixed64(3))
        else { return false }
        let number: NumberValue
        if let bits = reader.next(.fixed64(6)) {
            number = .int(Int64(bitPattern: bits))
        } else if let bits = reader.next(.fixed64(4)) {
            number = .double(Double(bitPattern: bits))
        } else {
            return false
        }
        let attributes = reader.offset
        reader.skipRun(of: .bytes(7))
        guard reader.isAtEnd else { return false }
        points.append(
            DataPoint(
                message: ByteRange(message.offset..<message.limit), startTime: start, time: time, number: number,
                attributes: ByteRange(attributes..<reader.offset)))
        return true
    }

    private mutating func scanNumber(_ message: WireReader) throws(WireError) {
        var reader = message
        let range = reader.offset..<reader.limit
        var point = DataPoint(message: ByteRange(range))
        var attributes = FieldRun()
        while !reader.isAtEnd {
            let start = reader.offset
            let tag = try reader.tag()
            switch tag {
            case .fixed64(2): point.startTime = try reader.fixed64()
            case .fixed64(3): point.time = try reader.fixed64()
            case .fixed64(4): point.number = .double(Double(bitPattern: try reader.fixed64()))
            case .fixed64(6): point.number = .int(Int64(bitPattern: try reader.fixed64()))
            case .bytes(7):
                _ = try reader.lengthDelimited()
                attributes.extend(with: start..<reader.offset)
            case .bytes(5):
                try checkExemplar(reader.message())
                point.hasExemplars = true
            case .varint(8): point.flags = UInt32(truncatingIfNeeded: try reader.varint())
            default: try reader.skipUnknown(tag, known: fieldNumbers(2...8))
            }
        }
        try append(point, attributes, field: 7, range, reader.bytes)
    }

    private mutating func scanHistogram(_ message: WireReader) throws(WireError) {
        var reader = message
        let range = reader.offset..<reader.limit
        var point = DataPoint(message: ByteRange(range), detail: UInt32(histograms.count))
        var fields = HistogramFields()
        var attributes = FieldRun()
        var counts = PackedField()
        var bounds = PackedField()
        while !reader.isAtEnd {
            let start = reader.offset
            let tag = try reader.tag()
            switch tag {
            case .fixed64(2): point.startTime = try reader.fixed64()
            case .fixed64(3): point.time = try reader.fixed64()
            case .fixed64(4): fields.count = try reader.fixed64()
            case .fixed64(5): fields.sum = Double(bitPattern: try reader.fixed64())
            case .bytes(6), .fixed64(6): try counts.read(tag, &reader)
            case .bytes(7), .fixed64(7): try bounds.read(tag, &reader)
            case .bytes(8):
                try checkExemplar(reader.message())
                point.hasExemplars = true
            case .bytes(9):
                _ = try reader.lengthDelimited()
                attributes.extend(with: start..<reader.offset)
            case .varint(10): point.flags = UInt32(truncatingIfNeeded: try reader.varint())
            case .fixed64(11): fields.min = Double(bitPattern: try reader.fixed64())
            case .fixed64(12): fields.max = Double(bitPattern: try reader.fixed64())
            default: try reader.skipUnknown(tag, known: fieldNumbers(2...12))
            }
        }
        fields.bucketCounts =
            counts.pieces < 2 ? counts.range : try gather(fieldNumber(6), of: range, in: reader.bytes)
        fields.explicitBounds =
            bounds.pieces < 2 ? bounds.range : try gather(fieldNumber(7), of: range, in: reader.bytes)
        histograms.append(fields)
        try append(point, attributes, field: 9, range, reader.bytes)
    }

    private mutating func scanExponentialHistogram(_ message: WireReader) throws(WireError) {
        var reader = message
        let range = reader.offset..<reader.limit
        var point = DataPoint(message: ByteRange(range), detail: UInt32(exponentialHistograms.count))
        var fields = ExponentialHistogramFields()
        var attributes = FieldRun()
        var positivePieces = 0
        var negativePieces = 0
        while !reader.isAtEnd {
            let start = reader.offset
            let tag = try reader.tag()
            switch tag {
            case .bytes(1):
                _ = try reader.lengthDelimited()
                attributes.extend(with: start..<reader.offset)
            case .fixed64(2): point.startTime = try reader.fixed64()
            case .fixed64(3): point.time = try reader.fixed64()
            case .fixed64(4): fields.count = try reader.fixed64()
            case .fixed64(5): fields.sum = Double(bitPattern: try reader.fixed64())
            case .varint(6): fields.scale = zigzag(try reader.varint())
            case .fixed64(7): fields.zeroCount = try reader.fixed64()
            case .bytes(8):
                fields.positive = try checkBuckets(reader.message())
                positivePieces += 1
            case .bytes(9):
                fields.negative = try checkBuckets(reader.message())
                negativePieces += 1
            case .varint(10): point.flags = UInt32(truncatingIfNeeded: try reader.varint())
            case .bytes(11):
                try checkExemplar(reader.message())
                point.hasExemplars = true
            case .fixed64(12): fields.min = Double(bitPattern: try reader.fixed64())
            case .fixed64(13): fields.max = Double(bitPattern: try reader.fixed64())
            case .fixed64(14): fields.zeroThreshold = Double(bitPattern: try reader.fixed64())
            default: try reader.skipUnknown(tag, known: fieldNumbers(1...14))
            }
        }
        if positivePieces > 1 { fields.positive = try gather(fieldNumber(8), of: range, in: reader.bytes) }
        if negativePieces > 1 { fields.negative = try gather(fieldNumber(9), of: range, in: reader.bytes) }
        exponentialHistograms.append(fields)
        try append(point, attributes, field: 1, range, reader.bytes)
    }

    private mutating func scanSummary(_ message: WireReader) throws(WireError) {
        var reader = message
        let range = reader.offset..<reader.limit
        var point = DataPoint(message: ByteRange(range), detail: UInt32(summaries.count))
        var fields = SummaryFields()
        var attributes = FieldRun()
        while !reader.isAtEnd {
            let start = reader.offset
            let tag = try reader.tag()
            switch tag {
            case .fixed64(2): point.startTime = try reader.fixed64()
            case .fixed64(3): point.time = try reader.fixed64()
            case .fixed64(4): fields.count = try reader.fixed64()
            case .fixed64(5): fields.sum = Double(bitPattern: try reader.fixed64())
            case .bytes(6): _ = try QuantileValue(reading: &reader)
            case .bytes(7):
                _ = try reader.lengthDelimited()
                attributes.extend(with: start..<reader.offset)
            case .varint(8): point.flags = UInt32(truncatingIfNeeded: try reader.varint())
            default: try reader.skipUnknown(tag, known: fieldNumbers(2...8))
            }
        }
        summaries.append(fields)
        try append(point, attributes, field: 7, range, reader.bytes)
    }

    /// Ends a point: its attributes are what names its series.
    @inline(__always)
    private mutating func append(
        _ point: DataPoint, _ attributes: FieldRun, field: UInt64, _ message: Range<Int>, _ request: RawSpan
    ) throws(WireError) {
        guard points.count < Self.pointLimit else { throw .tooManyPoints }
        var point = point
        point.attributes = try range(of: attributes, 1 << field, message, keepsTags: true, request)
        points.append(point)
    }

    private func checkExemplar(_ message: WireReader) throws(WireError) {
        var exemplar = message
        try IdentityMessage.exemplar.check(&exemplar)
        var fields = message
        while !fields.isAtEnd {
            let tag = try fields.tag()
            guard tag == .bytes(4) || tag == .bytes(5) else {
                try fields.skip(tag)
                continue
            }
            let identifier = try fields.lengthDelimited()
            guard identifier.isEmpty || identifier.count == (tag.number == 4 ? 8 : 16) else {
                throw .invalidIdentifierLength(at: identifier.lowerBound)
            }
        }
    }

    private func checkBuckets(_ message: WireReader) throws(WireError) -> ByteRange {
        var reader = message
        try ExponentialBucketCounts.check(&reader)
        return ByteRange(message.offset..<message.limit)
    }
}

/// Repeated 8-byte values: packed into one field as a rule, a field each at the sender's choice.
private struct PackedField {
    var range = ByteRange.empty
    var pieces = 0

    mutating func read(_ tag: WireTag, _ reader: inout WireReader) throws(WireError) {
        let start = reader.offset
        if tag.wireType == 1 {
            _ = try reader.fixed64()
            range = ByteRange(start..<reader.offset)
        } else {
            let values = try reader.lengthDelimited()
            guard values.count % 8 == 0 else { throw .unevenPackedField(at: start) }
            range = ByteRange(values)
        }
        pieces += 1
    }
}

/// Protobuf's way to write signed numbers of either sign shortly.
func zigzag(_ value: UInt64) -> Int32 {
    let value = UInt32(truncatingIfNeeded: value)
    return Int32(bitPattern: value >> 1) ^ -Int32(bitPattern: value & 1)
}

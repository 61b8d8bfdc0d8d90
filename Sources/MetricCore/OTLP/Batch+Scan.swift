extension Batch {
    /// Reads a whole `ExportMetricsServiceRequest` in one pass and notes where everything is.
    ///
    /// Only what names resources, scopes, metrics and series is left unchecked here: the registry knows most of it by
    /// its bytes and checks the rest.
    ///
    /// - Throws: ``WireError``; the batch is empty then.
    public mutating func scan(_ request: RawSpan) throws(WireError) {
        removeAll()
        guard request.byteCount < Int(UInt32.max) / 2 else { throw .tooLarge }
        requestByteCount = request.byteCount
        do {
            var reader = WireReader(request)
            while !reader.isAtEnd {
                let tag = try reader.tag()
                switch tag {
                case .bytes(1):
                    let outer = try reader.enter()
                    try scanResourceMetrics(&reader)
                    reader.leave(outer)
                default: try reader.skipUnknown(tag, known: fieldNumber(1))
                }
            }
        } catch {
            removeAll()
            throw error
        }
    }

    private mutating func scanResourceMetrics(_ reader: inout WireReader) throws(WireError) {
        let message = reader.offset..<reader.limit
        let index = resources.count
        try checkGroups()
        resources.append(ResourceGroup(scopes: scopes.count..<scopes.count))
        try scanScopes(of: index, field: 2, &reader)
        if resources[index].scopes.isEmpty {
            // Where the scopes stood until OTLP 0.15; otelcol still reads them if there are no others.
            var again = WireReader(reader.bytes, in: message)
            try scanScopes(of: index, field: 1000, &again)
        }
    }

    private func checkGroups() throws(WireError) {
        guard resources.count + scopes.count + metrics.count < Self.groupLimit else { throw .tooManyGroups }
    }

    private mutating func scanScopes(
        of index: Int, field scopeField: UInt32, _ reader: inout WireReader
    ) throws(WireError) {
        let message = reader.offset..<reader.limit
        var pieces = 0
        while !reader.isAtEnd {
            let tag = try reader.tag()
            switch tag {
            case .bytes(1):
                resources[index].resource = ByteRange(try reader.lengthDelimited())
                pieces += 1
            case .bytes(scopeField):
                let outer = try reader.enter()
                try scanScopeMetrics(&reader)
                reader.leave(outer)
            case .bytes(3): resources[index].schemaURL = ByteRange(try reader.lengthDelimited())
            case .bytes(2), .bytes(1000): try reader.skip(tag)
            default: try reader.skipUnknown(tag, known: fieldNumbers(1...3))
            }
        }
        if pieces > 1 { resources[index].resource = try gather(.resource, of: message, in: reader.bytes) }
        resources[index].scopes = resources[index].scopes.lowerBound..<scopes.count
    }

    private mutating func scanScopeMetrics(_ reader: inout WireReader) throws(WireError) {
        let message = reader.offset..<reader.limit
        let index = scopes.count
        try checkGroups()
        scopes.append(ScopeGroup(metrics: metrics.count..<metrics.count))
        var pieces = 0
        while !reader.isAtEnd {
            let tag = try reader.tag()
            switch tag {
            case .bytes(1):
                scopes[index].scope = ByteRange(try reader.lengthDelimited())
                pieces += 1
            case .bytes(2):
                let outer = try reader.enter()
                try scanMetric(&reader)
                reader.leave(outer)
            case .bytes(3): scopes[index].schemaURL = ByteRange(try reader.lengthDelimited())
            default: try reader.skipUnknown(tag, known: fieldNumbers(1...3))
            }
        }
        if pieces > 1 { scopes[index].scope = try gather(.scope, of: message, in: reader.bytes) }
        scopes[index].metrics = scopes[index].metrics.lowerBound..<metrics.count
        scopes[index].identity = scopeIdentity(scopes[index], in: reader.bytes)
    }

    private mutating func scanMetric(_ reader: inout WireReader) throws(WireError) {
        let message = reader.offset..<reader.limit
        var group = MetricGroup(message: ByteRange(message), points: points.count..<points.count)
        var header = FieldRun()
        while !reader.isAtEnd {
            let start = reader.offset
            let tag = try reader.tag()
            switch tag {
            case .bytes(1), .bytes(2), .bytes(3):
                _ = try reader.lengthDelimited()
                header.extend(with: start..<reader.offset)
            case .bytes(5): try scanData(.gauge, of: &group, &reader)
            case .bytes(7): try scanData(.sum, of: &group, &reader)
            case .bytes(9): try scanData(.histogram, of: &group, &reader)
            case .bytes(10): try scanData(.exponentialHistogram, of: &group, &reader)
            case .bytes(11): try scanData(.summary, of: &group, &reader)
            case .bytes(12):
                let outer = try reader.enter()
                try IdentityMessage.keyValue.check(&reader)
                reader.leave(outer)
            default:
                try reader.skipUnknown(
                    tag, known: fieldNumbers(1...3) | fieldNumber(5) | fieldNumber(7) | fieldNumbers(9...12))
            }
        }
        group.header = try range(of: header, fieldNumbers(1...3), message, keepsTags: true, reader.bytes)
        group.points = group.points.lowerBound..<points.count
        try checkGroups()
        metrics.append(group)
    }

    private mutating func scanData(
        _ type: MetricType, of group: inout MetricGroup, _ reader: inout WireReader
    ) throws(WireError) {
        if group.shape.type != type {
            // The data fields are one of a kind: the last one counts, and what came under another falls away.
            try checkAttributes(ofPointsFrom: group.points.lowerBound, group.shape.type, in: reader.bytes)
            points.removeLast(points.count - group.points.lowerBound)
            group.shape = MetricShape(type: type)
        }
        let outer = try reader.enter()
        while !reader.isAtEnd {
            let tag = try reader.tag()
            switch tag {
            case .bytes(1):
                try scanPoint(of: type, reader.message())
            case .varint(2) where type != .gauge && type != .summary:
                group.shape.temporality = AggregationTemporality(wireValue: try reader.varint())
            case .varint(3) where type == .sum: group.shape.isMonotonic = try reader.varint() != 0
            default:
                let known =
                    switch type {
                    case .sum: fieldNumbers(1...3)
                    case .histogram, .exponentialHistogram: fieldNumbers(1...2)
                    default: fieldNumber(1)
                    }
                try reader.skipUnknown(tag, known: known)
            }
        }
        reader.leave(outer)
    }
}

extension Batch {
    /// Checks what the registry won't see of points that are about to fall away.
    private func checkAttributes(
        ofPointsFrom start: Int, _ type: MetricType, in request: RawSpan
    ) throws(WireError) {
        for point in points[start...] {
            var reader = WireReader(bytes(at: point.attributes, in: request))
            try IdentityMessage(pointOf: type).check(&reader)
        }
    }
}

// MARK: - Fields in pieces

/// Fields that belong together, as long as they follow each other without a gap: which is how they are sent, though
/// protobuf doesn't ask for it.
struct FieldRun {
    private(set) var start = -1
    private(set) var end = -1
    private(set) var isBroken = false

    @inline(__always)
    mutating func extend(with field: Range<Int>) {
        if end == field.lowerBound {
            end = field.upperBound
        } else if start < 0 {
            start = field.lowerBound
            end = field.upperBound
        } else {
            isBroken = true
        }
    }
}

extension Batch {
    /// The bytes of a run of fields, put together if they came in pieces.
    @inline(__always)
    mutating func range(
        of run: FieldRun, _ numbers: UInt64, _ message: Range<Int>, keepsTags: Bool, _ request: RawSpan
    ) throws(WireError) -> ByteRange {
        if run.isBroken { return try gather(numbers, of: message, in: request, keepsTags: keepsTags) }
        return run.start < 0 ? .empty : ByteRange(run.start..<run.end)
    }

    /// Puts together what a message holds in the fields of these numbers: their contents, or the whole fields.
    ///
    /// Contents of repeated fields thus become one packed field, and those of a message that came twice become the
    /// message that protobuf merges them into.
    mutating func gather(
        _ numbers: UInt64, of message: Range<Int>, in request: RawSpan, keepsTags: Bool = false
    ) throws(WireError) -> ByteRange {
        let start = gathered.count
        try gathered.append(numbers, of: message, in: request, keepsTags: keepsTags)
        return ByteRange(requestByteCount + start..<requestByteCount + gathered.count)
    }

    /// Puts together a resource or a scope that came in pieces, each of which must be whole: what one lacks isn't taken
    /// from the next.
    private mutating func gather(
        _ identity: IdentityMessage, of message: Range<Int>, in request: RawSpan
    ) throws(WireError) -> ByteRange {
        var reader = WireReader(request, in: message)
        while !reader.isAtEnd {
            let tag = try reader.tag()
            guard tag == .bytes(1) else {
                try reader.skip(tag)
                continue
            }
            let outer = try reader.enter()
            try identity.check(&reader)
            reader.leave(outer)
        }
        return try gather(fieldNumber(1), of: message, in: request)
    }

    /// The scope's message with the schema URL behind it; nothing is copied for a scope without one.
    private mutating func scopeIdentity(_ group: ScopeGroup, in request: RawSpan) -> ByteRange {
        guard !group.schemaURL.isEmpty else { return group.scope }
        let start = gathered.count
        gathered += copy(of: group.scope, in: request)
        gathered.append(request, in: group.schemaURL.offsets)
        return ByteRange(requestByteCount + start..<requestByteCount + gathered.count)
    }

    private func copy(of range: ByteRange, in request: RawSpan) -> [UInt8] {
        let bytes = bytes(at: range, in: request)
        var copy: [UInt8] = []
        copy.append(bytes, in: 0..<bytes.byteCount)
        return copy
    }
}

extension [UInt8] {
    /// Appends what a message holds in the fields of these numbers: their contents, or the whole fields.
    mutating func append(
        _ numbers: UInt64, of message: Range<Int>, in request: RawSpan, keepsTags: Bool
    ) throws(WireError) {
        var reader = WireReader(request, in: message)
        while !reader.isAtEnd {
            let field = reader.offset
            let tag = try reader.tag()
            let value = reader.offset
            guard tag.number < 64, numbers >> UInt64(tag.number) & 1 == 1 else {
                try reader.skip(tag)
                continue
            }
            if keepsTags || tag.wireType != 2 {
                try reader.skip(tag)
                append(request, in: (keepsTags ? field : value)..<reader.offset)
            } else {
                append(request, in: try reader.lengthDelimited())
            }
        }
    }
}

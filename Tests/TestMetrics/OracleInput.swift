/// A request as libprotobuf-c has to be handed it, so that it must say the same of it as the scan does.
///
/// Where the two differ by design, this makes up for it, each with the reason. Malformed parts stay as they are: both
/// sides find them.
struct OracleInput {
    /// The request to unpack.
    private(set) var bytes: [UInt8] = []
    /// Why the scan must refuse the request though libprotobuf-c may take it.
    private(set) var refusals: [String] = []

    init(_ request: [UInt8]) {
        bytes = normalised(request[...], MessageSchema.request, depth: 0)
    }

    private mutating func normalised(_ bytes: ArraySlice<UInt8>, _ message: String, depth: Int) -> [UInt8] {
        // libprotobuf-c recurses without a limit; the scan stops at 128 values inside one another.
        let depth = message == "AnyValue" ? depth + 1 : depth
        if depth > 128 {
            refusals.append("nested too deep")
            return Array(bytes)
        }
        var fields: [WireField] = []
        var rest = bytes
        while !rest.isEmpty {
            guard let field = WireField(&rest) else { return Array(fields.map(\.bytes).joined() + rest) }
            // libprotobuf-c takes a field of number 0 whose tag is longer than a byte, and cuts numbers to 29 bits.
            if field.number == 0 || field.number >= 1 << 29 { refusals.append("invalid field number") }
            // libprotobuf-c takes whatever bytes it is given for a bool.
            if field.wireType != 0, MessageSchema.otlp.field(message, field.number)?.kind == .bool {
                refusals.append("wire type of a bool")
            }
            fields.append(field)
        }
        restoreScopes(&fields, message)
        // libprotobuf-c refuses groups, which are unknown fields like others.
        fields.removeAll { $0.wireType == 3 && MessageSchema.otlp.field(message, $0.number) == nil }
        joinPieces(&fields, message)
        for index in fields.indices {
            let field = fields[index]
            guard field.wireType == 2, let known = MessageSchema.otlp.field(message, field.number) else { continue }
            if case .message(let inner) = known.kind {
                fields[index].content = normalised(field.content[...], inner, depth: depth)
            } else {
                checkLength(of: field, known.name)
            }
        }
        return Array(fields.map(\.bytes).joined())
    }

    /// Until OTLP 0.15 scopes stood in field 1000, and are read there if there are no others.
    private func restoreScopes(_ fields: inout [WireField], _ message: String) {
        guard message == "ResourceMetrics", !fields.contains(where: { $0.number == 2 && $0.wireType == 2 }) else {
            return
        }
        for index in fields.indices where fields[index].number == 1000 && fields[index].wireType == 2 {
            fields[index].number = 2
        }
    }

    /// A message that comes in pieces is what its pieces say one after the other; libprotobuf-c loses a number that only
    /// the first of them sets, and of the pieces of a metric's data takes the last.
    private func joinPieces(_ fields: inout [WireField], _ message: String) {
        let numbers: Set<Int> =
            switch message {
            case "ResourceMetrics", "ScopeMetrics": [1]
            case "ExponentialHistogramDataPoint": [8, 9]
            case "Metric": [5, 7, 9, 10, 11]
            default: []
            }
        // Of a metric's data what came before another type is gone; of the others each number is for itself.
        var joined: [WireField] = []
        var last: [Int: Int] = [:]
        for field in fields {
            guard field.wireType == 2, numbers.contains(field.number) else {
                joined.append(field)
                continue
            }
            // A piece that is cut off must not go on in the next one.
            if let index = last[field.number], joined[index].holdsFields {
                joined[index].content += field.content
            } else {
                if message == "Metric" { last = [:] }
                last[field.number] = joined.count
                joined.append(field)
            }
        }
        fields = joined
    }

    /// libprotobuf-c knows no fixed lengths; otelcol refuses ids of other lengths.
    private mutating func checkLength(of field: WireField, _ name: String) {
        let length = name == "trace_id" ? 16 : name == "span_id" ? 8 : nil
        if let length, !field.content.isEmpty, field.content.count != length { refusals.append("length of \(name)") }
    }
}

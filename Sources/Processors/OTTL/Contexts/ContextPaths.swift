import MetricCore

/// Finds the places of a request that paths name, for statements that run on items of one level.
struct ContextPaths: PathResolver {
    typealias Request = PathRequest<StatementContext>

    /// What the statements run on.
    let level: StatementLevel
    /// Whether paths without the name of a level are those of this one.
    let allowsShortPaths: Bool
    /// Is told which attributes of resources are looked at.
    let notes: ResourceKeyNotes

    func resolve(_ path: Request) throws(CompileError) -> Place<StatementContext> {
        guard let first = path.fields.first else { throw unknown(path, path.fields[...], of: level.name) }
        if first.name == "otelcol", path.fields.count > 1 {
            guard let found = try Place.ofRequest(path.fields[...].dropFirst()) else {
                throw unknown(path, path.fields.dropFirst(), of: first.name)
            }
            return found
        }
        if let named = StatementLevel(first.name), path.fields.count > 1, first.keys.isEmpty,
            level >= named, isKnown(first.name)
        {
            return try place(path.fields.dropFirst(), at: named, path)
        }
        guard allowsShortPaths else { throw CompileError(problem: problem(ofShort: first.name), range: first.range) }
        return try place(path.fields[...], at: level, path)
    }

    /// The older name of scopes is known below them only.
    private func isKnown(_ levelName: String) -> Bool {
        levelName != "instrumentation_scope" || level > .scope
    }

    private func place(
        _ fields: ArraySlice<Request.Field>, at named: StatementLevel, _ path: Request
    ) throws(CompileError) -> Place<StatementContext> {
        guard let name = fields.first?.name, Self.fields(of: named).contains(name) else {
            throw unknown(path, fields, of: named.name)
        }
        if name == "cache" { return try cache(fields, at: named, path) }
        let found: Place<StatementContext>?
        switch named {
        case .resource:
            found = try Place.ofResource(fields)
            if name == "attributes" { notes.note(fields.lastKeys) }
        case .scope: found = try Place.ofScope(fields)
        case .metric: found = try Place.ofMetric(fields, from: level)
        case .datapoint: found = try Place.ofDataPoint(fields)
        case .exemplar: found = try Place.ofExemplar(fields)
        }
        guard let found else { throw unknown(path, fields, of: named.name) }
        // Other items see what is written above the one that the statement runs on.
        return named == level ? found : found.writing(found.writtenRealm.union(.others))
    }

    private func cache(
        _ fields: ArraySlice<Request.Field>, at named: StatementLevel, _ path: Request
    ) throws(CompileError) -> Place<StatementContext> {
        guard fields.count == 1, let field = fields.first else { throw unknown(path, fields, of: named.name) }
        guard named == level else {
            throw CompileError(
                problem: .failed("only the cache of the item itself can be reached: \(level.name).cache"),
                range: path.range)
        }
        return Place.map(.cache, field.keys, realm: .cache)
    }

    /// What is wrong with a path that doesn't begin with a level: which one may be meant, the nearest first.
    private func problem(ofShort field: String) -> CompileError.Problem {
        let levels = StatementLevel.allCases.filter { $0 <= level }
        let owners = levels.reversed().filter { Self.fields(of: $0).contains(field) }
        guard !owners.isEmpty else {
            return .unknownField(field, of: "a statement on each \(level.name)", known: levels.map(\.name))
        }
        let paths = owners.map { "\($0.name).\(field)" }.joined(separator: " or ")
        return .failed("\(field) of what? write \(paths), or a context beside the statements")
    }

    private func unknown(
        _ path: Request, _ fields: ArraySlice<Request.Field>, of owner: String
    ) -> CompileError {
        let name = fields.map(\.name).joined(separator: ".")
        var known = StatementLevel(owner).map(Self.fields) ?? (owner == "otelcol" ? Self.requestFields : [])
        // A dot is easily written where a map has a key.
        if let map = fields.first, fields.count > 1, Self.maps.contains(map.name), known.contains(map.name) {
            known.append("\(map.name)[\"\(name.dropFirst(map.name.count + 1))\"]")
        }
        return CompileError(
            problem: .unknownField(name, of: owner, known: known), range: fields.first?.range ?? path.range)
    }

    /// The fields that have keys.
    private static let maps: Set = ["attributes", "filtered_attributes", "metadata", "cache"]

    /// The fields of an item.
    private static func fields(of level: StatementLevel) -> [String] {
        switch level {
        case .resource: ["attributes", "schema_url", "dropped_attributes_count", "cache"]
        case .scope: ["attributes", "name", "version", "schema_url", "dropped_attributes_count", "cache"]
        case .metric:
            [
                "name", "description", "unit", "type", "aggregation_temporality", "is_monotonic", "metadata",
                "data_points", "cache",
            ]
        case .datapoint:
            [
                "attributes", "start_time", "start_time_unix_nano", "time", "time_unix_nano", "value_double",
                "value_int", "flags", "count", "sum", "bucket_counts", "explicit_bounds", "exemplars", "scale",
                "zero_count", "positive", "positive.offset", "positive.bucket_counts", "negative",
                "negative.offset", "negative.bucket_counts", "quantile_values", "cache",
            ]
        case .exemplar:
            [
                "filtered_attributes", "time", "time_unix_nano", "double_value", "int_value", "trace_id",
                "trace_id.string", "span_id", "span_id.string", "cache",
            ]
        }
    }

    /// What is known of the request that data came with.
    private static let requestFields = ["client.addr", "client.metadata", "client.auth.attributes", "grpc.metadata"]

    // MARK: - Names for numbers

    private static let numbers: [String: Int64] = [
        "METRIC_DATA_TYPE_NONE": 0, "METRIC_DATA_TYPE_GAUGE": 1, "METRIC_DATA_TYPE_SUM": 2,
        "METRIC_DATA_TYPE_HISTOGRAM": 3, "METRIC_DATA_TYPE_EXPONENTIAL_HISTOGRAM": 4, "METRIC_DATA_TYPE_SUMMARY": 5,
        "AGGREGATION_TEMPORALITY_UNSPECIFIED": 0, "AGGREGATION_TEMPORALITY_DELTA": 1,
        "AGGREGATION_TEMPORALITY_CUMULATIVE": 2, "FLAG_NONE": 0, "FLAG_NO_RECORDED_VALUE": 1,
    ]

    func enumeration(_ name: String) -> Int64? {
        // Flags are those of points.
        if name.hasPrefix("FLAG_"), level < .datapoint { return nil }
        return level >= .metric ? Self.numbers[name] : nil
    }

    var enumerations: [String] { Self.numbers.keys.filter { enumeration($0) != nil } }
}

extension Place {
    /// The same place, a write to which changes more.
    fileprivate func writing(_ realm: Realms) -> Place {
        Place(realm: self.realm, written: realm, get: get, set: set)
    }
}

import MetricCore

// What a data point holds. What its kind doesn't have is nil to read, and an error to write.

extension Place<StatementContext> {
    /// A field of a data point; nil if none has one of that name.
    static func ofDataPoint(_ fields: ArraySlice<PathField>) throws(CompileError) -> Place? {
        switch try fields.names(keysAllowed: "attributes") {
        case ["attributes"]: map(.point, fields.lastKeys, realm: .identity)
        case ["start_time"]: time(\.point.startTime, asNumber: false)
        case ["start_time_unix_nano"]: time(\.point.startTime, asNumber: true)
        case ["time"]: time(\.point.time, asNumber: false)
        case ["time_unix_nano"]: time(\.point.time, asNumber: true)
        case ["flags"]:
            int(realm: .plainValues, { Int64($0.point.flags) }) {
                $0.point.flags = UInt32(truncatingIfNeeded: $1)
            }
        case ["value_int"]: wholeNumber
        case ["value_double"]: fraction
        case ["count"]: count
        case ["sum"]: sum
        case ["exemplars"]: exemplars
        case let names: try ofHistogram(names)
        }
    }

    private static var wholeNumber: Place {
        int(
            realm: .plainValues,
            { context in
                guard case .number(let number) = context.point.value else { return nil }
                if case .int(let value) = number { return value }
                return 0
            },
            { context, value throws(EvaluationError) in
                guard case .number = context.point.value else { throw context.point.lacks("a number") }
                context.point.value = .number(.int(value))
            })
    }

    private static var fraction: Place {
        double(
            realm: .plainValues,
            { context in
                guard case .number(let number) = context.point.value else { return nil }
                if case .double(let value) = number { return value }
                return 0
            },
            { context, value throws(EvaluationError) in
                guard case .number = context.point.value else { throw context.point.lacks("a number") }
                context.point.value = .number(.double(value))
            })
    }

    private static var count: Place {
        int(
            realm: .values,
            { context in
                switch context.point.value {
                case .number: nil
                case .histogram(let value): Int64(bitPattern: value.count)
                case .exponentialHistogram(let value): Int64(bitPattern: value.count)
                case .summary(let value): Int64(bitPattern: value.count)
                }
            },
            { context, count throws(EvaluationError) in
                let count = UInt64(bitPattern: count)
                switch context.point.value {
                case .number: throw context.point.lacks("a count")
                case .histogram: context.point.value.histogram?.count = count
                case .exponentialHistogram: context.point.value.exponentialHistogram?.count = count
                case .summary: context.point.value.summary?.count = count
                }
            })
    }

    private static var sum: Place {
        double(
            realm: .values,
            { context in
                switch context.point.value {
                case .number: nil
                case .histogram(let value): value.sum ?? 0
                case .exponentialHistogram(let value): value.sum ?? 0
                case .summary(let value): value.sum
                }
            },
            { context, sum throws(EvaluationError) in
                switch context.point.value {
                case .number: throw context.point.lacks("a sum")
                case .histogram: context.point.value.histogram?.sum = sum
                case .exponentialHistogram: context.point.value.exponentialHistogram?.sum = sum
                case .summary: context.point.value.summary?.sum = sum
                }
            })
    }

    private static var exemplars: Place {
        Place(
            realm: .values,
            get: { context in
                if case .summary = context.point.value { return .null }
                return .opaque(OpaqueExemplars(context.point.exemplars))
            },
            set: { context, value throws(EvaluationError) in
                if case .summary = context.point.value { throw context.point.lacks("exemplars") }
                switch value {
                case .opaque(let exemplars as OpaqueExemplars): context.point.exemplars = exemplars.exemplars
                case .null: context.point.exemplars = []
                default: throw value.mismatch("exemplars")
                }
            })
    }
}

/// The exemplars of a point, as a value.
final class OpaqueExemplars: OpaqueValue, @unchecked Sendable {
    // Unchecked for the superclass; all of it is constant.

    let exemplars: [Exemplar]

    init(_ exemplars: [Exemplar]) {
        self.exemplars = exemplars
        super.init(count: exemplars.count, typeName: "exemplars")
    }
}

extension PointContents {
    /// That points of this kind don't have something.
    func lacks(_ what: String) -> EvaluationError {
        let kind =
            switch value {
            case .number: "number"
            case .histogram: "histogram"
            case .exponentialHistogram: "exponential histogram"
            case .summary: "summary"
            }
        return .failed("a point of a \(kind) has not \(what)")
    }
}

extension PointValue {
    /// What a histogram holds; writes reach histograms only.
    var histogram: HistogramContents? {
        get { if case .histogram(let value) = self { value } else { nil } }
        set { if case .histogram = self, let newValue { self = .histogram(newValue) } }
    }

    /// What an exponential histogram holds; writes reach those only.
    var exponentialHistogram: ExponentialHistogramContents? {
        get { if case .exponentialHistogram(let value) = self { value } else { nil } }
        set { if case .exponentialHistogram = self, let newValue { self = .exponentialHistogram(newValue) } }
    }

    /// What a summary holds; writes reach summaries only.
    var summary: SummaryContents? {
        get { if case .summary(let value) = self { value } else { nil } }
        set { if case .summary = self, let newValue { self = .summary(newValue) } }
    }
}

import MetricCore

extension ContextFunction<StatementContext> {
    /// What changes the buckets of a histogram's point; other points stay as they are.
    static let buckets: [Self] = [
        Self(
            Function("merge_histogram_buckets", .target("target_value"), .optional(.method("method"))) {
                target, method throws(EvaluationError) in
                let merging = try BucketMerging(target, method ?? .removeBound)
                return .change { $0.point.value.histogram?.merge(merging) }
            }, effects: Effects(reads: .values, writes: .values))
    ]
}

/// How buckets of a histogram become fewer.
private enum BucketMerging: Sendable {
    case withoutBound(Double)
    case into(atMost: Int)

    /// What is said of the buckets.
    enum Method: String, CaseIterable {
        case removeBound = "remove_explicit_bound"
        case limit = "limit_buckets"
    }

    init(_ target: Double, _ method: Method) throws(EvaluationError) {
        switch method {
        case .removeBound: self = .withoutBound(target)
        case .limit:
            guard let count = Int(exactly: target), count > 0 else {
                throw .failed("a histogram can't have \(target) buckets at most")
            }
            self = .into(atMost: count)
        }
    }
}

extension HistogramContents {
    /// Merges buckets; those that don't fit their bounds stay as they are.
    fileprivate mutating func merge(_ merging: BucketMerging) {
        guard counts.count == bounds.count + 1 else { return }
        switch merging {
        case .withoutBound(let bound):
            guard let index = bounds.firstIndex(where: { abs($0 - bound) < 1e-12 }) else { return }
            bounds.remove(at: index)
            let count = counts.remove(at: index)
            counts[index] = counts[index].addingClamped(count)
        case .into(let limit):
            guard counts.count > limit, zip(bounds, bounds.dropFirst()).allSatisfy({ $0 < $1 }) else { return }
            // As many neighbours become one as are needed everywhere, so there may be fewer buckets than allowed.
            let width = (counts.count - 1) / limit + 1
            bounds = stride(from: width - 1, to: bounds.count, by: width).map { bounds[$0] }
            counts = stride(from: 0, to: counts.count, by: width).map { start in
                counts[start...].prefix(width).reduce(0) { $0.addingClamped($1) }
            }
        }
    }
}

extension Parameter where Value == Double {
    fileprivate static func target(_ name: String) -> Self {
        Parameter<Double?>.doubleLike(name).map { target throws(EvaluationError) in
            guard let target else { throw .wrongType(expected: "double", found: "nil") }
            return target
        }
    }
}

extension Parameter where Value == BucketMerging.Method {
    fileprivate static func method(_ name: String) -> Self {
        Parameter<String>.literalString(name).map { text throws(EvaluationError) in
            guard let method = BucketMerging.Method(rawValue: text) else {
                let known = BucketMerging.Method.allCases.map(\.rawValue).joined(separator: " or ")
                throw .failed("unknown method \(text), which can be \(known)")
            }
            return method
        }
    }
}

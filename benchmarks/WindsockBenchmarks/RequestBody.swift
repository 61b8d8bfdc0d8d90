internal import MetricCore
internal import TestRequests

/// Makes requests of the kind that Airflow sends: points of one metric, with three attributes each.
enum RequestBody {
    /// When the senders began, in nanoseconds since 1970.
    static let begin: UInt64 = 1_760_000_000_000_000_000

    /// What a metric's points are.
    enum Kind: String, CaseIterable {
        case gauge = "gauges"
        case counter = "counters"
        case histogram = "histograms"
        case exponentialHistogram = "exponential histograms"
    }

    /// A request of `points` series; those of different `first` are different series.
    ///
    /// - Parameters:
    ///   - value: Of counters and gauges; of histograms the number of values.
    ///   - start: When the sender began, in nanoseconds since 1970.
    static func of(
        _ kind: Kind = .counter, points: Int, first: Int = 0, value: UInt64 = 1,
        instance: String = "0c7bff38-f2a5-4a4a-b4bb-3a5ff0a3a5f1", start: UInt64 = begin,
        time: UInt64 = begin + 60_000_000_000
    ) -> [UInt8] {
        // A family of the page has no more series than this.
        let name = "airflow.ti.finish.\(first / 50_000)"
        let dataPoints = (first..<first + points).map { index in
            point(kind, value, attributes(index), start: start, time: time)
        }
        let data = Message { data in
            for point in dataPoints { data.message(1, point) }
            if kind != .gauge { data.varint(2, UInt64(AggregationTemporality.cumulative.rawValue)) }
            if kind == .counter { data.varint(3, 1) }
        }
        let metric = Message {
            $0.text(1, name)
            $0.message(kind.field, data)
        }
        return request(
            resource(
                ["service.name": "airflow", "service.instance.id": .string(instance)],
                scope("airflow.sdk._shared.observability.metrics.otel_logger", metric)))
    }

    /// Three of them, of 20 bytes each.
    private static func attributes(_ index: Int) -> Attributes {
        let digits = String(10_000_000 + index)
        return [
            "dag_id": .string("dag_of_\(digits.dropFirst())"), "task_id": "task_number_1", "state": "has_finished_so",
        ]
    }

    private static func point(
        _ kind: Kind, _ value: UInt64, _ attributes: Attributes, start: UInt64, time: UInt64
    ) -> Message {
        let number = NumberValue.int(Int64(bitPattern: value))
        switch kind {
        case .gauge: return TestRequests.point(number, attributes, time: time)
        case .counter: return TestRequests.point(number, attributes, start: start, time: time)
        case .histogram:
            // All values are in the last bucket.
            let bounds = (0..<15).map { Double(1 << $0) }
            return histogramPoint(
                bounds: bounds, counts: bounds.map { _ in 0 } + [value], sum: 1000, attributes, start: start,
                time: time)
        case .exponentialHistogram:
            // What grows is the number of zeros.
            let counts = ExponentialBucketCounts(offset: 40, counts: (1...80).map { $0 % 7 })
            return exponentialPoint(
                ExponentialBuckets(scale: 3, zeroCount: value, positive: counts), sum: 1000, count: value, attributes,
                start: start, time: time)
        }
    }
}

extension RequestBody.Kind {
    /// The field of `Metric` that holds the data.
    fileprivate var field: Int {
        switch self {
        case .gauge: 5
        case .counter: 7
        case .histogram: 9
        case .exponentialHistogram: 10
        }
    }
}

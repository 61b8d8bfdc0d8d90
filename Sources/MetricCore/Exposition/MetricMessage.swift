internal import CMessages

/// One series of a page as a message `io.prometheus.client.Metric`, for libprotobuf-c to pack. Only this file knows the
/// messages.
///
/// Pointers in the message are safe: they lead into the arena, which keeps what it gave until the next series is set.
@safe
struct MetricMessage: ~Copyable {
    private typealias Metric = Io__Prometheus__Client__Metric
    private typealias Exemplar = Io__Prometheus__Client__Exemplar
    private typealias Timestamp = Io__Prometheus__Client__Timestamp

    private var arena = MessageArena()
    private var metric = Metric()
    private let format: PageFormat
    private let options: PageOptions

    /// Makes an empty message.
    init(_ format: PageFormat, _ options: PageOptions) {
        self.format = format
        self.options = options
    }

    /// How many bytes it has when it is packed.
    var packedSize: Int {
        mutating get { unsafe io__prometheus__client__metric__get_packed_size(&metric) }
    }

    /// Appends the packed message.
    mutating func append(to buffer: inout TextBuffer) {
        let size = packedSize
        let bytes = unsafe arena.allocate(UInt8.self, count: size)
        unsafe io__prometheus__client__metric__pack(&metric, bytes)
        unsafe buffer.append(RawSpan(_unsafeStart: bytes, byteCount: size))
    }

    /// Puts a series in the place of the last one.
    mutating func set(_ labels: LabelText, _ content: SeriesContent, _ type: PageType, isTimed: Bool) {
        arena.removeAll()
        unsafe io__prometheus__client__metric__init(&metric)
        setLabels(labels)
        if isTimed {
            unsafe metric.has_timestamp_ms = 1
            unsafe metric.timestamp_ms = content.milliseconds
        }
        switch content.lines {
        case .none: break
        case .number(let value) where type == .counter: setCounter(value, content)
        case .number(let value):
            let gauge = unsafe make(Io__Prometheus__Client__Gauge()) { unsafe io__prometheus__client__gauge__init($0) }
            unsafe gauge.pointee.has_value = 1
            unsafe gauge.pointee.value = value
            unsafe metric.gauge = gauge
        case .histogram(let histogram): setHistogram(histogram, content)
        case .summary(let summary): setSummary(summary, content)
        }
    }

    // MARK: - Values

    private mutating func setCounter(_ value: Double, _ content: SeriesContent) {
        let counter = unsafe make(Io__Prometheus__Client__Counter()) {
            unsafe io__prometheus__client__counter__init($0)
        }
        unsafe counter.pointee.has_value = 1
        unsafe counter.pointee.value = value
        unsafe counter.pointee.created_timestamp = timestamp(content.created)
        if let exemplar = content.exemplars.decoded.last { unsafe counter.pointee.exemplar = message(exemplar) }
        unsafe metric.counter = counter
    }

    private mutating func setSummary(_ state: SummaryState, _ content: SeriesContent) {
        let summary = unsafe make(Io__Prometheus__Client__Summary()) {
            unsafe io__prometheus__client__summary__init($0)
        }
        unsafe summary.pointee.has_sample_count = 1
        unsafe summary.pointee.sample_count = state.count
        unsafe summary.pointee.has_sample_sum = 1
        unsafe summary.pointee.sample_sum = state.sum
        unsafe summary.pointee.created_timestamp = timestamp(content.created)
        let quantiles = unsafe list(state.quantiles.count, Io__Prometheus__Client__Quantile()) {
            unsafe io__prometheus__client__quantile__init($0)
        }
        for (index, quantile) in state.quantiles.enumerated() {
            guard let message = unsafe quantiles[index] else { continue }
            unsafe message.pointee.has_quantile = 1
            unsafe message.pointee.quantile = quantile.quantile
            unsafe message.pointee.has_value = 1
            unsafe message.pointee.value = quantile.value
        }
        unsafe summary.pointee.n_quantile = state.quantiles.count
        unsafe summary.pointee.quantile = quantiles
        unsafe metric.summary = summary
    }

    private mutating func setHistogram(_ content: HistogramContent, _ series: SeriesContent) {
        let histogram = unsafe make(Io__Prometheus__Client__Histogram()) {
            unsafe io__prometheus__client__histogram__init($0)
        }
        unsafe histogram.pointee.has_sample_count = 1
        unsafe histogram.pointee.sample_count = content.count
        unsafe histogram.pointee.has_sample_sum = 1
        unsafe histogram.pointee.sample_sum = content.sum
        unsafe histogram.pointee.created_timestamp = timestamp(series.created)
        let exemplars = series.exemplars.decoded
        let showsNative = options.exponentialBuckets.contains(.native)
        let native = content.exponential.flatMap { showsNative ? NativeBuckets($0, of: content.count) : nil }
        if native == nil || options.exponentialBuckets.contains(.classic) {
            unsafe setBuckets(of: histogram, content, exemplars)
        }
        if let native {
            unsafe setNativeBuckets(of: histogram, native)
            let messages = unsafe list(exemplars.count, Exemplar()) {
                unsafe io__prometheus__client__exemplar__init($0)
            }
            for (index, exemplar) in exemplars.enumerated() { unsafe messages[index] = message(exemplar) }
            unsafe histogram.pointee.n_exemplars = exemplars.count
            unsafe histogram.pointee.exemplars = messages
        }
        unsafe metric.histogram = histogram
    }

    private mutating func setBuckets(
        of histogram: UnsafeMutablePointer<Io__Prometheus__Client__Histogram>, _ content: HistogramContent,
        _ exemplars: [MetricCore.Exemplar]
    ) {
        let finite = content.classic.buckets.count
        // The bucket up to +Inf goes without saying, but for its exemplar.
        let hasInfinite =
            content.classic.infiniteCount != nil
            || exemplars.contains { content.classic.index(of: $0.value.asDouble) == finite }
        let count = finite + (hasInfinite ? 1 : 0)
        let buckets = unsafe list(count, Io__Prometheus__Client__Bucket()) {
            unsafe io__prometheus__client__bucket__init($0)
        }
        for index in 0..<count {
            guard let message = unsafe buckets[index] else { continue }
            let bucket = content.bucket(index)
            unsafe message.pointee.has_cumulative_count = 1
            unsafe message.pointee.cumulative_count = bucket.cumulativeCount
            unsafe message.pointee.has_upper_bound = 1
            unsafe message.pointee.upper_bound = bucket.upperBound
        }
        // Of several in a bucket the last counts.
        for exemplar in exemplars {
            let index = content.classic.index(of: exemplar.value.asDouble)
            unsafe buckets[index]?.pointee.exemplar = message(exemplar)
        }
        unsafe histogram.pointee.n_bucket = count
        unsafe histogram.pointee.bucket = buckets
    }

    private mutating func setNativeBuckets(
        of histogram: UnsafeMutablePointer<Io__Prometheus__Client__Histogram>, _ native: NativeBuckets
    ) {
        unsafe histogram.pointee.has_schema = 1
        unsafe histogram.pointee.schema = native.schema
        unsafe histogram.pointee.has_zero_threshold = 1
        unsafe histogram.pointee.zero_threshold = native.zeroThreshold
        unsafe histogram.pointee.has_zero_count = 1
        unsafe histogram.pointee.zero_count = native.zeroCount
        unsafe histogram.pointee.n_negative_span = native.negative.spans.count
        unsafe histogram.pointee.negative_span = spans(native.negative.spans)
        unsafe histogram.pointee.n_negative_delta = native.negative.deltas.count
        unsafe histogram.pointee.negative_delta = numbers(native.negative.deltas)
        unsafe histogram.pointee.n_positive_span = native.positive.spans.count
        unsafe histogram.pointee.positive_span = spans(native.positive.spans)
        unsafe histogram.pointee.n_positive_delta = native.positive.deltas.count
        unsafe histogram.pointee.positive_delta = numbers(native.positive.deltas)
    }

    // MARK: - Parts

    private mutating func setLabels(_ text: LabelText) {
        var labels: [(name: String, value: String)] = []
        for label in LabelReader(text) { labels.append(label) }
        unsafe metric.n_label = labels.count
        unsafe metric.label = pairs(labels)
    }

    private mutating func pairs(
        _ labels: [(name: String, value: String)]
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<Io__Prometheus__Client__LabelPair>?> {
        let messages = unsafe list(labels.count, Io__Prometheus__Client__LabelPair()) {
            unsafe io__prometheus__client__label_pair__init($0)
        }
        for (index, label) in labels.enumerated() {
            guard let message = unsafe messages[index] else { continue }
            unsafe message.pointee.has_name = 1
            unsafe message.pointee.name.len = label.name.utf8.count
            unsafe message.pointee.name.data = bytes(label.name)
            unsafe message.pointee.has_value = 1
            unsafe message.pointee.value.len = label.value.utf8.count
            unsafe message.pointee.value.data = bytes(label.value)
        }
        return unsafe messages
    }

    private mutating func message(_ exemplar: MetricCore.Exemplar) -> UnsafeMutablePointer<Exemplar> {
        let shown = ShownExemplar(exemplar, options)
        let labels = shown.labels.map { (name: $0.name.escaped(by: format.escaping, as: .label), value: $0.value) }
        let message = unsafe make(Exemplar()) { unsafe io__prometheus__client__exemplar__init($0) }
        unsafe message.pointee.n_label = labels.count
        unsafe message.pointee.label = pairs(labels)
        unsafe message.pointee.has_value = 1
        unsafe message.pointee.value = shown.value
        // otelcol shows an unknown time as that of 1970.
        if shown.time > 0 || options.isTerse { unsafe message.pointee.timestamp = timestamp(shown.time) }
        return unsafe message
    }

    private mutating func timestamp(_ nanoseconds: UInt64?) -> UnsafeMutablePointer<Timestamp>? {
        guard let nanoseconds else { return nil }
        let message = unsafe make(Timestamp()) { unsafe io__prometheus__client__timestamp__init($0) }
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        if seconds > 0 {
            unsafe message.pointee.has_seconds = 1
            unsafe message.pointee.seconds = Int64(seconds)
        }
        if rest > 0 {
            unsafe message.pointee.has_nanos = 1
            unsafe message.pointee.nanos = Int32(rest)
        }
        return unsafe message
    }

    private mutating func spans(
        _ spans: [NativeBuckets.Span]
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<Io__Prometheus__Client__BucketSpan>?> {
        let messages = unsafe list(spans.count, Io__Prometheus__Client__BucketSpan()) {
            unsafe io__prometheus__client__bucket_span__init($0)
        }
        for (index, span) in spans.enumerated() {
            guard let message = unsafe messages[index] else { continue }
            unsafe message.pointee.has_offset = 1
            unsafe message.pointee.offset = span.offset
            unsafe message.pointee.has_length = 1
            unsafe message.pointee.length = span.length
        }
        return unsafe messages
    }

    // MARK: - Memory

    private mutating func bytes(_ text: String) -> UnsafeMutablePointer<UInt8> {
        let copy = unsafe arena.allocate(UInt8.self, count: text.utf8.count)
        for (index, byte) in text.utf8.enumerated() { unsafe copy[index] = byte }
        return unsafe copy
    }

    private mutating func numbers(_ values: [Int64]) -> UnsafeMutablePointer<Int64> {
        let copy = unsafe arena.allocate(Int64.self, count: values.count)
        for (index, value) in values.enumerated() { unsafe copy[index] = value }
        return unsafe copy
    }

    /// A message with nothing in it.
    private mutating func make<Message>(
        _ empty: Message, _ initialize: (UnsafeMutablePointer<Message>) -> Void
    ) -> UnsafeMutablePointer<Message> {
        let message = unsafe arena.allocate(Message.self, count: 1)
        unsafe message.initialize(to: empty)
        unsafe initialize(message)
        return unsafe message
    }

    /// Messages with nothing in them, and what leads to each.
    private mutating func list<Message>(
        _ count: Int, _ empty: Message, _ initialize: (UnsafeMutablePointer<Message>) -> Void
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<Message>?> {
        let list = unsafe arena.allocate(UnsafeMutablePointer<Message>?.self, count: count)
        for index in 0..<count { unsafe (list + index).initialize(to: make(empty, initialize)) }
        return unsafe list
    }
}

internal import CMessages

/// One series of a page as a message `io.prometheus.client.Metric`, for libprotobuf-c to pack. Only this file knows the
/// messages.
///
/// Pointers in the message are safe: they lead into the arena, which keeps what it gave until the next series is set.
@safe
struct MetricMessage: ~Copyable {
    private var arena = MessageArena()
    private let empty = EmptyMessages()
    private var metric = unsafe Io__Prometheus__Client__Metric()
    private let format: PageFormat
    private let options: LineOptions

    /// Makes an empty message.
    init(_ format: PageFormat, _ options: LineOptions) {
        self.format = format
        self.options = options
    }

    /// How many bytes it has when it is packed.
    var packedSize: Int {
        mutating get { unsafe io__prometheus__client__metric__get_packed_size(&metric) }
    }

    /// Appends the packed message, which has so many bytes.
    mutating func append(size: Int, to buffer: inout TextBuffer) {
        let bytes = unsafe arena.allocate(UInt8.self, count: size)
        unsafe io__prometheus__client__metric__pack(&metric, bytes)
        unsafe buffer.append(RawSpan(_unsafeStart: bytes, byteCount: size))
    }

    /// Appends it as a field of its family in protobuf's text format.
    mutating func append(as text: MessageText, to buffer: inout TextBuffer) {
        unsafe withUnsafePointer(to: &metric) { unsafe text.append("metric", message: $0, to: &buffer) }
    }

    /// Puts a series in the place of the last one.
    mutating func set(_ labels: LabelText, _ content: SeriesContent, _ type: PageType, isTimed: Bool) {
        arena.removeAll()
        unsafe metric = empty.metric
        setLabels(labels)
        if isTimed {
            unsafe metric.has_timestamp_ms = 1
            unsafe metric.timestamp_ms = content.milliseconds
        }
        switch content.lines {
        case .none: break
        case .number(let value) where type == .counter: setCounter(value, content)
        case .number(let value):
            let gauge = unsafe arena.make(empty.gauge)
            unsafe gauge.pointee.has_value = 1
            unsafe gauge.pointee.value = value
            unsafe metric.gauge = gauge
        case .histogram(let histogram): setHistogram(histogram, content)
        case .summary(let summary): setSummary(summary, content)
        }
    }

    // MARK: - Values

    private mutating func setCounter(_ value: Double, _ content: SeriesContent) {
        let counter = unsafe arena.make(empty.counter)
        unsafe counter.pointee.has_value = 1
        unsafe counter.pointee.value = value
        unsafe counter.pointee.created_timestamp = timestamp(content.created)
        if let exemplar = content.exemplars.decoded.last { unsafe counter.pointee.exemplar = message(exemplar) }
        unsafe metric.counter = counter
    }

    private mutating func setSummary(_ state: SummaryState, _ content: SeriesContent) {
        let summary = unsafe arena.make(empty.summary)
        unsafe summary.pointee.has_sample_count = 1
        unsafe summary.pointee.sample_count = state.count
        unsafe summary.pointee.has_sample_sum = 1
        unsafe summary.pointee.sample_sum = state.sum
        unsafe summary.pointee.created_timestamp = timestamp(content.created)
        let quantiles = unsafe arena.list(state.quantiles.count, empty.quantile)
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
        let histogram = unsafe arena.make(empty.histogram)
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
            let messages = unsafe arena.list(exemplars.count, empty.exemplar)
            for (index, exemplar) in exemplars.enumerated() { unsafe messages[index] = message(exemplar) }
            unsafe histogram.pointee.n_exemplars = exemplars.count
            unsafe histogram.pointee.exemplars = messages
        }
        unsafe metric.histogram = histogram
    }

    private mutating func setBuckets(
        of histogram: UnsafeMutablePointer<Io__Prometheus__Client__Histogram>, _ content: HistogramContent,
        _ exemplars: [Exemplar]
    ) {
        let finite = content.classic.buckets.count
        // The bucket up to +Inf goes without saying, but for its exemplar.
        let hasInfinite =
            content.classic.infiniteCount != nil
            || exemplars.contains { content.classic.index(of: $0.value.asDouble) == finite }
        let count = finite + (hasInfinite ? 1 : 0)
        let buckets = unsafe arena.list(count, empty.bucket)
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
        unsafe histogram.pointee.negative_delta = arena.copy(native.negative.deltas)
        unsafe histogram.pointee.n_positive_span = native.positive.spans.count
        unsafe histogram.pointee.positive_span = spans(native.positive.spans)
        unsafe histogram.pointee.n_positive_delta = native.positive.deltas.count
        unsafe histogram.pointee.positive_delta = arena.copy(native.positive.deltas)
    }

    // MARK: - Parts

    /// Names and values are parts of one copy of the text, but for those in which something is escaped.
    private mutating func setLabels(_ text: LabelText) {
        let count = Int(text.count)
        let copy = unsafe arena.copy(text.bytes)
        let labels = unsafe arena.list(count, empty.labelPair)
        var reader = LabelReader(text)
        for index in 0..<count {
            guard let (name, value) = reader.nextRanges(), let label = unsafe labels[index] else { break }
            if text.hasEscapes {
                unsafe set(label, name: data(reader.text(in: name)), value: data(reader.text(in: value)))
            } else {
                // Both are within the text, which is as long as its copy.
                unsafe set(
                    label, name: ProtobufCBinaryData(len: name.count, data: copy + name.lowerBound),
                    value: ProtobufCBinaryData(len: value.count, data: copy + value.lowerBound))
            }
        }
        unsafe metric.n_label = count
        unsafe metric.label = labels
    }

    private mutating func data(_ text: String) -> ProtobufCBinaryData {
        unsafe ProtobufCBinaryData(len: text.utf8.count, data: arena.copy(Array(text.utf8)))
    }

    private func set(
        _ label: UnsafeMutablePointer<Io__Prometheus__Client__LabelPair>, name: ProtobufCBinaryData,
        value: ProtobufCBinaryData
    ) {
        unsafe label.pointee.has_name = 1
        unsafe label.pointee.name = name
        unsafe label.pointee.has_value = 1
        unsafe label.pointee.value = value
    }

    private mutating func message(_ exemplar: Exemplar) -> UnsafeMutablePointer<Io__Prometheus__Client__Exemplar> {
        let shown = ShownExemplar(exemplar, format.escaping, options)
        let labels = shown.labels
        let message = unsafe arena.make(empty.exemplar)
        let pairs = unsafe arena.list(labels.count, empty.labelPair)
        for (index, label) in labels.enumerated() {
            if let pair = unsafe pairs[index] { unsafe set(pair, name: data(label.name), value: data(label.value)) }
        }
        unsafe message.pointee.n_label = labels.count
        unsafe message.pointee.label = pairs
        unsafe message.pointee.has_value = 1
        unsafe message.pointee.value = shown.value
        // otelcol shows an unknown time as that of 1970.
        if shown.time > 0 || options.isTerse { unsafe message.pointee.timestamp = timestamp(shown.time) }
        return unsafe message
    }

    private mutating func timestamp(
        _ nanoseconds: UInt64?
    ) -> UnsafeMutablePointer<Io__Prometheus__Client__Timestamp>? {
        guard let nanoseconds else { return nil }
        let message = unsafe arena.make(empty.timestamp)
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
        let messages = unsafe arena.list(spans.count, empty.bucketSpan)
        for (index, span) in spans.enumerated() {
            guard let message = unsafe messages[index] else { continue }
            unsafe message.pointee.has_offset = 1
            unsafe message.pointee.offset = span.offset
            unsafe message.pointee.has_length = 1
            unsafe message.pointee.length = span.length
        }
        return unsafe messages
    }
}

/// Messages of each kind with nothing in them, to begin with.
@safe
private struct EmptyMessages {
    var gauge = unsafe Io__Prometheus__Client__Gauge()
    var counter = unsafe Io__Prometheus__Client__Counter()
    var summary = unsafe Io__Prometheus__Client__Summary()
    var quantile = unsafe Io__Prometheus__Client__Quantile()
    var histogram = unsafe Io__Prometheus__Client__Histogram()
    var bucket = unsafe Io__Prometheus__Client__Bucket()
    var bucketSpan = unsafe Io__Prometheus__Client__BucketSpan()
    var exemplar = unsafe Io__Prometheus__Client__Exemplar()
    var labelPair = unsafe Io__Prometheus__Client__LabelPair()
    var timestamp = unsafe Io__Prometheus__Client__Timestamp()
    var metric = unsafe Io__Prometheus__Client__Metric()

    init() {
        unsafe io__prometheus__client__gauge__init(&gauge)
        unsafe io__prometheus__client__counter__init(&counter)
        unsafe io__prometheus__client__summary__init(&summary)
        unsafe io__prometheus__client__quantile__init(&quantile)
        unsafe io__prometheus__client__histogram__init(&histogram)
        unsafe io__prometheus__client__bucket__init(&bucket)
        unsafe io__prometheus__client__bucket_span__init(&bucketSpan)
        unsafe io__prometheus__client__exemplar__init(&exemplar)
        unsafe io__prometheus__client__label_pair__init(&labelPair)
        unsafe io__prometheus__client__timestamp__init(&timestamp)
        unsafe io__prometheus__client__metric__init(&metric)
    }
}

/// What names a series in canonical form: its attributes in key order, under its metric.
///
/// The registry finds a known series by its signature, whichever way it is spelled, and keeps only the spellings.
struct CanonicalSeries {
    let metric: MetricID
    /// The type of its metric.
    let type: MetricType
    /// The attributes, as the fields of a point.
    let bytes: [UInt8]
    let signature: Signature

    /// Takes attributes in key order, as ``Array/canonicalBytes(ofPoint:)`` writes them.
    init(_ bytes: [UInt8], of type: MetricType, under metric: MetricID) {
        self.metric = metric
        self.type = type
        self.bytes = bytes
        signature = Signature(bytes, under: UInt64(metric.rawValue))
    }
}

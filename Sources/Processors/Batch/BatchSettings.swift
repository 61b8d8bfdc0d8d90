public import Configuration
public import Pipeline

/// The settings of the processor `batch`.
public struct BatchSettings: ProcessorSettings {
    /// How long points wait at most; with 0 none waits, and less than a millisecond counts as that.
    let timeout: Duration
    /// How many points go at once when there are so many; with 0 none waits. A million go in any case.
    let size: Int
    /// How many points go in one batch at most; 0 for any number.
    let maximumSize: Int
    /// The header fields, in lower case, that points of one batch have in common.
    let metadataKeys: [String]
    /// How many combinations of their values there may be.
    let metadataLimit: Int

    private static let greatestSize = Int(UInt32.max)
    /// What otelcol calls unlimited.
    private static let greatestMetadataLimit = 10_000

    /// Reads the section, with otelcol's keys and defaults.
    public init(_ section: ConfigSection) {
        timeout = section.duration("timeout", default: .milliseconds(200))
        size = section.int("send_batch_size", default: 8192, in: 0...Self.greatestSize)
        maximumSize = section.int("send_batch_max_size", default: 0, in: 0...Self.greatestSize)
        if maximumSize > 0, maximumSize < size {
            section.fail(
                at: "send_batch_max_size",
                "send_batch_max_size must be greater or equal to send_batch_size, which is \(size)")
        }
        metadataKeys = section.stringList("metadata_keys", default: []).map { $0.lowercased() }
        for (index, key) in metadataKeys.enumerated() where metadataKeys[..<index].contains(key) {
            section.fail(at: "metadata_keys", "duplicate entry in metadata_keys: \"\(key)\" (case-insensitive)")
        }
        let limit = section.int("metadata_cardinality_limit", default: 1000, in: 0...Self.greatestSize)
        metadataLimit = limit == 0 ? Self.greatestMetadataLimit : limit
    }

    /// Exporters that are scraped show a point when it comes.
    public var concernsScraped: Bool { false }

    /// Makes the processor.
    public func makeProcessor(_ context: ComponentContext) -> [ProcessorStep] {
        let which = metadataKeys.isEmpty ? "" : ", those with the same \(metadataKeys.joined(separator: ", "))"
        return [.metrics(BatchProcessor(self, context.logger), "sends points on together\(which)")]
    }
}

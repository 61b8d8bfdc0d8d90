public import Configuration
internal import MetricCore
public import Pipeline

/// The settings of `nop`: there are none.
public struct NopSettings: ExporterSettings {
    /// Reads the section.
    public init(_ section: ConfigSection) {}

    /// Makes the exporter.
    public func makeExporter(_ context: ComponentContext) -> any Exporter { NopExporter() }
}

/// Takes everything and does nothing with it.
final class NopExporter: Exporter {
    var keepsPoints: Bool { false }

    func start() {}
    func consume(_ batch: borrowing Batch, in request: RawSpan) -> [RejectedPoint] { [] }
    func stop() {}
}

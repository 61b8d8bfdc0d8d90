internal import Configuration
internal import Locking
internal import Logging
internal import MetricCore
internal import Pipeline

/// Gives resources what is found out, once at the start, about where Windsock runs.
final class ResourceDetection: SeriesProcessor, Component {
    private let detectors: [any Detector]
    private let overrides: Bool
    private let location: SourceLocation
    private let logger: Logger
    private let detected = Locked<[Attribute]>([])

    /// Makes the processor; `overrides` tells whether what is found out counts instead of what a resource says.
    init(_ detectors: [any Detector], overrides: Bool, at location: SourceLocation, _ logger: Logger) {
        self.detectors = detectors
        self.overrides = overrides
        self.location = location
        self.logger = logger
    }

    /// Asks the detectors in turn; of a key that several know the first one's value counts.
    func start() throws(StartError) {
        var attributes: [Attribute] = []
        for detector in detectors {
            do {
                for attribute in try detector.detect() where attributes.value(of: attribute.key) == nil {
                    attributes.append(attribute)
                }
            } catch {
                throw StartError("the detector \(detector.name) failed: \(error.reason)", at: location)
            }
        }
        logger.info(
            "detected resource information",
            LogFields(attributes.map { LogField($0.key, .string($0.value.text)) }))
        let found = attributes
        detected.withLock { $0 = found }
    }

    func stop() {}

    func process(_ series: SeriesDescription) -> SeriesDescription? {
        var series = series
        for attribute in detected.withLock({ $0 }) {
            if overrides || series.resource.value(of: attribute.key) == nil {
                series.resource.set(attribute.key, to: attribute.value)
            }
        }
        return series
    }
}

/// Finds something out about where Windsock runs.
protocol Detector: Sendable {
    /// What it is called in a configuration.
    var name: String { get }
    /// What it finds out.
    ///
    /// - Throws: ``DetectionError``.
    func detect() throws(DetectionError) -> [Attribute]
}

/// Why a detector could not find out what it was asked for.
struct DetectionError: Error, Equatable {
    /// What went wrong.
    let reason: String
}

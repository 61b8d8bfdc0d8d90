/// A step of a pipeline: a processor, or a part of one that can be done at one time.
public struct ProcessorStep: Sendable {
    /// When something is done, and what.
    public enum Work: Sendable {
        /// When a series is first seen; the result is remembered.
        case series(any SeriesProcessor)
        /// The same for each point, with the writer's attributes still in the resource.
        case eachPoint(any SeriesProcessor)
        /// With each request.
        case metrics(any MetricsProcessor)
    }

    /// What is done, and when.
    public let work: Work
    /// What it does and why it is done then, a line each: for people.
    public let explanation: [String]

    /// What depends only on names, attributes, scope and resource, its writer left aside.
    public static func series(_ processor: any SeriesProcessor, _ explanation: String...) -> ProcessorStep {
        ProcessorStep(work: .series(processor), explanation: explanation)
    }

    /// What depends on who reported, beside that.
    public static func eachPoint(_ processor: any SeriesProcessor, _ explanation: String...) -> ProcessorStep {
        ProcessorStep(work: .eachPoint(processor), explanation: explanation)
    }

    /// What depends on values, times or more than one point.
    public static func metrics(_ processor: any MetricsProcessor, _ explanation: String...) -> ProcessorStep {
        ProcessorStep(work: .metrics(processor), explanation: explanation)
    }

    /// Makes a step.
    public init(work: Work, explanation: [String]) {
        self.work = work
        self.explanation = explanation
    }

    /// When it is done, in words.
    public var time: String {
        switch work {
        case .series: "once per series"
        case .eachPoint: "for each point"
        case .metrics(let processor): processor is any PointsProcessor ? "for each point" : "with each request"
        }
    }
}

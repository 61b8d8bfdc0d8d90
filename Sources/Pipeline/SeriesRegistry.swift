public import Locking
public import MetricCore

/// The registry that all pipelines share.
public typealias SeriesRegistry = Locked<Registry>

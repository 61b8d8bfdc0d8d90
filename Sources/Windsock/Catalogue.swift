import Configuration
import Exporters
import Extensions
import Processors
import Receivers

extension ComponentCatalogue {
    /// Every component of Windsock, one line each.
    static let windsock = ComponentCatalogue(
        receivers: [
            ComponentType("otlp", signals: [.traces, .metrics, .logs], settings: OTLPSettings.init)
        ],
        processors: [
            ComponentType("airflow", signals: [.metrics], settings: AirflowSettings.init),
            ComponentType("attributes", signals: [.traces, .metrics, .logs], settings: AttributesSettings.init),
            ComponentType("batch", signals: [.traces, .metrics, .logs], settings: BatchSettings.init),
            ComponentType(
                "cumulative_to_delta", oldNames: [.alias("cumulativetodelta", of: "cumulative_to_delta")],
                signals: [.metrics], settings: CumulativeToDeltaSettings.init),
            ComponentType(
                "delta_to_cumulative", oldNames: [.alias("deltatocumulative", of: "delta_to_cumulative")],
                signals: [.metrics], settings: DeltaToCumulativeSettings.init),
            ComponentType("filter", signals: [.traces, .metrics, .logs], settings: FilterSettings.init),
            ComponentType(
                "groupbyattrs", signals: [.traces, .metrics, .logs], settings: GroupByAttributesSettings.init),
            ComponentType("interval", signals: [.metrics], settings: IntervalSettings.init),
            ComponentType("memory_limiter", signals: [.traces, .metrics, .logs], settings: MemoryLimiterSettings.init),
            ComponentType(
                "metric_start_time", oldNames: [.alias("metricstarttime", of: "metric_start_time")],
                signals: [.metrics], settings: MetricStartTimeSettings.init),
            ComponentType(
                "metrics_transform", oldNames: [.alias("metricstransform", of: "metrics_transform")],
                signals: [.metrics], settings: MetricsTransformSettings.init),
            ComponentType("resource", signals: [.traces, .metrics, .logs], settings: ResourceSettings.init),
            ComponentType(
                "resource_detection", oldNames: [.alias("resourcedetection", of: "resource_detection")],
                signals: [.traces, .metrics, .logs], settings: ResourceDetectionSettings.init),
            ComponentType("scope_labels", signals: [.metrics], settings: ScopeLabelsSettings.init),
            ComponentType("transform", signals: [.traces, .metrics, .logs], settings: TransformSettings.init),
        ],
        exporters: [
            ComponentType(
                "debug",
                oldNames: [
                    ComponentType.OldName(
                        "logging", advice: "the logging exporter has been deprecated, use the debug exporter instead")
                ],
                signals: [.traces, .metrics, .logs], settings: DebugSettings.init),
            ComponentType("nop", signals: [.traces, .metrics, .logs], settings: NopSettings.init),
            ComponentType("prometheus", signals: [.metrics], settings: PrometheusSettings.init),
        ],
        extensions: [
            ComponentType("basicauth", isAuthenticator: true, settings: BasicAuthSettings.init),
            ComponentType("bearertokenauth", isAuthenticator: true, settings: BearerTokenAuthSettings.init),
            ComponentType("health_check", settings: HealthCheckSettings.init),
        ])
}

extension ComponentType.OldName {
    /// A name that otelcol calls an alias.
    fileprivate static func alias(_ name: String, of newName: String) -> ComponentType.OldName {
        ComponentType.OldName(name, advice: "\"\(name)\" alias is deprecated; use \"\(newName)\" instead")
    }
}

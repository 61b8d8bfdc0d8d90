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
            ComponentType("filter", signals: [.traces, .metrics, .logs], settings: FilterSettings.init),
            ComponentType(
                "groupbyattrs", signals: [.traces, .metrics, .logs], settings: GroupByAttributesSettings.init),
            ComponentType("memory_limiter", signals: [.traces, .metrics, .logs], settings: MemoryLimiterSettings.init),
            ComponentType(
                "metrics_transform",
                oldNames: [
                    ComponentType.OldName(
                        "metricstransform",
                        advice: "\"metricstransform\" alias is deprecated; use \"metrics_transform\" instead")
                ],
                signals: [.metrics], settings: MetricsTransformSettings.init),
            ComponentType("resource", signals: [.traces, .metrics, .logs], settings: ResourceSettings.init),
            ComponentType(
                "resource_detection",
                oldNames: [
                    ComponentType.OldName(
                        "resourcedetection",
                        advice: "\"resourcedetection\" alias is deprecated; use \"resource_detection\" instead")
                ],
                signals: [.traces, .metrics, .logs], settings: ResourceDetectionSettings.init),
            ComponentType("scope_labels", signals: [.metrics], settings: ScopeLabelsSettings.init),
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

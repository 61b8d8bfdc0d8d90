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
            ComponentType("memory_limiter", signals: [.traces, .metrics, .logs], settings: MemoryLimiterSettings.init),
            ComponentType(
                "metrics_transform",
                oldNames: [
                    ComponentType.OldName(
                        "metricstransform",
                        advice: "\"metricstransform\" alias is deprecated; use \"metrics_transform\" instead")
                ],
                signals: [.metrics], settings: MetricsTransformSettings.init),
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

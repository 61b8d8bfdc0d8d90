/// The names of the components that people use with otelcol, so that a message can tell what Windsock does not have
/// yet from what doesn't exist.
///
/// Gathered from the documentation of otelcol and of its contrib distribution, and not complete; where a component has
/// an old and a new name, mostly both.
enum OtelcolComponents {
    /// Tells whether otelcol has a component of this type.
    static func contains(_ kind: ComponentKind, _ type: String) -> Bool {
        names[kind]?.contains(type) == true || metricsOnly[kind]?.contains(type) == true
    }

    /// The signals that otelcol's component of this type carries, or nil where this table doesn't know.
    static func signals(_ kind: ComponentKind, _ type: String) -> Set<Signal>? {
        metricsOnly[kind]?.contains(type) == true ? [.metrics] : nil
    }

    private static let metricsOnly: [ComponentKind: Set<String>] = [
        .receiver: words(
            """
            apache carbon collectd docker_stats elasticsearch host_metrics hostmetrics http_check httpcheck
            kubelet_stats kubeletstats memcached nginx postgresql prometheus prometheus_remote_write
            prometheusremotewrite rabbitmq redis signalfx snmp sql_server sqlserver statsd wavefront zookeeper
            """),
        .processor: words(
            """
            cumulative_to_delta cumulativetodelta delta_to_cumulative delta_to_rate deltatocumulative deltatorate
            interval metric_start_time metrics_generation metrics_transform metricsgeneration metricstarttime
            metricstransform
            """),
        .exporter: words("carbon prometheus prometheus_remote_write prometheusremotewrite"),
    ]

    private static let names: [ComponentKind: Set<String>] = [
        .receiver: words(
            """
            aws_container_insight awscontainerinsightreceiver awsxray cloud_foundry cloudflare datadog file_log
            filelog file_stats filestats fluent_forward fluentforward github influxdb jaeger journald k8s_cluster
            k8s_events k8s_objects k8sobjects kafka kafka_metrics kafkametrics loki mongodb mysql nop opencensus
            oracledb otelarrow otlp otlp_json_file otlpjsonfile pulsar sql_query sqlquery ssh_check sshcheck syslog
            tcp_check tcpcheck tcp_log tcplog udp_log udplog vcenter webhook_event webhookevent windows_event_log
            windows_perf_counters windowseventlog windowsperfcounters zipkin
            """),
        .processor: words(
            """
            attributes batch coralogix cumulativetodelta dns_lookup filter geoip groupbyattrs groupbytrace
            group_by_attrs group_by_trace k8s_attributes k8sattributes log_dedup logdedup memory_limiter
            probabilistic_sampler queuebatch redaction remote_tap remotetap resource resource_detection
            resourcedetection routing schema servicegraph span spanmetrics sumologic tail_sampling transform unroll
            """),
        .exporter: words(
            """
            alertmanager alibabacloud_logservice aws_cloudwatch_logs awscloudwatchlogs aws_emf awsemf aws_s3 awss3
            aws_xray awsxray azure_data_explorer azure_monitor azuredataexplorer azuremonitor cassandra clickhouse
            coralogix datadog debug elasticsearch faro file google_cloud google_cloud_pubsub
            google_managed_prometheus googlecloud googlecloudpubsub googlemanagedprometheus honeycomb_marker influxdb
            jaeger jaeger_thrift kafka load_balancing loadbalancing logging logicmonitor logzio loki mezmo nop
            opencensus opensearch otelarrow otlp otlp_grpc otlp_http otlphttp pulsar sapm sentry signalfx splunk_hec
            stef sumologic syslog tencentcloud_logservice tinybird zipkin
            """),
        .connector: words(
            """
            count datadog exceptions failover forward grafana_cloud grafanacloud metrics_as_logs otlp_json otlpjson
            round_robin roundrobin routing service_graph servicegraph signal_to_metrics signaltometrics slow_sql
            span_metrics spanmetrics sum
            """),
        .extension: words(
            """
            ack asap_client asapclient aws_proxy awsproxy azure_auth basic_auth basicauth bearer_token_auth
            bearertokenauth cgroup_runtime cgroupruntime db_storage docker_observer ecs_observer file_storage
            google_client_auth googleclientauth headers_setter health_check healthcheckv2 host_observer http_forwarder
            jaeger_remote_sampling jaegerremotesampling k8s_leader_elector k8s_observer memory_ballast memory_limiter
            oauth2_client oauth2client oidc opamp otlp_encoding pprof redis_storage remotetap sigv4auth sumologic zpages
            """),
    ]

    private static func words(_ text: String) -> Set<String> {
        Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
    }
}

"""Small OTLP requests, made with OpenTelemetry's own messages."""
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.metrics.v1.metrics_pb2 import AggregationTemporality

START = 1_760_000_000_000_000_000
SECOND = 1_000_000_000


def counter(name, value, start=START, time=START + 60 * SECOND):
    """A request that brings one point of a cumulative counter."""
    request = ExportMetricsServiceRequest()
    metric = request.resource_metrics.add().scope_metrics.add().metrics.add(name=name)
    metric.sum.aggregation_temporality = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE
    metric.sum.is_monotonic = True
    metric.sum.data_points.add(as_int=value, start_time_unix_nano=start, time_unix_nano=time)
    return request

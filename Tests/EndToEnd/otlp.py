"""Small OTLP requests, made with OpenTelemetry's own messages."""
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.metrics.v1.metrics_pb2 import AggregationTemporality

START = 1_760_000_000_000_000_000
SECOND = 1_000_000_000


def counter(name, value, start=START, time=START + 60 * SECOND, attributes={}):
    """A request that brings one point of a cumulative counter."""
    request = ExportMetricsServiceRequest()
    metric = request.resource_metrics.add().scope_metrics.add().metrics.add(name=name)
    metric.sum.aggregation_temporality = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE
    metric.sum.is_monotonic = True
    set_point(metric.sum.data_points.add(start_time_unix_nano=start, time_unix_nano=time), value, attributes)
    return request


def gauge(name, value, start=START, time=START + 60 * SECOND, attributes={}):
    """A request that brings one point of a gauge, at a time that moves with the start."""
    request = ExportMetricsServiceRequest()
    metric = request.resource_metrics.add().scope_metrics.add().metrics.add(name=name)
    set_point(metric.gauge.data_points.add(time_unix_nano=time + start - START), value, attributes)
    return request


def set_point(point, value, attributes):
    """Gives a point its value and its attributes."""
    if isinstance(value, int):
        point.as_int = value
    else:
        point.as_double = value
    for key, text in attributes.items():
        point.attributes.add(key=key).value.string_value = text


def of_resource(request, attributes):
    """The request with a resource of these attributes."""
    for key, text in attributes.items():
        request.resource_metrics[0].resource.attributes.add(key=key).value.string_value = text
    return request

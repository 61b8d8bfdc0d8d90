"""Requests made of what a corpus says that they hold: see Tests/Fixtures/clients."""
import base64
from itertools import groupby

from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest

NUMBERS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


def expected_request(entries):
    """The request that entries make, one for each metric."""
    request = ExportMetricsServiceRequest()
    entries = [entry for entry in entries if "metric" in entry]
    for resource, of_resource in groupby(entries, key=lambda entry: entry["resource"]):
        resource_metrics = request.resource_metrics.add(schema_url=resource["schema_url"])
        add_attributes(resource_metrics.resource.attributes, resource["attributes"])
        for scope, of_scope in groupby(of_resource, key=lambda entry: entry["scope"]):
            scope_metrics = resource_metrics.scope_metrics.add(schema_url=scope["schema_url"])
            scope_metrics.scope.name, scope_metrics.scope.version = scope["name"], scope["version"]
            add_attributes(scope_metrics.scope.attributes, scope["attributes"])
            for entry in of_scope:
                add_metric(scope_metrics.metrics.add(), entry)
    return request


def number(value):
    return NUMBERS.get(value, value)


def add_attributes(attributes, expected):
    for key, value in expected:
        set_value(attributes.add(key=key).value, value)


def set_value(target, value):
    ((kind, content),) = value.items()
    if kind == "array":
        target.array_value.SetInParent()
        for element in content:
            set_value(target.array_value.values.add(), element)
    elif kind == "kvlist":
        target.kvlist_value.SetInParent()
        add_attributes(target.kvlist_value.values, content)
    elif kind == "bytes":
        target.bytes_value = base64.b64decode(content)
    elif kind != "empty":
        setattr(target, f"{kind}_value", number(content))


def add_metric(metric, expected):
    metric.name, metric.unit, metric.description = expected["metric"], expected["unit"], expected["description"]
    if expected["kind"] == "none":
        return
    data = getattr(metric, expected["kind"])
    data.SetInParent()
    if "temporality" in expected:
        data.aggregation_temporality = ["unspecified", "delta", "cumulative"].index(expected["temporality"])
    if "monotonic" in expected:
        data.is_monotonic = expected["monotonic"]
    for point in expected["points"]:
        set_point(data.data_points.add(), point)


def set_point(target, expected):
    add_attributes(target.attributes, expected["attributes"])
    target.start_time_unix_nano, target.time_unix_nano = expected["start"], expected["time"]
    target.flags = expected.get("flags", 0)
    if "int" in expected:
        target.as_int = expected["int"]
    elif "double" in expected:
        target.as_double = number(expected["double"])
    for key in ("count", "sum", "min", "max", "scale", "zero_count", "zero_threshold"):
        if key in expected:
            setattr(target, key, number(expected[key]))
    if "bounds" in expected:
        target.explicit_bounds.extend(map(number, expected["bounds"]))
        target.bucket_counts.extend(expected["counts"])
    for side in ("positive", "negative"):
        if expected.get(side):
            getattr(target, side).offset = expected[side]["offset"]
            getattr(target, side).bucket_counts.extend(expected[side]["counts"])
    for exemplar in expected.get("exemplars", []):
        set_exemplar(target.exemplars.add(), exemplar)


def set_exemplar(target, expected):
    add_attributes(target.filtered_attributes, expected["filtered_attributes"])
    target.time_unix_nano = expected["time"]
    target.trace_id = bytes.fromhex(expected.get("trace_id", ""))
    target.span_id = bytes.fromhex(expected.get("span_id", ""))
    if "int" in expected:
        target.as_int = expected["int"]
    elif "double" in expected:
        target.as_double = number(expected["double"])

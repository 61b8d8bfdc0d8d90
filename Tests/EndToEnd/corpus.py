"""Requests of real Airflows, and what must stand on the page after them: see Tests/Fixtures/corpus."""
import json
import re
import tarfile
from dataclasses import dataclass

from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from windsock import FIXTURES

ARCHIVES = sorted((FIXTURES / "corpus").glob("*.tar.gz"))

WORDS = {"ms": "milliseconds", "": None}


@dataclass(frozen=True)
class Recorded:
    """A request as it came."""

    body: bytes
    content_type: str
    headers: dict


def recorded_requests(archive):
    """The requests of an archive in the order in which they came."""
    with tarfile.open(archive) as tar:
        files = {member.name: tar.extractfile(member).read() for member in tar}
    for line in files["requests.jsonl"].splitlines():
        fields = json.loads(line)
        encoding = fields["content_encoding"]
        headers = {"Content_Encoding": encoding} if encoding else {}
        yield Recorded(files[fields["body"]], fields["content_type"], headers)


def prometheus_types(archive):
    """The metrics that an archive's requests bring: their names on the page, and their types."""
    return {
        prometheus_name(metric): prometheus_type(metric)
        for request in recorded_requests(archive)
        for resource_metrics in ExportMetricsServiceRequest.FromString(request.body).resource_metrics
        for scope_metrics in resource_metrics.scope_metrics
        for metric in scope_metrics.metrics
    }


def prometheus_type(metric):
    """The type under which otelcol shows a metric."""
    if metric.HasField("sum"):
        return "counter" if metric.sum.is_monotonic else "gauge"
    return {"gauge": "gauge", "exponential_histogram": "histogram"}[metric.WhichOneof("data")]


def prometheus_name(metric):
    """The name under which otelcol shows a metric: its words, its unit and what its type asks for, joined by `_`."""
    words = [word for word in re.split("[^A-Za-z0-9:]", metric.name) if word]
    unit = WORDS[metric.unit]
    if unit and unit not in words:
        words.append(unit)
    if prometheus_type(metric) == "counter":
        words = [word for word in words if word != "total"] + ["total"]
    return "_".join(words)

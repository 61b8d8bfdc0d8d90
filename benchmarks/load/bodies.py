"""Request bodies: made ones of any size, and those that a real Airflow sent."""
import functools
import gzip
import json
import pathlib
import re
import tarfile
from dataclasses import dataclass, field, replace

from protobuf import Message, contents, fixed

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "Tests/Fixtures/corpus/airflow-3.3.2.tar.gz"

# What is sent, unless another name is asked for, on the page.
METRIC = "airflow_ti_finish_total"

# What stands where each request has something of its own. No other bytes of a body are like these.
START, TIME, VALUE = (fixed(bytes([0xF5, number] * 4)) for number in (1, 2, 3))
INSTANCE = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Template:
    """A body that is sent again and again, each time with a later time and a greater value in all of its points.

    `offsets` tells where these stand, as well as, if they change, the start times and the sender's id. The first
    point's value is the request's number, the next one's is one more, and so on.
    """

    points: int
    content: bytes
    offsets: dict[str, list[int]] = field(default_factory=dict)
    encoding: str = "identity"

    def begun(self, begin):
        """The template with one start time for all requests."""
        return replace(self, content=self.content.replace(START, begin.to_bytes(8, "little")))

    def filled(self, number, begin):
        """The body that is sent as the one of that number; `begin` is a time in nanoseconds since 1970."""
        content = bytearray(self.content)
        for what, value, step in (("values", number, 1), ("times", begin + number * 1000, 0)):
            for index, offset in enumerate(self.offsets[what]):
                content[offset : offset + 8] = (value + index * step).to_bytes(8, "little")
        return bytes(content)


@dataclass(frozen=True)
class Rotation:
    """Bodies that are sent one after the other, and then from the first on again."""

    points: float
    contents: list[bytes]
    encoding: str = "identity"


@functools.cache
def template(points, backwards=False, new_instances=False, name="airflow.ti.finish"):
    """Points of one counter with three attributes each, 94 bytes a point, whose start time is still to be set.

    With new instances each request comes from a process that nobody has heard of, which began at a time of its own and
    has counted once.
    """
    value = fixed((1).to_bytes(8, "little")) if new_instances else VALUE
    data_points = [data_point(index, value) for index in range(points)]
    metric = Message((1, name), (7, Message(*[(1, point) for point in data_points], (2, 2), (3, 1))))
    content = request(metric).encode(backwards)
    offsets = {"values": occurrences(content, VALUE), "times": occurrences(content, TIME)}
    if new_instances:
        offsets |= {"starts": occurrences(content, START), "instances": occurrences(content, INSTANCE.encode())}
    return Template(points, content, offsets)


def request(metric):
    """An ExportMetricsServiceRequest of Airflow with one metric."""
    resource = Message(
        *attribute(1, "telemetry.sdk.language", "python"),
        *attribute(1, "telemetry.sdk.name", "opentelemetry"),
        *attribute(1, "telemetry.sdk.version", "1.45.2"),
        *attribute(1, "service.instance.id", INSTANCE),
        *attribute(1, "service.name", "airflow"),
    )
    scope = Message((1, "airflow.sdk._shared.observability.metrics.otel_logger"))
    return Message((1, Message((1, resource), (2, Message((1, scope), (2, metric))))))


def data_point(index, value):
    """A NumberDataPoint."""
    return Message(
        (2, START),
        (3, TIME),
        (6, value),
        *attribute(7, "dag_id", f"dag_{dag_number(index)}"),
        *attribute(7, "task_id", "task_0"),
        *attribute(7, "state", "success"),
    )


def dag_number(index):
    """Six digits, other ones for each index below 900,000; they don't follow each other, or gzip would have too easy a
    time."""
    return 100_000 + index * 7919 % 900_000


def of_other_series(template, first):
    """The template with series as they have from the point with that index on."""
    content = bytearray(template.content)
    for index, match in enumerate(re.finditer(rb"dag_(\d{6})", template.content)):
        content[match.start(1) : match.end(1)] = b"%d" % dag_number(first + index)
    return replace(template, content=bytes(content))


def attribute(number, key, text):
    """A KeyValue with a text, as a field of that number."""
    return [(number, Message((1, key), (2, Message((1, text)))))]


def occurrences(content, part):
    """All offsets at which a part begins."""
    found, at = [], content.find(part)
    while at >= 0:
        found.append(at)
        at = content.find(part, at + len(part))
    return found


def rotation(template, begin, count, compressed):
    """The first bodies of a template, as they come or with gzip: what is compressed can't be changed on the way."""
    bodies = [template.filled(number, begin) for number in range(1, count + 1)]
    if not compressed:
        return Rotation(template.points, bodies)
    return Rotation(template.points, [gzip.compress(body, 6) for body in bodies], "gzip")


@functools.cache
def airflow():
    """What a real Airflow sent in one run; 1 point in the median."""
    with tarfile.open(CORPUS) as tar:
        files = {member.name: tar.extractfile(member).read() for member in tar}
    bodies = [files[json.loads(line)["body"]] for line in files["requests.jsonl"].splitlines()]
    return Rotation(sum(map(point_count, bodies)) / len(bodies), bodies)


def point_count(content):
    """How many points a request has."""
    metrics = [
        metric
        for resource in contents(content, 1)
        for scope in contents(resource, 2)
        for metric in contents(scope, 2)
    ]
    data = [data for metric in metrics for kind in (5, 7, 9, 10, 11) for data in contents(metric, kind)]
    return sum(len(contents(data, 1)) for data in data)

"""Requests that are valid, and made to be awkward for pages."""
import math

from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from otlp import SECOND, START

# They meet after escaping, or with the lines of one another, or are hard to quote.
NAMES = [
    "x", "x_count", "x_sum", "x_bucket", "x_total", "x_created", "x_info", "x.total", "x.count", "x-total", "x total",
    "x_seconds", "x.seconds", "x_seconds_total", "x_ratio", "x__y", "x.y", "x_y", "x:y", "x::total", "_x", "__x", "1x",
    "é", "è", "x.é", "日本", "😀", "e\u0301", "total", "_total", ".total", "count", "target",
    "target_info", "target.info", 'say "x"', "back\\slash", "\\", "new\nline", "tab\tr\r", " ", "x ", "{x}", "x,y", "x=y", "# x", "U__x", "x_dot_y",
    "otel", "NaN", "+Inf", "\u2028", "\x85", "\x00",
]
UNITS = [
    "", "", "", "1", "s", "ms", "By", "By/s", "%", "{tasks}", "é", "é/s", "/", "/s", "a b", "\n", "_", '"', "total",
    "count", "bucket", "sum", "created", "ratio", "info", "s/1", " s ", "x",
]
KEYS = [
    "a", "a.b", "a_b", "a-b", "é", "è", "1a", "_a", "a:b", "le", "quantile", "exported_le", "job", "instance", "a b",
    "otel_scope_name", "otel_scope_version", '"', "\\", "\n", "{", "}", ",", "=", "#", " ", "日本", "😀", "U__a",
    "a_dot_b", "service.name", "le.", "__name__", "__a", "A", "trace_id", "span_id", "\x00", "\u2028",
]
TEXTS = [
    "", "v", "é", '"', '""', "\\", '\\"', "\n", "\\n", "a\nb", "{", "}", ",", "=", '",a="', "# ", " # {", "  ", "\r",
    "\x00", "\u2028", "😀", "7", "x" * 130, "é" * 64,
]
NUMBERS = [0.0, -0.0, 1.0, 0.1, 1e-7, 123456.0, 1e6, 1234567.5, 1e15, 1e21, 1e300, 5e-324, 2.5, 1 / 3, 100.0]


class RandomMetrics:
    """Makes requests out of random numbers."""

    def __init__(self, random):
        self.random = random

    def request(self):
        request = ExportMetricsServiceRequest()
        for _ in range(self.random.randint(1, 3)):
            resource_metrics = request.resource_metrics.add()
            self.add_resource(resource_metrics.resource)
            for _ in range(self.random.randint(1, 2)):
                scope_metrics = resource_metrics.scope_metrics.add(schema_url=self.random.choice(["", *TEXTS]))
                scope_metrics.scope.name = self.random.choice(["", "airflow", "other", *TEXTS])
                scope_metrics.scope.version = self.random.choice(["", "", "1.2"])
                self.add_attributes(scope_metrics.scope.attributes, most=2)
                for _ in range(self.random.randint(1, 6)):
                    self.add_metric(scope_metrics.metrics.add())
        return request

    def add_resource(self, resource):
        for key in ("service.name", "service.instance.id", "service.namespace"):
            if self.random.random() < 0.7:
                resource.attributes.add(key=key).value.string_value = self.random.choice(["a", "b", *TEXTS])
        self.add_attributes(resource.attributes, most=3, besides=["service.name"])

    def add_metric(self, metric):
        metric.name = self.random.choice(NAMES)
        metric.unit = self.random.choice(UNITS)
        metric.description = self.random.choice(["", "", "Counts.", *TEXTS])
        add_points = self.random.choice(
            [self.add_gauge, self.add_sum, self.add_sum, self.add_histogram, self.add_exponential, self.add_summary]
        )
        add_points(metric)

    def add_gauge(self, metric):
        for point in self.points(metric.gauge):
            self.set_number(point, signed=True)
            self.add_exemplars(point)

    def add_sum(self, metric):
        metric.sum.aggregation_temporality = self.random.choice([1, 2, 2])
        # Python's parser of text takes `_total` from the names of counters, and then the empty name amiss.
        metric.sum.is_monotonic = self.random.random() < 0.8 and metric.name not in ("_total", ".total")
        for point in self.points(metric.sum):
            self.set_number(point, signed=not metric.sum.is_monotonic)
            self.add_exemplars(point)

    def add_histogram(self, metric):
        metric.histogram.aggregation_temporality = self.random.choice([1, 2, 2])
        bounds = sorted({self.number(signed=True) for _ in range(self.random.randint(0, 8))})
        for point in self.points(metric.histogram):
            point.explicit_bounds.extend(bounds)
            if bounds or self.random.random() < 0.5:
                point.bucket_counts.extend(self.count() for _ in range(len(bounds) + 1))
            point.count = sum(point.bucket_counts) if point.bucket_counts else self.count()
            self.set_sum(point, signed=any(bound < 0 for bound in bounds))
            self.add_exemplars(point)

    def add_exponential(self, metric):
        metric.exponential_histogram.aggregation_temporality = self.random.choice([1, 2, 2])
        for point in self.points(metric.exponential_histogram):
            point.scale = self.random.choice([-10, -5, -4, -1, 0, 0, 1, 3, 8, 10, 20])
            point.zero_count = self.random.choice([0, self.count()])
            point.zero_threshold = self.random.choice([0, 0, 1e-9, 0.5])
            sides = [point.positive, *([point.negative] if self.random.random() < 0.4 else [])]
            for side in sides:
                side.offset = self.random.choice([0, 1, -1, -5, 7, 40, 159, -2000])
                side.bucket_counts.extend(self.count() for _ in range(self.random.choice([0, 1, 3, 160])))
            point.count = point.zero_count + sum(sum(side.bucket_counts) for side in sides)
            self.set_sum(point, signed=any(point.negative.bucket_counts))
            self.add_exemplars(point)

    def add_summary(self, metric):
        for point in self.points(metric.summary):
            point.count = self.count()
            point.sum = self.number()
            for quantile in sorted(self.random.sample([0, 0.1, 0.5, 0.99, 1], self.random.randint(0, 5))):
                point.quantile_values.add(quantile=quantile, value=self.number())

    def points(self, data):
        """A few points of different attributes, each with its times."""
        known = set()
        for _ in range(self.random.randint(1, 3)):
            point = data.data_points.add(time_unix_nano=START + self.random.randint(1, 60) * SECOND)
            point.start_time_unix_nano = self.random.choice([0, START, START + 123_456_789])
            self.add_attributes(point.attributes, most=4)
            key = str(sorted(map(str, point.attributes)))
            if key in known:
                del data.data_points[-1]
                continue
            known.add(key)
            yield point

    def add_exemplars(self, point):
        for _ in range(self.random.choice([0, 0, 1, 3])):
            exemplar = point.exemplars.add(time_unix_nano=self.random.choice([0, START, START + SECOND]))
            exemplar.as_double = self.number(signed=True)
            if self.random.random() < 0.7:
                exemplar.trace_id, exemplar.span_id = self.random.randbytes(16), self.random.randbytes(8)
            # Python's parser of OpenMetrics takes an escaped quote in an exemplar for the end of the text.
            self.add_attributes(exemplar.filtered_attributes, most=4, without='"')

    def add_attributes(self, attributes, most, besides=(), without=None):
        """Attributes, each of its own key."""
        for key in self.random.sample(KEYS, self.random.randint(0, most)):
            value = self.random.choice(TEXTS)
            if key in besides or without and (without in key or without in value):
                continue
            attribute = attributes.add(key=key)
            match self.random.randint(0, 9):
                case 0:
                    attribute.value.int_value = self.random.randint(-5, 5)
                case 1:
                    attribute.value.double_value = self.number(signed=True)
                case 2:
                    attribute.value.bool_value = True
                case 3 if without is None:
                    attribute.value.array_value.values.add(string_value=value)
                case 4 if without is None:
                    attribute.value.kvlist_value.values.add(key=key).value.string_value = value
                case 5:
                    attribute.value.bytes_value = self.random.randbytes(3)
                case _:
                    attribute.value.string_value = value

    def set_number(self, point, signed):
        if self.random.random() < 0.4:
            point.as_int = self.random.choice([0, 1, 7, 2**53 + 1, 2**63 - 1]) * (-1 if signed else 1)
        elif signed and self.random.random() < 0.1:
            point.as_double = self.random.choice([math.nan, math.inf, -math.inf])
        else:
            point.as_double = self.number(signed)

    def set_sum(self, point, signed):
        if self.random.random() < 0.9:
            point.sum = self.number(signed)

    def number(self, signed=False):
        return self.random.choice(NUMBERS) * (self.random.choice([-1, 1]) if signed else 1)

    def count(self):
        return self.random.choice([0, 0, 0, 1, 2, 3, 1000, 10**7])

"""A real Prometheus scrapes the page in each format that it asks for, and has all that stands there."""
import contextlib
import time
import types

import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from prometheus import Prometheus
from windsock import Windsock, free_port
# What makes Prometheus 2 ask for protobuf before anything else.
NATIVE = "--enable-feature=native-histograms,exemplar-storage"
EXEMPLARS = "--enable-feature=exemplar-storage"
FORMATS = ["text", "openmetrics", "protobuf"]

TRACE, SPAN = bytes(range(16)), bytes(range(8))


@pytest.fixture(scope="module")
def servers():
    """A server for each format, all of which were there before the first metric came."""
    openmetrics_port = free_port()
    settings = [
        "exporters.prometheus/openmetrics={enable_open_metrics: true}",
        f"exporters.prometheus/openmetrics.endpoint=127.0.0.1:{openmetrics_port}",
        "service.pipelines.metrics.exporters=[prometheus, prometheus/openmetrics]",
    ]
    with contextlib.ExitStack() as stack:
        windsock = stack.enter_context(Windsock(settings=settings))
        servers = types.SimpleNamespace(
            text=stack.enter_context(Prometheus(windsock.page_port, EXEMPLARS)),
            openmetrics=stack.enter_context(Prometheus(openmetrics_port, EXEMPLARS)),
            protobuf=stack.enter_context(Prometheus(windsock.page_port, NATIVE)),
        )
        for server in vars(servers).values():
            server.wait_for("up", 1)
        assert windsock.push(all_kinds()).status == 200
        for server in vars(servers).values():
            server.wait_for("jobs_total", 12)
        yield servers


@pytest.fixture(params=FORMATS)
def prometheus(request, servers):
    return getattr(servers, request.param)


def all_kinds():
    """A metric of each kind, with exemplars."""
    request = ExportMetricsServiceRequest()
    metrics = request.resource_metrics.add().scope_metrics.add().metrics
    # What began before Windsock did would be there from the first sample on.
    times = {"start_time_unix_nano": time.time_ns(), "time_unix_nano": time.time_ns()}

    jobs = metrics.add(name="jobs", description="How many jobs began.")
    jobs.sum.is_monotonic, jobs.sum.aggregation_temporality = True, 2
    add_exemplar(jobs.sum.data_points.add(as_int=12, **times), 1)

    slots = metrics.add(name="slots", description="How many slots are open.")
    for pool, value in (("default_pool", 128), ('a "b"\\\n', -0.5)):
        point = slots.gauge.data_points.add(as_double=value, **times)
        point.attributes.add(key="pool.name").value.string_value = pool

    wait = metrics.add(name="wait", unit="s", description="How long jobs waited.")
    wait.histogram.aggregation_temporality = 2
    point = wait.histogram.data_points.add(
        count=6, sum=31.5, explicit_bounds=[1, 5, 10], bucket_counts=[1, 2, 2, 1], **times
    )
    add_exemplar(point, 3.5)

    duration = metrics.add(name="duration", unit="ms", description="How long jobs took.")
    duration.exponential_histogram.aggregation_temporality = 2
    point = duration.exponential_histogram.data_points.add(count=10, sum=100, scale=1, zero_count=1, **times)
    point.positive.offset = 2
    point.positive.bucket_counts.extend([2, 3, 4])
    add_exemplar(point, 3.5)

    lag = metrics.add(name="lag", unit="s", description="How late jobs were.")
    point = lag.summary.data_points.add(count=4, sum=10, **times)
    point.quantile_values.add(quantile=0.5, value=2)
    point.quantile_values.add(quantile=1, value=4)
    return request


def add_exemplar(point, value):
    exemplar = point.exemplars.add(as_double=value, time_unix_nano=time.time_ns(), trace_id=TRACE, span_id=SPAN)
    # Prometheus 2 leaves a backslash before quotes in exemplars of OpenMetrics.
    exemplar.filtered_attributes.add(key="run.id").value.string_value = "manual, 1"


def test_no_target_is_down(prometheus):
    (target,) = prometheus.ask("targets")["activeTargets"]
    assert (target["health"], target["lastError"]) == ("up", "")
    assert prometheus.value("min_over_time(up[5m])") == 1
    assert prometheus.value("scrape_samples_scraped == scrape_samples_post_metric_relabeling") > 0


def test_numbers_arrive(prometheus):
    assert prometheus.value("jobs_total") == 12
    assert prometheus.value('slots{pool_name="default_pool"}') == 128
    assert prometheus.value(r'slots{pool_name="a \"b\"\\\n"}') == -0.5


def test_a_histogram_arrives(prometheus):
    buckets = {float(labels["le"]): value for labels, value in prometheus.query("wait_seconds_bucket")}
    assert buckets == {1: 1, 5: 3, 10: 5, float("inf"): 6}
    assert prometheus.value("wait_seconds_sum") == 31.5
    assert prometheus.value("wait_seconds_count") == 6


def test_a_summary_arrives(prometheus):
    assert {float(labels["quantile"]): value for labels, value in prometheus.query("lag_seconds")} == {0.5: 2, 1: 4}
    assert prometheus.value("lag_seconds_sum") == 10
    assert prometheus.value("lag_seconds_count") == 4


@pytest.mark.parametrize("name", ["text", "openmetrics"])
def test_an_exponential_histogram_arrives_with_bounds(servers, name):
    prometheus = getattr(servers, name)
    buckets = {float(labels["le"]): value for labels, value in prometheus.query("duration_milliseconds_bucket")}
    assert sorted(buckets) == [0, *(2**exponent for exponent in range(28)), float("inf")]
    assert [buckets[bound] for bound in (0, 1, 2, 4, 8, 2**27, float("inf"))] == [1, 1, 1, 6, 10, 10, 10]
    assert prometheus.value("duration_milliseconds_sum") == 100


def test_an_exponential_histogram_arrives_as_native_one(servers):
    assert servers.protobuf.value("histogram_count(duration_milliseconds)") == 10
    assert servers.protobuf.value("histogram_sum(duration_milliseconds)") == 100
    # All that is below the first bound is what was at zero.
    assert servers.protobuf.value("histogram_fraction(-1, 2, duration_milliseconds)") == 0.1
    assert servers.protobuf.value("histogram_fraction(-1, 4, duration_milliseconds)") == pytest.approx(0.6)


@pytest.mark.parametrize(
    "name, kind, help, unit",
    [
        ("jobs", "counter", "How many jobs began.", ""),
        ("slots", "gauge", "How many slots are open.", ""),
        ("wait_seconds", "histogram", "How long jobs waited.", "seconds"),
        ("duration_milliseconds", "histogram", "How long jobs took.", "milliseconds"),
        ("lag_seconds", "summary", "How late jobs were.", "seconds"),
    ],
)
@pytest.mark.parametrize("format", FORMATS)
def test_metadata_arrive(servers, format, name, kind, help, unit):
    if kind == "counter" and format != "openmetrics":
        name += "_total"
    (metadata,) = getattr(servers, format).ask("targets/metadata", metric=name)
    # Prometheus 2 reads units of OpenMetrics only.
    assert (metadata["type"], metadata["help"]) == (kind, help)
    assert metadata["unit"] == (unit if format == "openmetrics" else "")


EXEMPLAR_VALUES = {"jobs_total": 1, "wait_seconds_bucket": 3.5, "duration_milliseconds": 3.5}


@pytest.mark.parametrize("format", ["openmetrics", "protobuf"])
@pytest.mark.parametrize("name, value", EXEMPLAR_VALUES.items())
def test_exemplars_arrive(servers, format, name, value):
    if format == "openmetrics" and name == "duration_milliseconds":
        name += "_bucket"
    now = time.time()
    (series,) = getattr(servers, format).ask("query_exemplars", query=name, start=now - 3600, end=now + 60)
    assert series["seriesLabels"]["__name__"] == name
    (exemplar,) = series["exemplars"]
    assert exemplar["labels"] == {"trace_id": TRACE.hex(), "span_id": SPAN.hex(), "run_id": "manual, 1"}
    assert float(exemplar["value"]) == value
    assert exemplar["timestamp"] == pytest.approx(now, abs=60)


def test_text_has_no_exemplars(servers):
    assert servers.text.ask("query_exemplars", query="jobs_total", start=0, end=time.time() + 60) == []


def test_openmetrics_tells_when_counting_began(servers):
    assert servers.openmetrics.value("jobs_created") == pytest.approx(time.time(), abs=60)


@pytest.mark.parametrize("counter, value", [("jobs_total", 12), ("wait_seconds_count", 6), ("wait_seconds_sum", 31.5)])
def test_an_increase_is_what_was_counted_since_prometheus_was_there(prometheus, counter, value):
    assert prometheus.increase(counter) == pytest.approx(value)


def test_an_increase_of_buckets_is_what_was_counted(prometheus):
    newest = prometheus.value("timestamp(jobs_total)")
    increases = prometheus.query("increase(wait_seconds_bucket[1h])", newest)
    buckets = {float(labels["le"]): value for labels, value in increases}
    assert buckets == pytest.approx({1: 1, 5: 3, 10: 5, float("inf"): 6})


def test_a_native_histogram_begins_with_nothing(servers):
    # Prometheus 2 doesn't know of them that there is nothing before the first sample, if that is 0, to extrapolate to.
    counts = "histogram_count(duration_milliseconds)[1m:100ms]"
    assert servers.protobuf.value(f"min_over_time({counts})") == 0
    assert servers.protobuf.value(f"max_over_time({counts})") == 10

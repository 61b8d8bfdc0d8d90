"""Every instrument of the OpenTelemetry SDK, from the call in a program to the line on the page."""
import pytest
import sdk
from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.metrics import Observation
from opentelemetry.sdk.metrics import Histogram
from opentelemetry.sdk.metrics.view import ExponentialBucketHistogramAggregation, View


@pytest.fixture
def provider(windsock):
    with sdk.meter_provider(windsock) as provider:
        yield provider


@pytest.fixture
def meter(provider):
    return provider.get_meter("airflow")


def test_a_counter_is_added_up_for_each_set_of_attributes(windsock, provider, meter):
    finished = meter.create_counter("ti.finish")
    finished.add(2, {"dag_id": "etl", "state": "success"})
    finished.add(1, {"dag_id": "etl", "state": "success"})
    finished.add(1, {"dag_id": "etl", "state": "failed"})
    provider.force_flush()

    page = windsock.page()
    assert page.types["ti_finish_total"] == "counter"
    assert page.value("ti_finish_total", dag_id="etl", state="success") == 3
    assert page.value("ti_finish_total", dag_id="etl", state="failed") == 1


def test_a_counter_shows_its_newest_total(windsock, provider, meter):
    finished = meter.create_counter("ti.finish")
    finished.add(2)
    provider.force_flush()
    finished.add(5)
    provider.force_flush()
    assert windsock.page().value("ti_finish_total") == 7


def test_an_up_down_counter_is_a_gauge(windsock, provider, meter):
    running = meter.create_up_down_counter("tasks.running")
    running.add(5)
    running.add(-8)
    provider.force_flush()

    page = windsock.page()
    assert page.types["tasks_running"] == "gauge"
    assert page.value("tasks_running") == -3


def test_a_gauge_shows_its_newest_value(windsock, provider, meter):
    slots = meter.create_gauge("pool.open_slots")
    slots.set(128, {"pool_name": "default_pool"})
    slots.set(0.5, {"pool_name": "default_pool"})
    provider.force_flush()

    page = windsock.page()
    assert page.types["pool_open_slots"] == "gauge"
    assert page.value("pool_open_slots", pool_name="default_pool") == 0.5


def test_what_is_observed_is_shown(windsock, provider, meter):
    meter.create_observable_counter("cpu.time", [lambda _: [Observation(12.5, {"mode": "user"})]], "s")
    meter.create_observable_up_down_counter("queue.length", [lambda _: [Observation(-2)]])
    meter.create_observable_gauge("dagbag.size", [lambda _: [Observation(42)]])
    provider.force_flush()

    page = windsock.page()
    assert page.types["cpu_time_seconds_total"] == "counter"
    assert page.value("cpu_time_seconds_total", mode="user") == 12.5
    assert page.types["queue_length"] == "gauge"
    assert page.value("queue_length") == -2
    assert page.types["dagbag_size"] == "gauge"
    assert page.value("dagbag_size") == 42


def test_a_histogram_shows_its_buckets(windsock, provider, meter):
    duration = meter.create_histogram("task.duration", "ms", explicit_bucket_boundaries_advisory=[10, 100, 1000])
    for milliseconds in (5, 10, 70, 5000):
        duration.record(milliseconds)
    provider.force_flush()

    page = windsock.page()
    assert page.types["task_duration_milliseconds"] == "histogram"
    assert page.buckets("task_duration_milliseconds") == {"10": 2, "100": 3, "1000": 3, "+Inf": 4}
    assert page.value("task_duration_milliseconds_count") == 4
    assert page.value("task_duration_milliseconds_sum") == 5085


def test_an_exponential_histogram_shows_classic_buckets(windsock):
    exponential = View(instrument_type=Histogram, aggregation=ExponentialBucketHistogramAggregation())
    with sdk.meter_provider(windsock, views=[exponential]) as provider:
        duration = provider.get_meter("airflow").create_histogram("task.duration", "ms")
        for milliseconds in (0, 1.5, 3, 6, 100):
            duration.record(milliseconds)

    page = windsock.page()
    assert page.types["task_duration_milliseconds"] == "histogram"
    assert page.value("task_duration_milliseconds_count") == 5
    assert page.value("task_duration_milliseconds_sum") == 110.5
    buckets = {float(bound): count for bound, count in page.buckets("task_duration_milliseconds").items()}
    assert buckets[float("inf")] == 5
    assert sorted(buckets.values()) == [buckets[bound] for bound in sorted(buckets)], "counts are cumulative"
    assert at_or_below(buckets, 0.1) == 1
    assert at_or_below(buckets, 50) == 4
    assert at_or_below(buckets, 1000) == 5


def at_or_below(buckets, value):
    """The count of the widest bucket that holds nothing above a value."""
    return buckets[max(bound for bound in buckets if bound <= value)]


@pytest.mark.parametrize("compression", [Compression.NoCompression, Compression.Gzip, Compression.Deflate])
def test_a_compressed_body_says_the_same(windsock, compression):
    with sdk.meter_provider(windsock, compression) as provider:
        provider.get_meter("airflow").create_counter("ti.finish").add(3)
        assert provider.force_flush()
    assert windsock.page().value("ti_finish_total") == 3


def test_deltas_add_up(windsock):
    with sdk.meter_provider(windsock, temporality=sdk.DELTA) as provider:
        meter = provider.get_meter("airflow")
        finished = meter.create_counter("ti.finish")
        duration = meter.create_histogram("task.duration", explicit_bucket_boundaries_advisory=[10])
        running = meter.create_up_down_counter("tasks.running")
        for count in (2, 3, 4):
            finished.add(count)
            duration.record(count * 4)
            running.add(count)
            provider.force_flush()

    page = windsock.page()
    assert page.value("ti_finish_total") == 9
    assert page.value("task_duration_count") == 3
    assert page.value("task_duration_sum") == 36
    assert page.buckets("task_duration") == {"10": 1, "+Inf": 3}
    assert page.value("tasks_running") == 9


def test_the_scope_and_the_resource_become_labels(windsock, provider):
    meter = provider.get_meter("airflow.jobs", "3.3.2", "https://example.com/schema", {"team": "data"})
    meter.create_counter("ti.finish").add(1, {"dag_id": "etl"})
    provider.force_flush()

    assert windsock.page().sample("ti_finish_total").labels == {
        "dag_id": "etl",
        "job": "airflow",
        "otel_scope_name": "airflow.jobs",
        "otel_scope_schema_url": "https://example.com/schema",
        "otel_scope_team": "data",
        "otel_scope_version": "3.3.2",
    }


def test_the_description_and_the_unit_are_kept(windsock, provider, meter):
    meter.create_counter("dag.file.size", "By", "Bytes read\nfrom C:\\dags").add(1_500_000)
    provider.force_flush()

    page = windsock.page()
    assert page.help["dag_file_size_bytes_total"] == r"Bytes read\nfrom C:\\dags"
    assert page.value("dag_file_size_bytes_total") == 1_500_000


def test_an_attribute_may_hold_anything(windsock, provider, meter):
    anything = 'quote " backslash \\ newline \n 🌬️'
    meter.create_counter("ti.finish").add(
        1, {"text": anything, "number": 7, "truth": True, "list": ["a", "b"], "dotted.name-1": "x"}
    )
    provider.force_flush()

    labels = windsock.page().sample("ti_finish_total").labels
    assert labels["text"] == anything
    assert labels["number"] == "7"
    assert labels["truth"] == "true"
    assert labels["list"] == '["a","b"]'
    assert labels["dotted_name_1"] == "x"

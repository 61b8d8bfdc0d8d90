"""A real Prometheus scrapes the page and answers queries."""
import otlp
import pytest
import sdk
from opentelemetry.sdk.metrics import Histogram
from opentelemetry.sdk.metrics.view import ExponentialBucketHistogramAggregation, View
from prometheus import Prometheus
from windsock import Windsock


@pytest.fixture(scope="module")
def windsock():
    with Windsock() as running:
        yield running


@pytest.fixture(scope="module")
def prometheus(windsock):
    with Prometheus(windsock.page_port) as running:
        running.wait_for("up", 1)
        yield running


def test_a_value_arrives_with_its_labels(windsock, prometheus):
    with sdk.meter_provider(windsock) as provider:
        provider.get_meter("airflow.jobs").create_gauge("pool.open_slots").set(128, {"pool_name": "default_pool"})
    prometheus.wait_for('pool_open_slots{job="airflow", pool_name="default_pool", otel_scope_name="airflow.jobs"}', 128)


def test_an_increase_is_what_was_added(windsock, prometheus):
    for value in (0, 5, 12):
        windsock.push(otlp.counter("jobs", value))
        prometheus.wait_for("jobs_total", value)

    # A series that began at 0, seen from its newest sample, leaves Prometheus nothing to extrapolate.
    newest = prometheus.value("timestamp(jobs_total)")
    assert prometheus.value("increase(jobs_total[5m])", newest) == pytest.approx(12)
    assert prometheus.value("rate(jobs_total[5m])", newest) == pytest.approx(12 / 300)


def test_quantiles_of_an_exponential_histogram_are_near(windsock, prometheus):
    exponential = View(instrument_type=Histogram, aggregation=ExponentialBucketHistogramAggregation())
    with sdk.meter_provider(windsock, views=[exponential]) as provider:
        duration = provider.get_meter("airflow").create_histogram("task.duration", "ms")
        for milliseconds in range(1, 1001):
            duration.record(milliseconds)
    prometheus.wait_for("task_duration_milliseconds_count", 1000)

    for quantile in (0.1, 0.5, 0.9, 0.99):
        promql = f"histogram_quantile({quantile}, task_duration_milliseconds_bucket)"
        assert prometheus.value(promql) == pytest.approx(quantile * 1000, rel=0.05)


def test_nothing_on_the_page_is_refused(prometheus):
    assert prometheus.value("scrape_samples_scraped == scrape_samples_post_metric_relabeling") > 0
    assert prometheus.value("up") == 1

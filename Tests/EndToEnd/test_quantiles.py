"""What Prometheus says of the quantiles of a timer, over buckets with bounds and over a native histogram, against those
of the very values that were recorded."""
import contextlib
import math
import random
import types
import uuid

import prometheus_messages
import pytest
import sdk
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.sdk.metrics import Histogram, MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.metrics.view import ExponentialBucketHistogramAggregation
from opentelemetry.sdk.resources import Resource
from parsed_pages import PROTOBUF
from prometheus import Prometheus
from short_lived import run_process
from test_scraped_formats import NATIVE
from windsock import Windsock

# What the values of a task are about, in milliseconds, and how many of them a process records.
TASKS = {"quick": (200, 140), "slow": (60_000, 60)}
PROCESSES = 10
QUANTILES = [0.5, 0.9, 0.99]

# As Airflow sends its timers, and as a client that asks for deltas would.
TEMPORALITIES = {"task.duration": None, "task.wait": sdk.DELTA}

# An estimate and the true value are between the same two bounds, of which there is one for each doubling.
CLASSIC_ERROR = 2


@pytest.fixture(scope="module")
def run():
    """Processes that record values one after the other, each a little slower than the last and scraped before the next
    one begins; then one that records as many."""
    values = random.Random(7)
    recorded = {task: [] for task in TASKS}
    with contextlib.ExitStack() as stack:
        windsock = stack.enter_context(Windsock())
        text = stack.enter_context(Prometheus(windsock.page_port))
        native = stack.enter_context(Prometheus(windsock.page_port, NATIVE))
        for server in (text, native):
            server.wait_for("up", 1)

        def run_one_process(share, slowness):
            mine = [(task, value * slowness) for task in TASKS for value in milliseconds(values, task, share)]
            values.shuffle(mine)
            for task, value in mine:
                recorded[task].append(value)
            run_process(lambda: record(windsock, mine))
            count = sum(map(len, recorded.values()))
            for name in map(page_name, TEMPORALITIES):
                text.wait_for(f"sum({name}_count)", count)
                native.wait_for(f"histogram_count(sum({name}))", count)

        for number in range(PROCESSES):
            run_one_process(share=1, slowness=1.15**number)
        half = {server: newest(server) for server in (text, native)}
        first = {task: sorted(all) for task, all in recorded.items()}
        run_one_process(share=PROCESSES, slowness=2)
        end = {server: newest(server) for server in (text, native)}
        later = {task: sorted(all[len(first[task]) :]) for task, all in recorded.items()}
        recorded = {task: sorted(all) for task, all in recorded.items()}
        yield types.SimpleNamespace(
            windsock=windsock, text=text, native=native, half=half, end=end, first=first, later=later, all=recorded
        )


def milliseconds(values, task, share):
    middle, count = TASKS[task]
    return [values.lognormvariate(math.log(middle), 0.6) for _ in range(count * share)]


def record(windsock, values):
    """Records values in exponential histograms of either temporality, and sends them in two parts."""
    resource = Resource({"service.name": "airflow", "service.instance.id": str(uuid.uuid4())})
    aggregation = {Histogram: ExponentialBucketHistogramAggregation()}
    for name, temporality in TEMPORALITIES.items():
        exporter = OTLPMetricExporter(
            windsock.endpoint, preferred_temporality=temporality, preferred_aggregation=aggregation
        )
        reader = PeriodicExportingMetricReader(exporter, export_interval_millis=math.inf)
        provider = MeterProvider([reader], resource, shutdown_on_exit=False)
        histogram = provider.get_meter("airflow").create_histogram(name, "ms")
        for part in (values[::2], values[1::2]):
            for task, value in part:
                histogram.record(value, {"task_id": task})
            assert provider.force_flush()


def page_name(name):
    return name.replace(".", "_") + "_milliseconds"


def newest(prometheus):
    """The time of the newest scrape."""
    return prometheus.value("timestamp(up)")


def true_quantile(quantile, recorded):
    recorded = sorted(recorded)
    return recorded[math.ceil(quantile * len(recorded)) - 1]


def next_quantile(quantile, recorded):
    """The value behind, where the quantile lies just between two: a rate, which is no whole number, may take either."""
    recorded = sorted(recorded)
    return recorded[min(math.floor(quantile * len(recorded)), len(recorded) - 1)]


def assert_near(estimate, truth, error, other_truth=None):
    """The estimate differs from the truth, or from what lies between both, by less than a factor."""
    assert truth / error < estimate < (other_truth or truth) * error


def native_error(run, name):
    """The ratio of neighbouring bounds of the native histograms."""
    families = prometheus_messages.families(run.windsock.scrape(Accept=PROTOBUF).body)
    schemas = [metric["histogram"]["schema"] for metric in families[name]["metric"]]
    assert min(schemas) >= 4
    return 2 ** 2 ** -min(schemas)


@pytest.fixture(params=TEMPORALITIES)
def name(request):
    return page_name(request.param)


@pytest.mark.parametrize("task", TASKS)
def test_bounds_are_as_near_as_stated(run, name, task):
    bounds = [float(bound) for bound in run.windsock.page().buckets(name, task_id=task)]
    assert len(bounds) <= 41
    truth = [true_quantile(quantile, run.all[task]) for quantile in (0.001, 0.999)]
    near = [bound for bound in bounds if truth[0] < bound < truth[1]]
    assert all(high / low < CLASSIC_ERROR * 1.001 for low, high in zip(near, near[1:]))


@pytest.mark.parametrize("quantile", QUANTILES)
@pytest.mark.parametrize("task", TASKS)
def test_quantiles_of_all_values(run, name, task, quantile):
    truth = true_quantile(quantile, run.all[task])
    classic = run.text.value(f'histogram_quantile({quantile}, {name}_bucket{{task_id="{task}"}})')
    native = run.native.value(f'histogram_quantile({quantile}, {name}{{task_id="{task}"}})')
    assert_near(classic, truth, CLASSIC_ERROR)
    assert_near(native, truth, native_error(run, name))


@pytest.mark.parametrize("quantile", QUANTILES)
@pytest.mark.parametrize("task", TASKS)
def test_quantiles_of_the_values_of_some_time(run, name, task, quantile):
    truth, other = true_quantile(quantile, run.later[task]), next_quantile(quantile, run.later[task])
    assert_near(rated_quantile(run, run.text, quantile, f"{name}_bucket", task), truth, CLASSIC_ERROR, other)
    assert_near(rated_quantile(run, run.native, quantile, name, task), truth, native_error(run, name), other)


def rated_quantile(run, prometheus, quantile, series, task):
    """A quantile of what came between the half and the end, as dashboards ask for it."""
    # From the one scrape to the other: one more before would bring values of the time before.
    milliseconds = round((run.end[prometheus] - run.half[prometheus]) * 1000)
    rate = f'rate({series}{{task_id="{task}"}}[{milliseconds}ms])'
    return prometheus.value(f"histogram_quantile({quantile}, {rate})", run.end[prometheus])


@pytest.mark.parametrize("quantile", QUANTILES)
@pytest.mark.parametrize("task", TASKS)
def test_quantiles_of_the_values_since_the_first(run, name, task, quantile):
    # Meanwhile the histogram has got values below and above those that it had when it was scraped first.
    truth, other = true_quantile(quantile, run.first[task]), next_quantile(quantile, run.first[task])
    classic = f'histogram_quantile({quantile}, rate({name}_bucket{{task_id="{task}"}}[1h]))'
    native = f'histogram_quantile({quantile}, rate({name}{{task_id="{task}"}}[1h]))'
    assert_near(run.text.value(classic, run.half[run.text]), truth, CLASSIC_ERROR, other)
    assert_near(run.native.value(native, run.half[run.native]), truth, native_error(run, name), other)


@pytest.mark.parametrize("quantile", QUANTILES)
def test_quantiles_of_all_tasks_together(run, name, quantile):
    truth = true_quantile(quantile, [value for values in run.all.values() for value in values])
    classic = run.text.value(f"histogram_quantile({quantile}, sum by (le) ({name}_bucket))")
    native = run.native.value(f"histogram_quantile({quantile}, sum({name}))")
    assert_near(classic, truth, CLASSIC_ERROR)
    assert_near(native, truth, native_error(run, name))

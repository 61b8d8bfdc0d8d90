"""The pipelines that are ready to be run, with what real Airflows sent: see Tests/Fixtures/corpus."""
import json
import re

import pytest
from corpus import ARCHIVES, recorded_requests
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from otlp import counter
from test_true_counts import MILLI, labels_of, name_on_page, push_all
from windsock import FIXTURES, PIPELINES, Windsock, command

# What these Airflows wrote into names: ids of DAGs and tasks, and others. The task `deferred` is never without its DAG.
IDS = {
    "count_me", "every_minute", "example_astronauts", "kill_me", "longish", "pooled", "retry_me", "skip_me", "twelve",
    "always_fails", "choose", "fifteen_seconds", "flaky", "get_astronauts", "print_astronaut_craft", "skipper", "tick",
    "twelve_seconds", "work", "default_pool", "small_pool", "lab_dags", "slow_parse", "dags_folder", "localexecutor",
    "vm", "w1",
}
OPERATORS = re.compile("airflow.(operator_successes|operator_failures|task_instance_created)_(?!total$).+")

# What attributes are called once their keys are normal.
KEYS = {"operator_name": "operator", "executor_class_name": "executor"}


@pytest.fixture(scope="module", params=ARCHIVES, ids=lambda archive: archive.name.removesuffix(".tar.gz"))
def archive(request):
    return request.param


@pytest.fixture(scope="module")
def tidy(archive):
    return page_after(archive, "tidy.yaml")


def page_after(archive, pipeline, *settings):
    """The page of a pipeline after all requests of an archive."""
    with Windsock("--config", PIPELINES / pipeline, settings=settings) as windsock:
        push_all(windsock, recorded_requests(archive))
        return windsock.page()


def truth_of(archive):
    return json.loads(archive.with_name(archive.name.replace(".tar.gz", ".truth.json")).read_text())


def has_ids(name):
    """Whether a name, as sent or as shown, has ids in it; they have underscores themselves."""
    words = re.split("[._-]", name)
    runs = {"_".join(words[first:last]) for first in range(len(words)) for last in range(first + 1, len(words) + 1)}
    return bool(runs & IDS or OPERATORS.fullmatch(name))


@pytest.mark.parametrize("pipeline", sorted(PIPELINES.glob("*.yaml")), ids=lambda pipeline: pipeline.name)
def test_each_pipeline_runs(pipeline):
    validated = command("validate", "--strict", "--config", pipeline)
    assert (validated.returncode, validated.stderr) == (0, "")
    with Windsock("--config", pipeline) as windsock:
        assert windsock.page().samples == []


# tidy.yaml


@pytest.mark.parametrize("choice", ["drop", "rewrite"])
def test_no_name_has_ids_in_it(archive, tidy, choice):
    page = tidy if choice == "drop" else page_after(archive, "tidy.yaml", f"processors.airflow.legacy_names={choice}")
    assert [name for name in page.types if has_ids(name) or name.startswith("airflow_airflow")] == []


@pytest.mark.parametrize("choice", ["drop", "rewrite"])
def test_each_event_is_counted_under_one_name(archive, tidy, choice):
    page = tidy if choice == "drop" else page_after(archive, "tidy.yaml", f"processors.airflow.legacy_names={choice}")
    job = page.samples[0].labels["job"]
    expected = {}
    for count in tidy_counts(archive):
        labels = labels_of(count["attributes"]) | {"job": job, "otel_scope_name": count["scope"]}
        name = name_on_page(page, count["metric"])
        if "sum" in count:
            expected[f"{name}_count", frozenset(labels.items())] = count["value"]
            expected[f"{name}_sum", frozenset(labels.items())] = pytest.approx(count["sum"], abs=MILLI)
        else:
            expected[name, frozenset(labels.items())] = count["value"]
    counted = {name for name, _ in expected}
    assert {(s.name, frozenset(s.labels.items())): s.value for s in page.samples if s.name in counted} == expected
    # Nothing else is counted.
    kinds = [name for name, kind in page.types.items() if kind in ("counter", "histogram")]
    assert {name for name in kinds if not {name, f"{name}_count"} & counted} == set()


def tidy_counts(archive):
    """What an archive's counts are under modern names."""
    for count in truth_of(archive)["streams"]:
        if not has_ids(count["metric"]):
            attributes = {KEYS.get(key, key): value for key, value in count["attributes"].items()}
            yield count | {"metric": count["metric"].replace("airflow.airflow.", "airflow."), "attributes": attributes}


def test_counts_are_those_of_airflows_database(archive, tidy):
    totals = truth_of(archive)["database"]
    assert len(totals) == 54 or archive.name != "airflow-3.3.2.tar.gz"
    for total in totals:
        series = tidy.series(name_on_page(tidy, total["metric"]), **labels_of(total["attributes"]))
        assert sum(sample.value for sample in series) == total["value"], total


def test_gauges_that_airflow_2_sends_by_their_ids_alone_are_there():
    """Of several pools or DAGs, its gauges with attributes have the first that a process came across."""
    page = page_after(FIXTURES / "corpus/airflow-2.11.2.tar.gz", "tidy.yaml")
    last = last_gauges(FIXTURES / "corpus/airflow-2.11.2.tar.gz")
    for prefix, label in [
        ("airflow.pool.open_slots", "pool_name"), ("airflow.pool.starving_tasks", "pool_name"),
        ("airflow.dagrun.duration.success", "dag_id"), ("airflow.dagrun.dependency-check", "dag_id"),
        ("airflow.dag_processing.last_run.seconds_ago", "file_name"), ("airflow.triggers.running", "hostname"),
    ]:
        expected = {
            name.removeprefix(f"{prefix}."): value for name, value in last.items() if name.startswith(f"{prefix}.")
        }
        shown = {s.labels[label]: s.value for s in page.series(re.sub("[.-]", "_", prefix))}
        assert shown == expected and shown


def last_gauges(archive):
    """The newest value of each gauge without attributes, or of any of its attributes, by its name."""
    return {
        metric.name: point.as_double if point.WhichOneof("value") == "as_double" else point.as_int
        for recorded in recorded_requests(archive)
        for resource_metrics in ExportMetricsServiceRequest.FromString(recorded.body).resource_metrics
        for scope_metrics in resource_metrics.scope_metrics
        for metric in scope_metrics.metrics
        for point in metric.gauge.data_points
    }


def test_timers_of_all_versions_are_seconds():
    pages = {
        version: page_after(FIXTURES / f"corpus/{version}.tar.gz", "tidy.yaml", "processors.airflow.timers=seconds")
        for version in ["airflow-2.11.2", "airflow-3.3.2"]
    }
    for page in pages.values():
        assert "airflow_dagrun_duration_success_seconds" in page.types
        assert not [name for name in page.types if "milliseconds" in name]
    # A run of this DAG takes more than fifteen seconds, and not as long as 1,000 times that.
    histogram, labels = "airflow_dagrun_duration_success_seconds", {"dag_id": "longish"}
    assert 15 < pages["airflow-2.11.2"].value(histogram, **labels) < 600
    page = pages["airflow-3.3.2"]
    runs = page.value(f"{histogram}_count", **labels)
    assert 15 < page.value(f"{histogram}_sum", **labels) / runs < 600
    buckets = page.buckets(histogram, **labels)
    assert (buckets["8"], buckets["512"]) == (0, runs)


# scope-to-labels.yaml


def test_scopes_become_labels_of_choice():
    page = page_after(FIXTURES / "corpus/airflow-3.3.2.tar.gz", "scope-to-labels.yaml")
    heartbeat = page.sample("airflow_scheduler_heartbeat_total")
    assert heartbeat.labels == {
        "job": "airflow", "library": "airflow._shared.observability.metrics.otel_logger", "scope_version": ""
    }


# scope-to-labels-transform.yaml


def test_statements_make_labels_of_scopes():
    request = counter("airflow.ti.start", 3, attributes={"team": "etl"})
    scope = request.resource_metrics[0].scope_metrics[0].scope
    scope.name, scope.version = "airflow.metrics", "2.11"
    for key, value in {"team": "data", "region": "eu"}.items():
        scope.attributes.add(key=key).value.string_value = value
    with Windsock("--config", PIPELINES / "scope-to-labels-transform.yaml") as windsock:
        windsock.push(request)
        windsock.push(counter("airflow.ti.finish", 2))
        page = windsock.page()
    assert page.sample("airflow_ti_start_total").labels == {
        "library": "airflow.metrics", "library_version": "2.11", "team": "etl", "region": "eu"
    }
    assert page.sample("airflow_ti_finish_total").labels == {}


# statsd-names.yaml


@pytest.fixture(scope="module")
def statsd_names():
    return page_after(FIXTURES / "corpus/airflow-3.3.2.tar.gz", "statsd-names.yaml")


def series_as_shown(page, name, **labels):
    """The samples of a name on the page: the parser calls counters `_total`, whatever they are called there."""
    return page.series(f"{name}_total" if page.types.get(name) == "counter" else name, **labels)


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("airflow_job_start", {"job_name"}),
        ("airflow_job_end", {"job_name"}),
        ("airflow_operator_successes", {"operator"}),
        ("airflow_operator_failures", {"operator"}),
        ("airflow_scheduler_heartbeat", {"type"}),
        ("airflow_dag_processor_heartbeat", set()),
        ("airflow_triggerer_heartbeat", set()),
        ("airflow_task_duration_sum", {"dag_id", "task_id"}),
        ("airflow_dagrun_duration_sum", {"dag_id"}),
        ("airflow_dagrun_failed_count", {"dag_id"}),
        ("airflow_dagrun_schedule_delay_sum", {"dag_id"}),
        ("airflow_dagrun_first_task_scheduling_delay_sum", {"dag_id"}),
        ("airflow_dagrun_dependency_check_sum", {"dag_id"}),
        ("airflow_dag_processing_last_duration_sum", {"dag_file"}),
        ("airflow_dag_processing_last_run_seconds_ago", {"dag_file"}),
        ("airflow_dag_processing_import_errors", set()),
        ("airflow_dag_processing_total_parse_time", set()),
        ("airflow_dagbag_size", set()),
        ("airflow_executor_open_slots", {"executor"}),
        ("airflow_executor_running_tasks", {"executor"}),
        ("airflow_pool_open_slots", {"pool"}),
        ("airflow_pool_starving_tasks", {"pool"}),
        ("airflow_ti_start", {"dag_id", "task_id"}),
        ("airflow_ti_finish", {"dag_id", "task_id", "state"}),
        ("airflow_ti_successes", set()),
        ("airflow_ti_failures", set()),
        ("airflow_task_instance_created", {"task_type"}),
        ("airflow_scheduler_tasks_starving", set()),
        ("airflow_triggers_succeeded", set()),
        ("airflow_triggers_running", set()),
        ("airflow_asset_orphaned", set()),
    ],
)
def test_dashboards_for_statsd_exporter_find_their_series(statsd_names, name, labels):
    series = series_as_shown(statsd_names, name)
    assert series and all(labels <= sample.labels.keys() for sample in series)


def test_statsd_names_have_the_same_counts(statsd_names):
    for total in truth_of(FIXTURES / "corpus/airflow-3.3.2.tar.gz")["database"]:
        name = total["metric"].replace(".", "_")
        series = series_as_shown(statsd_names, name, **labels_of(total["attributes"]))
        assert sum(sample.value for sample in series) == total["value"], total

"""What becomes of a series that several processes send: added up, kept apart, or the last one's."""
import otlp
import pytest
from windsock import Windsock, wait_until

PROCESSES = ("a", "b", "c")


def resource_of(instance):
    return {"service.name": "airflow", "service.instance.id": instance, "host.name": f"host-{instance}"}


def push_from_each(windsock, make=otlp.counter, **arguments):
    """Pushes a point of one series from each process, each begun at a time of its own; the values are 1, 2 and 3."""
    for number, instance in enumerate(PROCESSES, start=1):
        start = otlp.START + number
        message = otlp.of_resource(make("jobs", number, start=start, **arguments), resource_of(instance))
        assert windsock.push(message).status == 200


def samples(windsock, name):
    """The values of a name by their labels, without those of the scope."""
    return {
        tuple(sorted((k, v) for k, v in s.labels.items() if not k.startswith("otel_scope_"))): s.value
        for s in windsock.page().series(name)
    }


def running(*settings):
    return Windsock(settings=[f"exporters.prometheus.{setting}" for setting in settings])


def test_processes_are_added_up():
    with running() as windsock:
        push_from_each(windsock)
        assert samples(windsock, "jobs_total") == {(("job", "airflow"),): 6}
        assert "target_info" not in windsock.page().types


def test_processes_are_kept_apart():
    with running("writers=separate") as windsock:
        push_from_each(windsock)
        assert samples(windsock, "jobs_total") == {
            (("instance", instance), ("job", "airflow")): number for number, instance in enumerate(PROCESSES, start=1)
        }
        assert len(windsock.page().series("target_info")) == 3


def test_the_last_one_stands():
    with running("writers=last") as windsock:
        for number, instance in enumerate(PROCESSES, start=1):
            message = otlp.of_resource(otlp.counter("jobs", number), {"service.name": "airflow"})
            assert windsock.push(message).status == 200
        assert samples(windsock, "jobs_total") == {(("job", "airflow"),): 3}


def test_attributes_of_the_writer_are_no_labels_of_a_sum():
    with running("resource_to_telemetry_conversion={enabled: true}") as windsock:
        push_from_each(windsock)
        assert set(samples(windsock, "jobs_total")) == {
            (("host_name", f"host-{instance}"), ("job", "airflow"), ("service_name", "airflow"))
            for instance in PROCESSES
        }
    settings = ["writer_attributes=[service.instance.id, host.name]", "resource_to_telemetry_conversion={enabled: true}"]
    with running(*settings) as windsock:
        push_from_each(windsock)
        assert samples(windsock, "jobs_total") == {(("job", "airflow"), ("service_name", "airflow")): 6}


def test_who_is_no_writer_stays_a_label():
    with running("writer_attributes=[host.name]") as windsock:
        push_from_each(windsock)
        assert samples(windsock, "jobs_total") == {
            (("instance", instance), ("job", "airflow")): number for number, instance in enumerate(PROCESSES, start=1)
        }


@pytest.mark.parametrize("rule, value", [("last", 3), ("sum", 6), ("max", 3), ("min", 1)])
def test_gauges_go_by_their_rule(rule, value):
    with running(f"gauges={{rules: [{{match: 'job*', take: {rule}}}]}}") as windsock:
        push_from_each(windsock, otlp.gauge)
        assert samples(windsock, "jobs") == {(("job", "airflow"),): value}


def test_series_beyond_the_limit_are_added_up_in_one():
    with running("series_limit=2") as windsock:
        for number in range(5):
            assert windsock.push(otlp.counter("jobs", 1, attributes={"dag": str(number)})).body == ACCEPTED
        assert samples(windsock, "jobs_total") == {
            (("dag", "0"),): 1,
            (("dag", "1"),): 1,
            (("otel_metric_overflow", "true"),): 3,
        }
        # There is no room for another name, and the sender is told so.
        response = windsock.push(otlp.counter("others", 1))
        assert response.status == 200
        assert b"there are as many series as series_limit allows" in response.body
        wait_until(lambda: '"count": 1' in windsock.log and "Data points not kept" in windsock.log, "a line in the log")


def test_points_that_nobody_keeps_are_told_to_their_sender():
    with running() as windsock:
        response = windsock.push(otlp.counter("jobs", float("nan")))
        assert response.status == 200
        assert b"the sum is infinite or no number" in response.body
        assert "jobs_total" not in windsock.page().types


# A response with an empty partial_success.
ACCEPTED = b"\x0a\x00"

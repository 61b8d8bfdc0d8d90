"""Configurations as people write them, each started as it is: see Tests/Fixtures/configurations."""
import os

import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.metrics.v1.metrics_pb2 import AggregationTemporality
from otlp import SECOND, START, of_resource, set_point
from windsock import FIXTURES, Windsock, free_port

FOLDER = FIXTURES / "configurations"


class ConfiguredWindsock(Windsock):
    """A running windsock whose configuration takes its ports from variables."""

    def __init__(self, path):
        self.otlp_port, self.page_port = free_port(), free_port()
        self.arguments = ["--config", path]
        variables = {
            "OTLP_PORT": self.otlp_port, "PAGE_PORT": self.page_port, "OTHER_PORT": free_port(),
            "POD_IP": "127.0.0.1", "DEPLOYMENT": "staging", "OTEL_RESOURCE_ATTRIBUTES": "host.name=node-7,env=other",
        }
        self.options = {"env": os.environ | {name: str(value) for name, value in variables.items()}}


def airflows_request():
    """What an Airflow might send: two tasks' ends, one of them under its legacy name too, pools, and a timer."""
    request = of_resource(ExportMetricsServiceRequest(resource_metrics=[{}]), {
        "service.name": "airflow", "service.instance.id": "7d1c", "env": "prod",
    })
    scope = request.resource_metrics[0].scope_metrics.add()
    scope.scope.name = "airflow.metrics.otel_logger"
    times = {"start_time_unix_nano": START, "time_unix_nano": START + 60 * SECOND}

    def counter(name, points):
        total = scope.metrics.add(name=name).sum
        total.is_monotonic = True
        total.aggregation_temporality = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE
        for value, attributes in points:
            set_point(total.data_points.add(**times), value, attributes)

    load = {"dag_id": "etl_sales", "task_id": "load", "run_id": "manual__1"}
    counter("airflow.ti.finish", [(3, load | {"state": "success"}), (1, load | {"state": "skipped"})])
    counter("airflow.ti.finish.etl.load.success", [(3, {})])
    for name, value in [("airflow.pool.open_slots", 126), ("airflow.pool.starving_tasks", 2)]:
        set_point(scope.metrics.add(name=name).gauge.data_points.add(**times), value, {"pool_name": "default_pool"})
    timer = scope.metrics.add(name="airflow.dagrun.duration.success", unit="ms").histogram
    timer.aggregation_temporality = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE
    point = timer.data_points.add(
        **times, count=3, sum=7500, min=500, max=4000, explicit_bounds=[1000, 5000], bucket_counts=[1, 2, 0])
    point.attributes.add(key="dag_id").value.string_value = "etl_sales"
    return request


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_page_is_what_the_configuration_says(path):
    with ConfiguredWindsock(path) as windsock:
        assert windsock.push(airflows_request()).status == 200
        assert windsock.page().lines == path.with_suffix(".page.txt").read_text().splitlines()

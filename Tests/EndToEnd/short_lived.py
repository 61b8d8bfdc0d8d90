"""Many short-lived processes that each increment one counter once, with the real OpenTelemetry SDK."""
import math
import os
import uuid

from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource


def run_processes(windsock, count):
    """Runs processes one after the other; each tenth forks a child that sends its parent's counts again."""
    for number in range(count):
        run_process(lambda number=number: increment_once(windsock, forks=number % 10 == 0))


def run_process(work):
    """Runs a process that does a piece of work."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    assert os.waitpid(pid, 0)[1] == 0


def increment_once(windsock, forks):
    """What such a process does: it counts to one, sends that, and perhaps forks."""
    exporter = OTLPMetricExporter(windsock.endpoint)
    reader = PeriodicExportingMetricReader(exporter, export_interval_millis=math.inf)
    resource = Resource({"service.name": "airflow", "service.instance.id": str(uuid.uuid4())})
    provider = MeterProvider([reader], resource, shutdown_on_exit=False)
    provider.get_meter("airflow").create_counter("tasks").add(1)
    assert provider.force_flush()
    if forks:
        # The child has the counter as it stood at the fork, and sends it with a newer time.
        run_process(provider.force_flush)

"""The real OpenTelemetry SDK, pushing when it is told to."""
import contextlib
import math

from opentelemetry.exporter.otlp.proto.http import Compression
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.sdk.metrics import (
    Counter,
    Histogram,
    MeterProvider,
    ObservableCounter,
    ObservableGauge,
    ObservableUpDownCounter,
    UpDownCounter,
)
from opentelemetry.sdk.metrics.export import AggregationTemporality, PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource

RESOURCE = Resource({"service.name": "airflow", "service.instance.id": "scheduler-1"})

# What a client means that asks for deltas: gauges and up-down counters have none.
DELTA = {
    Counter: AggregationTemporality.DELTA,
    Histogram: AggregationTemporality.DELTA,
    ObservableCounter: AggregationTemporality.DELTA,
    ObservableGauge: AggregationTemporality.CUMULATIVE,
    ObservableUpDownCounter: AggregationTemporality.CUMULATIVE,
    UpDownCounter: AggregationTemporality.CUMULATIVE,
}


@contextlib.contextmanager
def meter_provider(windsock, compression=Compression.NoCompression, temporality=None, views=()):
    """A provider of meters that pushes on `force_flush`, and when the context is left."""
    exporter = OTLPMetricExporter(windsock.endpoint, compression=compression, preferred_temporality=temporality)
    reader = PeriodicExportingMetricReader(exporter, export_interval_millis=math.inf)
    provider = MeterProvider([reader], RESOURCE, shutdown_on_exit=False, views=views)
    try:
        yield provider
        provider.force_flush()
    finally:
        provider.shutdown()

"""What Windsock's page and Prometheus say that task counters come to."""
import collections
import re

from truth import TaskCounter

# The families of task counters, under their names and those from before Airflow 3, which go on with a DAG or operator.
TASK_COUNTER = re.compile(r"airflow_(ti_(start|finish|successes|failures)|operator_(successes|failures))_(\w+_)?total")

# Labels of who sent, who was scraped, and which library counted: not what Airflow counts by.
ORIGIN = re.compile(r"job|instance|otel_scope_\w+")

# Longer than all of a run.
RANGE = "6h"


def on_page(page):
    """The values of each task counter on a page: one, unless it is shown as several series."""
    found = collections.defaultdict(list)
    for sample in page.samples:
        if TASK_COUNTER.fullmatch(sample.name):
            found[_counter(sample.name, sample.labels)].append(sample.value)
    return found


def in_prometheus(prometheus, names):
    """The increase of each task counter since it began, for all series of the given names.

    The range ends with the newest scrape, so there is nothing to extrapolate at its end. It begins before any series;
    as each of them starts at 0, and Prometheus takes no counter below 0, nothing is extrapolated there either.
    """
    newest = prometheus.value("timestamp(up)")
    found = collections.defaultdict(list)
    for name in names:
        for labels, value in prometheus.query(f"increase({name}[{RANGE}])", newest):
            found[_counter(name, labels)].append(value)
    return found


def wait_for_scrapes(prometheus, count):
    """Waits until Prometheus has scraped some more times."""
    for _ in range(count):
        before = prometheus.value("timestamp(up)")
        prometheus.wait_for(f"timestamp(up) > bool {before}", 1)


def _counter(name, labels):
    """The counter that a series shows."""
    return TaskCounter(name, tuple(sorted(label for label in labels.items() if not ORIGIN.fullmatch(label[0]))))

"""Runs a real Airflow with a real Prometheus, and compares what Windsock tells of it with Airflow's own database.

Each of Airflow's task processes counts from 0, sends once or a few times, and is gone: only Windsock knows totals.
The exit status is 0 if every task counter is equal, on the page and in PromQL.
"""
import collections
import contextlib
import itertools
import signal
import sys
import time

import measurement
import truth
from comparison import compare
from deployment import LOG_LINES_SHOWN, Airflow
from prometheus import Prometheus
from windsock import Windsock

# What runs: a DAG, the configuration, how many times, and how each must end.
PLAN = [
    ("plain", {}, 8, "success"),
    ("plain", {"fail": True}, 4, "failed"),
    ("mapped", {}, 2, "success"),
    ("retried", {}, 2, "failed"),
    ("skipped", {}, 2, "success"),
    ("waiting", {}, 2, "success"),
    ("forking", {}, 2, "success"),
]

# How many seconds the last exports are waited for: several intervals.
PATIENCE_WITH_EXPORTS = 30

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main():
    for number in SIGNALS:
        signal.signal(number, leave)
    with contextlib.ExitStack() as stack:
        say("Windsock and Prometheus start")
        windsock = stack.enter_context(LongRunningWindsock())
        prometheus = stack.enter_context(Prometheus(windsock.page_port))
        # A counter that is there at the first scrape begins, for Prometheus, with the value that it has then.
        prometheus.wait_for("up", 1)

        say("Airflow starts")
        airflow = stack.enter_context(Airflow(windsock))
        stack.callback(ignore_signals)
        airflow.wait_until(lambda: {dag for dag, *_ in PLAN} <= airflow.dags(), "DAGs read")

        say(f"{sum(times for _, _, times, _ in PLAN)} DAG runs")
        run_dags(airflow)
        expected = truth.task_counters(airflow.database)

        say("The last exports")
        wait_for_exports(windsock, expected)
        # What processes send as they go must add nothing: by now they have only what was counted already.
        airflow.stop()
        measurement.wait_for_scrapes(prometheus, 3)

        on_page = measurement.on_page(windsock.page())
        names = {counter.name for counter in itertools.chain(expected, on_page)}
        unequal = compare(expected, on_page, measurement.in_prometheus(prometheus, names))
        say("Everything stops")
    return 1 if unequal else 0


def run_dags(airflow):
    """Runs the plan, and makes sure that Airflow did what it was told to."""
    planned = collections.Counter()
    for dag, configuration, times, state in PLAN:
        planned[dag, state] += times
        for _ in range(times):
            airflow.trigger(dag, configuration)
    airflow.wait_until(lambda: truth.are_runs_over(airflow.database), "runs over")
    runs = truth.runs(airflow.database)
    assert runs == planned, f"the runs should have ended as {planned}, but: {runs}"


def wait_for_exports(windsock, expected):
    """Waits until the page tells all of the truth, but no longer than it can take."""
    deadline = time.monotonic() + PATIENCE_WITH_EXPORTS
    wanted = {counter: [value] for counter, value in expected.items()}
    while measurement.on_page(windsock.page()) != wanted and time.monotonic() < deadline:
        time.sleep(0.2)


class LongRunningWindsock(Windsock):
    """One whose page forgets nothing, however slow the machine, and whose log is too long to be shown whole."""

    def __init__(self):
        super().__init__(settings=["exporters.prometheus.metric_expiration=6h"])

    def __exit__(self, failure, *_):
        if failure and issubclass(failure, Exception):
            print("\n-- the end of windsock's log", *self.log.splitlines()[-LOG_LINES_SHOWN:], sep="\n")
        super().__exit__(None)


def say(what, began=time.monotonic()):
    """Tells how far we are."""
    print(f"{time.monotonic() - began:5.0f} s  {what}", flush=True)


def leave(number, _):
    """Makes a signal end us in order."""
    ignore_signals()
    sys.exit(128 + number)


def ignore_signals():
    """Lets nobody disturb what stops everything."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main())

"""What task counters must come to, by what Airflow wrote into its own database."""
import collections
import contextlib
import sqlite3
from dataclasses import dataclass

# Each task process that there was, and how it ended. A task that never had a process, such as an EmptyOperator or one
# whose upstream failed, has no process id. A try that was followed by another is in the history; a deferred or
# rescheduled task goes on with the same try in another process, which only the audit log tells.
PROCESSES = """
    SELECT dag_id, task_id, operator, state FROM task_instance WHERE pid IS NOT NULL
    UNION ALL
    SELECT dag_id, task_id, operator, 'up_for_retry' FROM task_instance_history WHERE pid IS NOT NULL
    UNION ALL
    SELECT dag_id, task_id, NULL, event FROM log WHERE event IN ('deferred', 'up_for_reschedule')
"""

# The audit log's own account of the same.
STARTS = "SELECT COUNT(*) FROM log WHERE event = 'running'"

RUNS = "SELECT dag_id, state FROM dag_run"


@dataclass(frozen=True, order=True)
class TaskCounter:
    """A counter as Prometheus knows it: its name, and the labels that Airflow gave it."""

    name: str
    labels: tuple = ()

    @classmethod
    def of(cls, name, **labels):
        """The counter of one of Airflow's names."""
        words = name.lower().replace(".", "_").split("_")
        return cls(f"airflow_{'_'.join(word for word in words if word)}_total", tuple(sorted(labels.items())))

    def __str__(self):
        return " ".join([self.name, *(f"{label}={value}" for label, value in self.labels)])


def task_counters(database):
    """The value that each task counter must have."""
    processes = _rows(database, PROCESSES)
    [[starts]] = _rows(database, STARTS)
    assert len(processes) == starts, f"Airflow's tables tell of {len(processes)} processes, its audit log of {starts}"
    return collections.Counter(counter for process in processes for counter in _counted_by(*process))


def runs(database):
    """How many runs of each DAG are in each state."""
    return collections.Counter(_rows(database, RUNS))


def are_runs_over(database):
    """Whether no run goes on."""
    return {state for _, state in runs(database)} <= {"success", "failed"}


def _counted_by(dag, task, operator, state):
    """The counters that a task process adds 1 to, each by its name and by the one that it had before Airflow 3."""
    of_task = {"dag_id": dag, "task_id": task}
    yield TaskCounter.of("ti.start", **of_task)
    yield TaskCounter.of(f"ti.start.{dag}.{task}")
    yield TaskCounter.of("ti.finish", state=state, **of_task)
    yield TaskCounter.of(f"ti.finish.{dag}.{task}.{state}")
    outcomes = {"success": "successes", "failed": "failures", "up_for_retry": "failures"}
    if outcome := outcomes.get(state):
        yield TaskCounter.of(f"ti_{outcome}", **of_task)
        yield TaskCounter.of(f"operator_{outcome}", operator_name=operator, **of_task)
        yield TaskCounter.of(f"operator_{outcome}_{operator}", **of_task)


def _rows(database, query):
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()

"""DAGs whose tasks end in each of the ways that Airflow counts; small, and without a schedule."""
import multiprocessing
import time
from datetime import timedelta

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.sensors.date_time import DateTimeSensorAsync
from airflow.sdk import dag, get_current_context, task
from airflow.sdk.exceptions import AirflowSkipException

# Longer than two intervals of the exporter, so that a task's process exports while it runs.
LONG = 8

# How long a task waits without a process. The executor notices the end of one seconds later, and the scheduler holds it
# against the task if that is in the queue again by then.
PAUSE = 15


@dag
def plain():
    """One task, which fails if the run's configuration says so."""

    @task
    def work():
        if get_current_context()["dag_run"].conf.get("fail"):
            raise RuntimeError("told to fail")

    work()


@dag
def mapped():
    """A task for each of the things that the first one finds."""

    @task
    def find():
        return [1, 2, 3, 4, 5, 6, 7]

    @task
    def handle(thing):
        print(thing)

    handle.expand(thing=find())


@dag
def retried():
    """A task that works when tried for the third time, and one that never does, which keeps another from running."""

    @task(retries=2, retry_delay=timedelta(seconds=1))
    def flaky():
        if get_current_context()["ti"].try_number < 3:
            raise RuntimeError("not yet")

    @task(retries=1, retry_delay=timedelta(seconds=1))
    def hopeless():
        raise RuntimeError("never")

    @task
    def never_runs():
        pass

    flaky()
    hopeless() >> never_runs()


@dag
def skipped():
    """A task that skips itself, and one that skips another; those that it chooses from have no process at all."""

    @task
    def skip():
        raise AirflowSkipException

    @task.branch
    def choose():
        return "taken"

    skip()
    choose() >> [EmptyOperator(task_id="taken"), EmptyOperator(task_id="not_taken")]


@dag
def waiting():
    """Tasks that take long: in one process, in two with a trigger between them, in two as it is tried again later."""

    @task
    def long():
        time.sleep(LONG)

    @task.sensor(mode="reschedule", poke_interval=PAUSE)
    def rescheduled():
        return get_current_context()["task_reschedule_count"] > 0

    long()
    DateTimeSensorAsync(
        task_id="deferred",
        target_time=f"{{{{ macros.datetime.utcnow() + macros.timedelta(seconds={PAUSE}) }}}}",
    )
    rescheduled()


@dag
def forking():
    """A task whose own child process inherits its counters, and exports them once more."""

    @task
    def fork():
        child = multiprocessing.get_context("fork").Process(target=time.sleep, args=(LONG,))
        child.start()
        child.join()

    fork()


plain()
mapped()
retried()
skipped()
waiting()
forking()

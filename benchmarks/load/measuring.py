"""Runs cases against collectors, and checks that everything that was sent has arrived."""
import contextlib
import threading
import time
from dataclasses import asdict, dataclass

from bodies import METRIC, Rotation, of_other_series, template
from collector import Collector
from generator import Generator, Pace


@dataclass(frozen=True)
class Result:
    """What a case has shown. Processor time is the collector's, in nanoseconds; latencies are in milliseconds."""

    name: str
    points: float
    threads: int
    requests_per_second: float
    points_per_second: float
    latency_median: float
    latency_p90: float
    latency_p99: float
    latency_greatest: float
    processor_nanoseconds_per_request: float
    processor_nanoseconds_per_point: float
    resident_bytes: int
    scrapes: int
    scrape_seconds: float
    answers_other_than_200: int
    failed_requests: int
    requests: int
    # Whether the totals on the page are what was sent; none if there is no page, or if it isn't told by the bodies.
    totals_are_right: bool | None

    def as_dictionary(self):
        return asdict(self)


class Measuring:
    """Measures the cases of one collector, for so long each."""

    def __init__(self, command, seconds, rounds, knows_totals):
        self.command, self.seconds, self.rounds, self.knows_totals = command, seconds, rounds, knows_totals

    def result(self, case, full_load=None):
        """The round in which a request took least processor time: what else ran on the machine disturbed it least.

        `full_load` is the result of which a case at half load takes half the rate.
        """
        results = [self._round(case, full_load) for _ in range(self.rounds)]
        return min(results, key=lambda result: result.processor_nanoseconds_per_request)

    def _round(self, case, full_load):
        with contextlib.ExitStack() as stack:
            collector = stack.enter_context(Collector(self.command, case.one_processor))
            # Senders that have begun after the collector.
            begin = time.time_ns()
            body = case.make_body(begin)
            generator = stack.enter_context(Generator(collector.port, body, begin, case.closes))
            fill_page(collector, case.scraped, begin)
            pace = half_pace(full_load) if full_load else full_pace(body)
            runs = [generator.run(self.seconds / 5, pace)]
            with Scraping(collector, bool(case.scraped)) as scraping:
                before = collector.processor_seconds
                outcome = generator.run(self.seconds, pace)
                processor_nanoseconds = (collector.processor_seconds - before) * 1e9
            runs.append(outcome)
            resident_bytes = collector.resident_bytes
            totals_are_right = None
            if collector.has_page and self.knows_totals and not isinstance(body, Rotation):
                totals_are_right = page_is_right(collector, body, generator, runs)
            return Result(
                case.name,
                body.points,
                collector.threads,
                outcome.answered / outcome.seconds,
                outcome.answered * body.points / outcome.seconds,
                outcome.median,
                outcome.p90,
                outcome.p99,
                outcome.greatest,
                processor_nanoseconds / outcome.answered,
                processor_nanoseconds / outcome.answered / body.points,
                resident_bytes,
                scraping.count,
                scraping.seconds / max(1, scraping.count),
                sum(run.refused for run in runs),
                sum(run.failed for run in runs),
                sum(run.answered for run in runs),
                totals_are_right,
            )


def full_pace(body):
    """More connections than the collector can serve at once; one thread alone works on large bodies."""
    return Pace(8 if body.points >= 5000 else 32)


def half_pace(full_load):
    """The pace at which half as many requests are sent as were answered at full load."""
    pause, answer = 5, 0.3
    return Pace(max(1, round(full_load.requests_per_second / 2 * (pause + answer) / 1000)), pause)


# MARK: - The page


def fill_page(collector, series, begin):
    """Brings so many series of ten other metrics, 500 of each at a time; the first scrape puts them in order."""
    if not series:
        return
    for metric in range(10):
        body = template(500, name=f"airflow.other.metric.{metric}").begun(begin)
        for first in range(0, series // 10, body.points):
            collector.push(of_other_series(body, first).filled(1, begin))
    collector.scrape()


def page_is_right(collector, body, generator, runs):
    """Whether the page shows exactly what was sent.

    What wrk had under way when it ended may have been taken or not; so one more request makes it certain. Where each
    request counts 1, there is no more than the bounds.
    """
    answered, sent = sum(run.answered for run in runs), sum(run.sent for run in runs)
    if body.offsets["values"]:
        last = generator.number + 1
        collector.push(body.filled(last, generator.begin))
        return page_total(collector) == sum(range(last, last + body.points))
    return answered * body.points <= page_total(collector) <= sent * body.points


def page_total(collector):
    """The sum of all values of the metric on the page."""
    lines = collector.scrape().decode().splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(METRIC + "{"))


class Scraping:
    """Scrapes a collector's page every second, if it is to."""

    def __init__(self, collector, is_on):
        self.collector, self.is_on = collector, is_on
        self.count, self.seconds = 0, 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._scrape)

    def __enter__(self):
        if self.is_on:
            self._thread.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        if self.is_on:
            self._thread.join()

    def _scrape(self):
        while True:
            began = time.monotonic()
            self.collector.scrape()
            self.seconds += time.monotonic() - began
            self.count += 1
            if self._ended.wait(max(0, began + 1 - time.monotonic())):
                return


# MARK: - Rest


@dataclass(frozen=True)
class Rest:
    """What a collector costs that has nothing to do."""

    start_seconds: float
    seconds: float
    wakeups: int
    processor_seconds: float
    resident_bytes: int

    def as_dictionary(self):
        return asdict(self)


def rest(command, seconds):
    """How long a collector takes to listen, and what it does while nobody sends or scrapes."""
    with Collector(command) as collector:
        # What belongs to its start isn't counted.
        time.sleep(min(2, seconds))
        wakeups, processor_seconds = collector.wakeups, collector.processor_seconds
        time.sleep(seconds)
        return Rest(
            collector.start_seconds,
            seconds,
            collector.wakeups - wakeups,
            collector.processor_seconds - processor_seconds,
            collector.resident_bytes,
        )

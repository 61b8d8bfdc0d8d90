"""Every page is one that other programs' parsers take, whatever was sent: promtool, and Python's parsers of text and of
OpenMetrics."""
import random

import pytest
from corpus import ARCHIVES, recorded_requests
from parsed_pages import ParsedPages
from random_metrics import RandomMetrics
from test_goldens import CASES as METRICS
from test_goldens import steps
from test_otelcol_pages import CASES as PAGES
from test_otelcol_pages import FOLDER, requests_named

# Several configurations may have the same requests.
REQUESTS = {requests: case for case in PAGES if (requests := tuple(requests_named(FOLDER / f"{case}.yaml")))}


@pytest.mark.parametrize("case", METRICS)
def test_pages_of_each_kind_of_metric_are_taken(case):
    with ParsedPages() as windsock:
        for body, _ in steps(case):
            assert windsock.push(body).status == 200
        windsock.check()


@pytest.mark.parametrize("requests", REQUESTS, ids=REQUESTS.get)
def test_pages_of_each_case_of_names_and_labels_are_taken(requests):
    with ParsedPages() as windsock:
        for body in requests:
            assert windsock.push(body).status == 200
        windsock.check()


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda archive: archive.name.removesuffix(".tar.gz"))
def test_pages_of_real_airflows_are_taken(archive):
    with ParsedPages() as windsock:
        for recorded in recorded_requests(archive):
            assert windsock.push(recorded.body, recorded.content_type, **recorded.headers).status == 200
        # They are large, and Python's parsers slow.
        windsock.check(["default", "kept"])


@pytest.mark.parametrize("seed", range(10))
def test_pages_of_random_metrics_are_taken(seed):
    metrics = RandomMetrics(random.Random(seed))
    with ParsedPages() as windsock:
        for _ in range(3):
            assert windsock.push(metrics.request()).status == 200
        windsock.check()

"""The load driver of benchmarks/load: that it works, and that nothing is lost under load."""
import json
import subprocess

import pytest
from windsock import TREE

DRIVER = TREE / "benchmarks/load/run"


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """What the driver reports of a run that is too short to measure anything."""
    path = tmp_path_factory.mktemp("load") / "report.json"
    run = subprocess.run([DRIVER, "--smoke", "--json", path], capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    return json.loads(path.read_text())


def test_every_request_is_answered_with_200(report):
    for result in report["results"] + report["body_only"]:
        assert result["requests"] > 0, result
        assert result["answers_other_than_200"] == 0, result
        assert result["failed_requests"] == 0, result


def test_the_page_shows_exactly_what_was_sent(report):
    totals = {result["name"]: result["totals_are_right"] for result in report["results"]}
    told = {name: right for name, right in totals.items() if right is not None}
    assert {"1 point", "500 points, fields last to first", "1 point, a new instance id each"} < set(told)
    assert all(told.values()), told


def test_every_figure_is_there(report):
    figures = [
        "requests_per_second",
        "points_per_second",
        "latency_median",
        "latency_p99",
        "processor_nanoseconds_per_request",
        "processor_nanoseconds_per_point",
        "resident_bytes",
    ]
    for result in report["results"]:
        assert all(result[figure] > 0 for figure in figures), result
        assert (result["scrapes"] > 0) == ("scraped" in result["name"]), result
    assert report["comparisons"]["gzip to identity, 500 points"] > 0
    assert report["rest"]["start_seconds"] > 0

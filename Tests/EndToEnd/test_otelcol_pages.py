"""With `compatibility: otelcol`, the pages that otelcol 0.161 shows with the configurations of Tests/Fixtures/page.

The first lines of a configuration say what it shows, and which requests are sent to it, one after the other; without
such a line it is the one of its own name.
"""
import re

import pytest
from windsock import FIXTURES, Windsock

FOLDER = FIXTURES / "page"
CASES = sorted(path.stem for path in FOLDER.glob("*.yaml"))

# Where otelcol's page shows a fault, which is not copied: the lines that Windsock has in the place of otelcol's.
FAULTS = {
    # A label comes twice on a line, with which Prometheus refuses the whole page.
    "label-le-on-histogram": ([r'airflow_h_\w+{.*le="mine".*'], [r'airflow_h_\w+{.*exported_le="mine".*']),
    # The same, where keys only meet on the page.
    "strategy-no-translation-keeps-both": (
        [r'airflow_g{dag_id="a",dag_id="b",.*'],
        [r'airflow_g{dag_id="a;b",.*'],
    ),
    # A colon in the name of a label: Prometheus refuses the whole page as well.
    "strategy-no-translation-labels": ([r"g_colon{a:b=.*"], [r"g_colon{a_b=.*"]),
    # One key that can't be a label takes away all of target_info.
    "target-info-bad-key": ([], [r"# \w+ target_info .*", r"target_info{.*} 1"]),
}


def requests_named(configuration):
    """The bodies that a case sends."""
    names = [name for line in re.findall(r"^# requests:?(.*)", configuration.read_text(), re.M) for name in line.split()]
    for name in names or [configuration.stem]:
        yield (FOLDER / f"{name.removeprefix('prometheus-')}.request.bin").read_bytes()


def otelcols_lines(case):
    """The page, which may be empty."""
    page = FOLDER / f"{case}.metrics.txt"
    return page.read_text().splitlines() if page.exists() else []


def without(lines, patterns):
    """The lines that match none of the patterns, and whether each pattern has matched one."""
    rest = [line for line in lines if not any(re.fullmatch(pattern, line) for pattern in patterns)]
    return sorted(rest), all(any(re.fullmatch(pattern, line) for line in lines) for pattern in patterns)


def test_there_are_cases():
    assert len(CASES) > 60 and set(FAULTS) < set(CASES)


@pytest.mark.parametrize("case", CASES)
def test_the_page_is_otelcols(case, monkeypatch):
    # The ports are set besides; the configuration asks for these all the same.
    monkeypatch.setenv("OTLP_PORT", "0")
    monkeypatch.setenv("PAGE_PORT", "0")
    theirs, ours = FAULTS.get(case, ([], []))
    settings = ["exporters.prometheus.compatibility=otelcol"]
    with Windsock("--config", FOLDER / f"{case}.yaml", settings=settings) as windsock:
        for body in requests_named(FOLDER / f"{case}.yaml"):
            assert windsock.push(body).status == 200
        assert without(windsock.page().lines, ours) == without(otelcols_lines(case), theirs)

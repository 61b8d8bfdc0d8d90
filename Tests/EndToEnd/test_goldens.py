"""The pages that otelcol shows after the requests of Tests/Fixtures/metrics, line for line."""
import re

import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from otlp_json import as_json
from windsock import FIXTURES, PIPELINES, Windsock

CASES = sorted({path.name.split(".")[0] for path in (FIXTURES / "metrics").glob("*.request.bin")})

# Several series or types fight for one name; which of them otelcol shows is chance.
LEFT_TO_CHANCE = [case for case in CASES if case.split("-")[0] in ("22", "23", "35", "36", "42")]

# The lines that Windsock shows and otelcol doesn't, and why. There are none the other way round.
WANTED_DIFFERENCES = {
    # Where text is not UTF-8, otelcol drops the series. Windsock shows U+FFFD for what can't be read.
    "43-invalid-utf8": r'(# \w+ g_bad_A_A .*)|g_bad_A_A{.*k="B\ufffd\(B".*',
}


def steps(case):
    """A case's requests, each with the lines that otelcol shows after it."""
    requests = sorted((FIXTURES / "metrics").glob(f"{case}.*request.bin"))
    for request in requests:
        page = f"{case}.metrics.txt" if request == requests[-1] else request.name.replace("request.bin", "metrics.txt")
        yield request.read_bytes(), request.with_name(page).read_text().splitlines()


def test_there_are_cases():
    assert set(WANTED_DIFFERENCES) < set(CASES)
    assert len(LEFT_TO_CHANCE) == 5


@pytest.mark.parametrize("pipeline", ["airflow.yaml", "astronomer.yaml"])
@pytest.mark.parametrize("case", [case for case in CASES if case not in LEFT_TO_CHANCE])
def test_the_page_is_otelcols(case, pipeline):
    settings = ["exporters.prometheus.compatibility=otelcol"]
    with Windsock("--config", PIPELINES / pipeline, settings=settings) as windsock:
        for body, expected in steps(case):
            assert windsock.push(body).status == 200
            lines = windsock.page().lines
            ours = [line for line in lines if re.fullmatch(WANTED_DIFFERENCES.get(case, ""), line)]
            assert bool(ours) == (case in WANTED_DIFFERENCES)
            assert sorted(set(lines) - set(ours)) == sorted(expected)


@pytest.mark.parametrize("case", CASES)
def test_promtool_accepts_every_page(case, windsock):
    for body, _ in steps(case):
        assert windsock.push(body).status == 200
        assert windsock.page().is_accepted_by_promtool()


# Python's protobuf takes no text that isn't UTF-8.
IN_JSON = [case for case in CASES if not case.startswith("43-")]


@pytest.mark.parametrize("case", IN_JSON)
def test_json_gives_the_same_page(case):
    with Windsock() as in_protobuf, Windsock() as in_json:
        for body, _ in steps(case):
            request = ExportMetricsServiceRequest.FromString(body)
            answer, answer_to_json = in_protobuf.push(body), in_json.push(as_json(request), "application/json")
            assert (answer_to_json.status, answer_to_json.headers["Content-Type"]) == (answer.status, "application/json")
            assert in_json.page().lines == in_protobuf.page().lines

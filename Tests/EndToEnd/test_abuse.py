"""The abuse of benchmarks/abuse, for so short a time that only what lasts is told: answers, memory, files, totals."""
import json
import subprocess

import pytest
from windsock import TREE

SCRIPT = TREE / "benchmarks/abuse/run"


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """What each row has shown, by its name."""
    path = tmp_path_factory.mktemp("abuse") / "results.json"
    run = subprocess.run([SCRIPT, "--smoke", "--json", path], capture_output=True, text=True, timeout=180)
    assert path.exists(), run.stderr
    return {result["name"]: result for result in json.loads(path.read_text())}


def test_nothing_does_any_harm(results):
    assert {name: result["faults"] for name, result in results.items() if result["faults"]} == {}


def test_everybody_has_had_a_go(results):
    assert len(results) > 15
    for result in results.values():
        assert result["sent"] > 0 and sum(result["outcomes"].values()) > 0, result
        assert result["honest_requests"] > 0, result

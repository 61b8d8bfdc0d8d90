"""The processors beside otelcol's: see the README of each of these folders of Tests/Fixtures."""
import pytest
from debug_cases import debug_cases

FOLDERS = ["processors", "temporality", "transform"]

CASES = [case for folder in FOLDERS for case in debug_cases(folder)]
REFUSALS = [case for folder in FOLDERS for case in debug_cases(folder, refused=True)]


def test_there_are_cases():
    assert len(CASES) > 350
    assert len(REFUSALS) > 110


@pytest.mark.parametrize("case", [case for case in CASES if case.wanted is None], ids=str)
def test_prints_what_otelcol_prints(case):
    statuses, lines = case.run()
    assert statuses == case.statuses
    assert case.normalized(lines) == case.normalized(case.otelcols)


@pytest.mark.parametrize("case", [case for case in CASES if case.wanted is not None], ids=str)
def test_prints_what_is_better(case):
    statuses, lines = case.run()
    assert statuses == case.statuses
    assert case.normalized(lines) == case.normalized(case.wanted)
    assert case.normalized(lines) != case.normalized(case.otelcols)


@pytest.mark.parametrize("case", REFUSALS, ids=str)
def test_refuses_settings_with_their_place(case):
    assert case.refuse() == case.refusal

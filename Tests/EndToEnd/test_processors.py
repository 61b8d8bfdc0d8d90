"""The processors that keep state or hold points back, beside otelcol's: see Tests/Fixtures/temporality."""
import pytest
from debug_cases import debug_cases

FOLDER = "temporality"

CASES = debug_cases(FOLDER)


def test_there_are_cases():
    assert len(CASES) > 60
    assert len(debug_cases(FOLDER, refused=True)) > 10


@pytest.mark.parametrize("case", [case for case in CASES if case.wanted is None], ids=str)
def test_prints_what_otelcol_prints(case):
    statuses, lines = case.run()
    assert set(statuses) == {200}
    assert case.normalized(lines) == case.normalized(case.otelcols)


@pytest.mark.parametrize("case", [case for case in CASES if case.wanted is not None], ids=str)
def test_prints_what_is_better(case):
    statuses, lines = case.run()
    assert set(statuses) == {200}
    assert case.normalized(lines) == case.normalized(case.wanted)
    assert case.normalized(lines) != case.normalized(case.otelcols)


@pytest.mark.parametrize("case", debug_cases(FOLDER, refused=True), ids=str)
def test_refuses_settings_with_their_place(case):
    assert case.refuse() == case.refusal

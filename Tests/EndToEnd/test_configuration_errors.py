"""A configuration that can't be right starts nothing, and its writer is told where and what."""
import pytest
from windsock import PIPELINES, command

TYPO = """\
receivers:
  otlp:
    protocols:
      http:
exporters:
  prometheus:
    endpont: 0.0.0.0:8889
service:
  pipelines:
    metrics:
      receivers: [otlp]
      exporters: [prometheus, debug]
"""


@pytest.fixture
def typo(tmp_path):
    path = tmp_path / "typo.yaml"
    path.write_text(TYPO)
    return path


@pytest.mark.parametrize("words", [["validate"], []])
def test_a_typo_is_told_with_its_place_and_the_nearest_name(typo, words):
    refused = command(*words, "--config", typo)
    assert refused.returncode == 1
    fault = next(line for line in refused.stderr.splitlines() if "endpont" in line)
    assert fault.startswith(f"{typo}:7:5: exporters::prometheus")
    assert "did you mean endpoint?" in fault


def test_all_errors_are_told_together(typo):
    refused = command("validate", "--config", typo)
    assert f"{typo}:7:5: " in refused.stderr
    assert f"{typo}:12:" in refused.stderr, "debug is not defined"


def test_an_error_in_set_names_the_setting():
    refused = command("validate", "--config", PIPELINES / "airflow.yaml", "--set", "exporters.debug.verbosity=loud")
    assert refused.returncode == 1
    assert "--set exporters.debug.verbosity" in refused.stderr
    for allowed in ("basic", "normal", "detailed"):
        assert allowed in refused.stderr


def test_a_file_that_is_missing_is_named(tmp_path):
    refused = command("--config", tmp_path / "missing.yaml")
    assert refused.returncode == 1
    assert "missing.yaml" in refused.stderr


TRACES = """\
receivers: {otlp: {protocols: {http: {endpoint: "127.0.0.1:4318"}}}}
exporters: {nop: }
service:
  pipelines:
    traces: {receivers: [otlp], exporters: [nop]}
    metrics: {receivers: [otlp], exporters: [nop]}
"""


def test_a_pipeline_of_traces_is_left_out_with_a_warning_that_strict_makes_an_error(tmp_path):
    path = tmp_path / "traces.yaml"
    path.write_text(TRACES)
    taken = command("validate", "--config", path)
    assert taken.returncode == 0
    assert f"{path}:5:" in taken.stderr

    refused = command("validate", "--strict", "--config", path)
    assert refused.returncode == 1
    assert f"{path}:5:" in refused.stderr

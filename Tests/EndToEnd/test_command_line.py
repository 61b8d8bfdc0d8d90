"""The commands that only print."""
import json

import pytest
from windsock import PIPELINES, command


def test_version():
    printed = command("--version")
    assert printed.returncode == 0
    assert printed.stdout.startswith("windsock version ")


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["help"], ["validate", "--help"]])
def test_help_names_every_command(words):
    printed = command(*words)
    assert printed.returncode == 0
    for word in ("validate", "print-config", "components", "--config", "--set", "--strict"):
        assert word in printed.stdout


def test_components_lists_what_there_is():
    printed = command("components")
    assert printed.returncode == 0
    for component in ("otlp", "scope_labels", "debug", "nop", "prometheus", "health_check"):
        assert f"- name: {component}\n" in printed.stdout


@pytest.mark.parametrize("pipeline", ["airflow.yaml", "astronomer.yaml"])
def test_validate_takes_the_pipelines_that_come_with_it(pipeline):
    checked = command("validate", "--config", PIPELINES / pipeline)
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


def test_print_config_shows_every_default():
    printed = command("print-config", "--config", PIPELINES / "astronomer.yaml", "--format=json")
    assert printed.returncode == 0
    config = json.loads(printed.stdout)
    assert config["exporters"]["prometheus"]["endpoint"] == "0.0.0.0:8889"
    assert config["exporters"]["prometheus"]["send_timestamps"] is False
    assert config["receivers"]["otlp"]["protocols"]["http"]["metrics_url_path"] == "/v1/metrics"


def test_set_changes_one_setting():
    printed = command("print-config", "--format=json", "--set", "exporters.prometheus.namespace=af")
    assert json.loads(printed.stdout)["exporters"]["prometheus"]["namespace"] == "af"


def test_later_sources_win():
    more = "yaml:exporters::prometheus::namespace: af"
    printed = command("print-config", "--format=json", "--config", PIPELINES / "airflow.yaml", f"--config={more}")
    assert json.loads(printed.stdout)["exporters"]["prometheus"]["namespace"] == "af"


@pytest.mark.parametrize("words", [["start"], ["--confg"], ["--config"], ["--set", "no-equals-sign"]])
def test_words_that_make_no_sense_are_refused(words):
    refused = command(*words)
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert words[-1] in refused.stderr


def test_what_a_pipeline_does_is_told():
    told = command("validate", "--explain", "--config", PIPELINES / "airflow.yaml")
    assert told.returncode == 0, told.stderr
    assert "\n  scope_labels: once per series\n    gives points what names their scope\n" in told.stdout

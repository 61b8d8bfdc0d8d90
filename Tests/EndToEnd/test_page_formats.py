"""With `compatibility: otelcol`, the pages of otelcol 0.161 in each format, with the configurations of
Tests/Fixtures/page/formats; scrapes.tsv there says how each of them was asked for, and what it was called."""
import csv
import re
import urllib.parse

import prometheus_messages
import pytest
from test_otelcol_pages import FOLDER as REQUESTS
from test_otelcol_pages import requests_named
from windsock import FIXTURES, Windsock, request

FOLDER = FIXTURES / "page/formats"
SCRAPES = {row["file"]: row for row in csv.DictReader((FOLDER / "scrapes.tsv").open(), delimiter="\t")}

# Names of labels that are escaped further here: Prometheus refuses the whole page for a colon in one, and keeps those that
# begin with two underscores for itself.
ESCAPED = {
    "utf8-labels.text-allow-utf-8.txt": {"a:b=": '"a:b"='},
    "utf8-labels.text-dots.txt": {"a:b=": "a__b=", "{__lives=": "{key__lives="},
    "utf8-labels.text-values.txt": {"a:b=": "U__a_3a_b="},
}


def as_escaped_here(name, line):
    for theirs, ours in ESCAPED.get(name, {}).items():
        line = line.replace(theirs, ours)
    return line


def without_unknown_start(family):
    """A start that nobody knows isn't that of the year 1, which otelcol gives native histograms."""
    for metric in family["metric"]:
        for kind in ("histogram", "counter", "summary"):
            if metric.get(kind, {}).get("created", {}).get("seconds", 0) < 0:
                del metric[kind]["created"]
    return family


@pytest.mark.parametrize("name", SCRAPES)
def test_a_page_is_otelcols_in_each_format(name, monkeypatch):
    # The ports are set besides; the configuration asks for these all the same.
    monkeypatch.setenv("OTLP_PORT", "0")
    monkeypatch.setenv("PAGE_PORT", "0")
    configuration = FOLDER / (name.partition(".")[0] + ".yaml")
    scrape = SCRAPES[name]
    arguments = re.findall(r"^# args: (\S+)", configuration.read_text(), re.MULTILINE)
    with Windsock("--config", configuration, *arguments, settings=["exporters.prometheus.compatibility=otelcol"]) as windsock:
        for body in requests_named(configuration):
            assert windsock.push(body).status == 200
        path = "/metrics" + ("?" + urllib.parse.quote(scrape["query"], safe="=&") if scrape["query"] else "")
        headers = {"Accept": scrape["Accept"]} if scrape["Accept"] else {}
        response = request(windsock.page_port, "GET", path, headers=headers)
    assert (response.status, response.headers["Content-Type"]) == (200, scrape["Content-Type"])
    page = FOLDER / name
    if page.suffix == ".pb":
        theirs = prometheus_messages.families(page.read_bytes()).values()
        assert list(prometheus_messages.families(response.body).values()) == list(map(without_unknown_start, theirs))
    elif "encoding=" in scrape["Content-Type"]:
        theirs = prometheus_messages.families_of_text(page.read_text()).values()
        ours = prometheus_messages.families_of_text(response.body.decode()).values()
        assert list(ours) == list(map(without_unknown_start, theirs))
    else:
        theirs = [as_escaped_here(name, line) for line in page.read_text().splitlines()]
        assert sorted(response.body.decode().splitlines()) == sorted(theirs)


def test_there_are_scrapes():
    assert len(SCRAPES) > 35 and REQUESTS.exists()

"""Pages of our own in each format, where they say more or other things than otelcol's: see Tests/Fixtures/page/own.

Run as a program, this writes the pages anew, to be read before they are kept.
"""
import json
import os

import prometheus_messages
import pytest
from parsed_pages import CHECKS, OPENMETRICS, PROTOBUF, TEXT
from windsock import FIXTURES, Windsock

FOLDER = FIXTURES / "page/own"
TEXT_0 = "text/plain;version=0.0.4"

# By name: the configuration, and what is asked for.
PAGES = {
    "default.text.txt": ("default", TEXT_0),
    "default.openmetrics.txt": ("default", OPENMETRICS),
    "default.protobuf.json": ("default", PROTOBUF),
    "kept-names.text-allow-utf-8.txt": ("kept-names", f"{TEXT};escaping=allow-utf-8"),
    "kept-names.text-underscores.txt": ("kept-names", f"{TEXT};escaping=underscores"),
    "kept-names.text-dots.txt": ("kept-names", f"{TEXT};escaping=dots"),
    "kept-names.text-values.txt": ("kept-names", f"{TEXT};escaping=values"),
    "kept-names.openmetrics-allow-utf-8.txt": ("kept-names", f"{OPENMETRICS};escaping=allow-utf-8"),
    "separate-writers.text.txt": ("separate-writers", TEXT_0),
}


def page(configuration, accept):
    """The body of the page that a scrape gets."""
    # The ports are set besides; the configuration asks for these all the same.
    environment = os.environ | {"OTLP_PORT": "0", "PAGE_PORT": "0"}
    with Windsock("--config", FOLDER / f"{configuration}.yaml", env=environment) as windsock:
        request = (FOLDER / f"{configuration}.request.json").read_bytes()
        assert windsock.push(request, content_type="application/json").status == 200
        return windsock.scrape(Accept=accept).body


def as_kept(body, accept):
    """A page as it stands in its file: messages of protobuf as JSON, a series a line."""
    if accept != PROTOBUF:
        return body.decode()
    lines = []
    for family in prometheus_messages.families(body).values():
        metrics = family.pop("metric")
        lines += [json.dumps(part, ensure_ascii=False) for part in (family, *metrics)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_the_one_that_is_kept(name):
    configuration, accept = PAGES[name]
    assert as_kept(page(configuration, accept), accept) == (FOLDER / name).read_text()


@pytest.mark.parametrize("name", PAGES)
def test_parsers_take_the_page(name):
    configuration, accept = PAGES[name]
    media_type, _, escaping = accept.partition(";escaping=")
    CHECKS[TEXT if media_type == TEXT_0 else media_type](page(configuration, accept), escaping)


if __name__ == "__main__":
    for name, (configuration, accept) in PAGES.items():
        (FOLDER / name).write_text(as_kept(page(configuration, accept), accept))

"""Status, content type and Status code of answers are otelcol's, but where Windsock wants another."""
import pytest
from exchanges import JSON, PROTOBUF, read_exchanges
from windsock import Windsock

EXCHANGES, SETTINGS = read_exchanges()

TOO_LARGE = (413, PROTOBUF, 3)

# What Windsock answers instead, and why.
WANTED_DIFFERENCES = {
    # The OTLP specification has 413 for what is too large, where otelcol says 400.
    "49-gzip-bomb": [TOO_LARGE],
    "02-one-more": [TOO_LARGE],
    "03-large": [TOO_LARGE],
    "04-chunked-large": [TOO_LARGE],
    "06-gzip-bomb": [TOO_LARGE],
    "07-json-large": [(413, JSON, 3)],
    "08-large-then-next": [TOO_LARGE, (200, PROTOBUF, None)],
    # ... and doesn't ask for it first.
    "09-expect-continue-large": [TOO_LARGE],
    # These are libmicrohttpd's: a page in HTML, and no answer to what isn't HTTP.
    "61-no-host": [(400, "", None)],
    "62-garbage": [],
    # Values may be nested 128 deep.
    "67-deep-nesting-5000": [(400, PROTOBUF, 3)],
    # Parameters of a type aren't looked at.
    "70-json-malformed-content-type": [(200, JSON, None)],
}


@pytest.fixture(scope="module", params=["default", *SETTINGS])
def folder(request):
    """A folder of exchanges, and a windsock with its settings."""
    settings = [f"receivers.otlp.protocols.http.{setting}" for setting in SETTINGS.get(request.param, [])]
    settings = [setting.replace(": ", "=", 1) for setting in settings]
    with Windsock(settings=settings) as windsock:
        yield request.param, windsock


def test_all_are_otelcols_but_those_wanted(folder):
    name, windsock = folder
    expected = {e.name: WANTED_DIFFERENCES.get(e.name, e.otelcols) for e in EXCHANGES if e.folder == name}
    assert {e.name: e.answers_of(windsock.otlp_port) for e in EXCHANGES if e.folder == name} == expected


def test_each_wanted_difference_is_one():
    otelcols = {exchange.name: exchange.otelcols for exchange in EXCHANGES}
    assert [name for name, ours in WANTED_DIFFERENCES.items() if otelcols[name] == ours] == []

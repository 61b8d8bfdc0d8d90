"""What real OpenTelemetry clients send is read as they mean it, in whatever encoding and compression it comes."""
import pytest
from clients import exchange, sent_requests
from expected import expected_request
from windsock import Windsock, wait_until

# The page's exporter, which every windsock of these tests has, gets nothing: it would log names that it can't show.
CONFIGURATION = """yaml:
receivers: {otlp: {protocols: {http: }}, otlp/unused: {protocols: {http: {endpoint: "127.0.0.1:0"}}}}
exporters: {debug: {verbosity: detailed, use_internal_logger: false, output_paths: [stdout]}, prometheus: {}}
service:
  telemetry: {metrics: {level: none}, logs: {level: error}}
  pipelines:
    metrics: {receivers: [otlp], exporters: [debug]}
    metrics/unused: {receivers: [otlp/unused], exporters: [prometheus]}
"""

REQUESTS = list(sent_requests())


@pytest.fixture(scope="module")
def windsock():
    """One that dumps all that it receives."""
    with Windsock("--config", CONFIGURATION) as running:
        yield running


def dump_of(windsock, push):
    """What a push adds to the output."""
    before = len(windsock.log)
    push()
    wait_until(lambda: windsock.log[before:].endswith("\n"), "dumped")
    return windsock.log[before:]


@pytest.mark.parametrize("sent", REQUESTS, ids=lambda sent: sent.name)
def test_is_read_as_it_is_meant(sent, windsock):
    if not sent.has_points:
        assert exchange(windsock.otlp_port, sent.wire) == (400 if sent.is_refused else 200)
        return
    statuses = []
    dump = dump_of(windsock, lambda: statuses.append(exchange(windsock.otlp_port, sent.wire)))
    assert statuses == [200]
    assert dump == dump_of(windsock, lambda: windsock.push(expected_request(sent.expected)))


def test_there_is_every_encoding_and_compression():
    heads = b"".join(sent.head for sent in REQUESTS)
    for field in (b"Content-Encoding: " + coding for coding in (b"gzip", b"zstd", b"deflate", b"zlib", b"lz4")):
        assert field in heads
    assert b"Content-Encoding: x-snappy-framed" in heads
    assert b"application/json" in heads and b"application/x-protobuf" in heads and b"chunked" in heads

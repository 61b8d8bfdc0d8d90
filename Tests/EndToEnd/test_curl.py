"""curl in its ways, over TCP and over a socket in the file system."""
import socket
import subprocess

import otlp
import pytest
from windsock import PROTOBUF, Windsock, command

BODY = otlp.counter("jobs", 3).SerializeToString()
POST = ["curl", "--silent", "--max-time", "10", "--data-binary", "@-", "--header", f"Content-Type: {PROTOBUF}"]
POST += ["--output", "/dev/null", "--write-out", "%{http_code}"]


def post(url, *arguments):
    return subprocess.run([*POST, *arguments, url], input=BODY, capture_output=True).stdout


WAYS = {
    "HTTP/1.1": [],
    "HTTP/1.0": ["--http1.0"],
    "chunked": ["--header", "Transfer-Encoding: chunked"],
    "Expect": ["--header", "Expect: 100-continue"],
    "chunked, Expect": ["--header", "Transfer-Encoding: chunked", "--header", "Expect: 100-continue"],
}


@pytest.mark.parametrize("arguments", WAYS.values(), ids=WAYS)
def test_over_tcp(windsock, arguments):
    assert post(windsock.endpoint, *arguments) == b"200"
    assert windsock.page().value("jobs_total") == 3


def test_over_a_socket_in_the_file_system_beside_a_port(tmp_path):
    path = tmp_path / "otlp.sock"
    second = "receivers.otlp/2.protocols.http"
    settings = [f"{second}.transport=unix", f"{second}.endpoint={path}"]
    settings += ["service.pipelines.metrics.receivers=[otlp, otlp/2]"]
    with Windsock(settings=settings) as windsock:
        assert post("http://x/v1/metrics", "--unix-socket", str(path)) == b"200"
        assert windsock.page().value("jobs_total") == 3
        assert post(windsock.endpoint) == b"200"
    assert not path.exists()


def test_a_path_that_is_not_there_is_told_once_with_what_would_be_right(windsock):
    for _ in range(2):
        for path in ["/", "/v1/metrics/", "/v1/metrics/v1/metrics"]:
            assert post(f"http://127.0.0.1:{windsock.otlp_port}{path}") == b"404"
    for path in ["/", "/v1/metrics/", "/v1/metrics/v1/metrics"]:
        (line,) = [line for line in windsock.log.splitlines() if f'"path": "{path}"' in line]
        assert '"client": "127.0.0.1:' in line
        assert "OTEL_EXPORTER_OTLP_ENDPOINT=http://HOST:PORT" in line


def test_two_receivers_on_one_port_are_an_error(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = f"127.0.0.1:{other.getsockname()[1]}"
    settings = [f"receivers.{id}.protocols.http.endpoint={taken}" for id in ("otlp", "otlp/2")]
    settings += ["service.pipelines.metrics.receivers=[otlp, otlp/2]", "exporters.prometheus.endpoint=127.0.0.1:0"]
    refused = command(*(word for setting in settings for word in ("--set", setting)))
    assert refused.returncode == 1
    assert f"receivers::otlp/2: listen tcp {taken}: Address already in use" in refused.stderr

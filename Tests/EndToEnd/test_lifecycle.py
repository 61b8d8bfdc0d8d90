"""From the start to the end of the process."""
import re
import signal
import socket

import otlp
import pytest
from windsock import PIPELINES, Windsock, command, free_port, is_listening, wait_until


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_signal_ends_it_in_peace(windsock, number):
    windsock.push(otlp.counter("jobs", 3))
    windsock.process.send_signal(number)
    assert windsock.process.wait() == 0
    assert not is_listening(windsock.otlp_port)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_request_under_way_is_answered_before_the_end(windsock, number):
    body = otlp.counter("jobs", 3).SerializeToString()
    head = f"POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nContent-Length: {len(body)}"
    with socket.create_connection(("127.0.0.1", windsock.otlp_port)) as client:
        client.sendall(head.encode() + b"\r\nExpect: 100-continue\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 100 "), "the request has begun"
        windsock.process.send_signal(number)
        wait_until(lambda: not is_listening(windsock.otlp_port), "no further connections")
        client.sendall(body)
        assert client.recv(1000).startswith(b"HTTP/1.1 200 ")
    assert windsock.process.wait() == 0


def test_it_can_be_started_again_on_the_same_ports():
    windsock = Windsock()
    for _ in range(2):
        with windsock:
            assert windsock.page().text == ""
            windsock.push(otlp.counter("jobs", 3))


BOTH = """\
receivers:
  otlp:
    protocols:
      http:
        endpoint: 127.0.0.1:{otlp_port}
exporters:
  prometheus:
    endpoint: 127.0.0.1:{page_port}
service:
  pipelines:
    metrics:
      receivers: [otlp]
      exporters: [prometheus]
"""


@pytest.mark.parametrize(
    "taken, component, place", [("otlp_port", "receivers::otlp", "5:19"), ("page_port", "exporters::prometheus", "8:15")]
)
def test_a_port_in_use_is_an_error_that_says_which(tmp_path, taken, component, place):
    path = tmp_path / "windsock.yaml"
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        path.write_text(BOTH.format(**{"otlp_port": free_port(), "page_port": free_port(), taken: port}))
        refused = command("--config", path)
    assert refused.returncode == 1
    assert f"{path}:{place}: " in refused.stderr
    assert component in refused.stderr
    assert f"127.0.0.1:{port}" in refused.stderr
    assert "in use" in refused.stderr


def test_the_log_names_the_port_that_the_system_chose():
    settings = ["receivers.otlp/2.protocols.http.endpoint=127.0.0.1:0"]
    settings += ["service.pipelines.metrics.receivers=[otlp, otlp/2]"]
    with Windsock(settings=settings) as windsock:
        wait_until(lambda: "Everything is ready" in windsock.log, "started")
        (line,) = [line for line in windsock.log.splitlines() if "Starting HTTP server" in line and '"otlp/2"' in line]
        (port,) = re.findall(r'"endpoint": "127.0.0.1:(\d+)"', line)
        assert is_listening(int(port))


def test_it_is_ready_within_50_milliseconds():
    def start():
        with Windsock() as windsock:
            return windsock.seconds_to_ready

    assert min(start() for _ in range(5)) < 0.050


def test_the_debug_exporter_tells_what_came(windsock):
    windsock.push(otlp.counter("jobs", 3))
    wait_until(lambda: '"resource metrics": 1, "metrics": 1, "data points": 1' in windsock.log, "a line in the log")


def test_the_detailed_debug_exporter_tells_everything():
    with Windsock("--config", PIPELINES / "astronomer.yaml") as windsock:
        windsock.push(otlp.counter("jobs", 3))
        wait_until(lambda: "\nValue: 3\n" in windsock.log, "the point in the log")

"""The real binary as tests see it: a process, its ports, its log, and the page that it shows."""
import contextlib
import http.client
import itertools
import os
import pathlib
import random
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass

from page import Page

TREE = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("WINDSOCK", TREE / ".build/release/windsock"))
PIPELINES = TREE / "pipelines"
FIXTURES = TREE / "Tests/Fixtures"

PROTOBUF = "application/x-protobuf"

# How long a condition is waited for before a test fails; far beyond what any of them takes.
PATIENCE = 20.0


# The ports to try, in an order of chance: none of those that the system gives to clients. With one of these, a client
# that waits for the port would in time connect to itself, and take it.
PORTS = itertools.cycle(random.sample(range(10_000, 32_768), 22_768))


def free_port():
    """A port of the loopback interface that nobody listens on, and that wasn't given just before."""
    while True:
        port = next(PORTS)
        with socket.socket() as probe:
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port


def wait_until(condition, what, pause=0.001):
    """Waits for a condition to hold, and gives what it returned."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(pause)
    raise AssertionError(f"{what}: not within {PATIENCE:.0f} s")


def is_listening(port):
    """Whether a connection to a port of this machine succeeds."""
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@dataclass(frozen=True)
class Response:
    """An answer to an HTTP request."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


def request(port, method, path, body=None, headers=()):
    """Makes one HTTP request on a connection of its own."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request(method, path, body, dict(headers))
        response = connection.getresponse()
        return Response(response.status, response.headers, response.read())


def command(*arguments, **options):
    """Runs the binary to its end."""
    return subprocess.run([BINARY, *arguments], capture_output=True, text=True, timeout=PATIENCE, **options)


class Windsock:
    """A running windsock, on free ports: with the pipeline that is built in, or with the arguments given.

    Leaving the context stops it as an operator would, and checks that it went in peace.
    """

    def __init__(self, *arguments, settings=(), **options):
        self.otlp_port, self.page_port = free_port(), free_port()
        self.options = options
        self.arguments = [
            *arguments,
            *("--set", f"receivers.otlp.protocols.http.endpoint=127.0.0.1:{self.otlp_port}"),
            *("--set", f"exporters.prometheus.endpoint=127.0.0.1:{self.page_port}"),
            *(word for setting in settings for word in ("--set", setting)),
        ]

    def __enter__(self):
        self._log = tempfile.TemporaryFile("w+")
        began = time.monotonic()
        self.process = subprocess.Popen(
            [BINARY, *self.arguments], stdout=self._log, stderr=self._log, **self.options
        )
        try:
            wait_until(self._is_ready, "ready to serve", pause=0.0002)
        except BaseException:
            self.process.kill()
            raise
        self.seconds_to_ready = time.monotonic() - began
        return self

    def __exit__(self, failure, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            status = self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            status = "none: it had to be killed"
        if failure:
            print(self.log)
        else:
            assert status == 0, f"exit status {status}\n{self.log}"

    def _is_ready(self):
        assert self.process.poll() is None, f"exit status {self.process.returncode} at start\n{self.log}"
        return is_listening(self.otlp_port) and is_listening(self.page_port)

    @property
    def log(self):
        """All that it printed until now."""
        return os.pread(self._log.fileno(), os.fstat(self._log.fileno()).st_size, 0).decode()

    @property
    def endpoint(self):
        """Where OpenTelemetry clients push metrics to."""
        return f"http://127.0.0.1:{self.otlp_port}/v1/metrics"

    def push(self, body, content_type=PROTOBUF, **headers):
        """Pushes one request's body, as bytes or as an OTLP message."""
        data = body if isinstance(body, bytes) else body.SerializeToString()
        headers = {"Content-Type": content_type} | {name.replace("_", "-"): value for name, value in headers.items()}
        return request(self.otlp_port, "POST", "/v1/metrics", data, headers)

    def scrape(self, **headers):
        """The answer to a scrape."""
        return request(self.page_port, "GET", "/metrics", headers={k.replace("_", "-"): v for k, v in headers.items()})

    def page(self):
        """The page that a scrape gets."""
        response = self.scrape()
        assert response.status == 200, response
        return Page(response.body.decode())

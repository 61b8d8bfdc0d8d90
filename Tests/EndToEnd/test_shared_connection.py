"""Two processes that write on one connection, as a forked child and its parent do: only they suffer."""
import contextlib
import http.client
import multiprocessing
import socket
import threading

import otlp
import pytest
from windsock import PATIENCE, PROTOBUF, Windsock

BODY = otlp.counter("shared", 7, attributes={"task": "x" * 500}).SerializeToString()
FIELDS = f"Host: x\r\nContent-Type: {PROTOBUF}\r\nContent-Length: {len(BODY)}\r\n\r\n"
HEAD = f"POST /v1/metrics HTTP/1.1\r\n{FIELDS}".encode()
REQUEST = HEAD + BODY

# Where the parent is when the child begins to write.
PLACES = {
    "in the request line": 10,
    "in a field": len(HEAD) - 20,
    "behind the head": len(HEAD),
    "in the body": len(HEAD) + 300,
    "before the last byte": len(REQUEST) - 1,
}


class Other:
    """Somebody else, who counts on a connection of their own all the time."""

    def __init__(self, windsock):
        self.windsock = windsock
        self.value = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._count)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, failure, *_):
        self._ended.set()
        self._thread.join()
        if not failure:
            assert self._ended_well
            assert self.windsock.page().value("jobs_total") == self.value

    def _count(self):
        self._ended_well = False
        connection = http.client.HTTPConnection("127.0.0.1", self.windsock.otlp_port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.connect()
            address = connection.sock.getsockname()
            while self.value == 0 or not self._ended.wait(0.02):
                self.value += 1
                body = otlp.counter("jobs", self.value).SerializeToString()
                connection.request("POST", "/v1/metrics", body, {"Content-Type": PROTOBUF})
                with connection.getresponse() as response:
                    assert (response.status, response.read()) == (200, b"\x0a\x00")
                assert connection.sock.getsockname() == address, "still the same connection"
        self._ended_well = True


@pytest.fixture
def windsock():
    """One that doesn't wait long for what begins and doesn't go on."""
    http = "receivers.otlp.protocols.http"
    with Windsock(settings=[f"{http}.read_header_timeout=1s", f"{http}.read_timeout=1s"]) as running:
        yield running


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_interleaved_requests_end_their_connection_only(windsock, place):
    with Other(windsock), socket.create_connection(("127.0.0.1", windsock.otlp_port), PATIENCE) as shared:
        shared.sendall(REQUEST[:place])
        fork(lambda: shared.sendall(REQUEST * 3)).join()
        with contextlib.suppress(OSError):
            shared.sendall(REQUEST[place:])
        assert statuses(shared) <= {200, 400, 405}


def test_two_processes_that_write_at_once_end_their_connection_only(windsock):
    with Other(windsock), socket.create_connection(("127.0.0.1", windsock.otlp_port), PATIENCE) as shared:
        child = fork(lambda: write_in_pieces(shared))
        write_in_pieces(shared)
        child.join()
        assert statuses(shared) <= {200, 400, 405}


def write_in_pieces(connection):
    """Writes requests until the connection is closed."""
    with contextlib.suppress(OSError):
        while True:
            for start in range(0, len(REQUEST), 97):
                connection.sendall(REQUEST[start : start + 97])


def statuses(connection):
    """All statuses that are answered until the other end closes, as it must."""
    received = b""
    with contextlib.suppress(ConnectionResetError):
        while piece := connection.recv(1 << 16):
            received += piece
    return {int(line.split(b" ")[0]) for line in received.split(b"HTTP/1.1 ")[1:]}


def fork(write):
    """A child of this process, which has its open files."""
    child = multiprocessing.get_context("fork").Process(target=write, daemon=True)
    child.start()
    return child

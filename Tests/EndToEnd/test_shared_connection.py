"""Two processes that write on one connection, as a forked child and its parent do: only they suffer."""
import contextlib
import http.client
import multiprocessing
import socket

import otlp
import pytest
from windsock import PATIENCE, PROTOBUF, Windsock

BODY = otlp.counter("shared", 7, attributes={"task": "x" * 500}).SerializeToString()
HEAD = f"POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: {PROTOBUF}\r\nContent-Length: {len(BODY)}\r\n\r\n".encode()
REQUEST = HEAD + BODY

# Where the parent is when the child begins to write.
PLACES = {
    "in the request line": 10,
    "in a field": len(HEAD) - 20,
    "behind the head": len(HEAD),
    "in the body": len(HEAD) + 300,
    "before the last byte": len(REQUEST) - 1,
}


@pytest.fixture
def windsock():
    """One that doesn't wait long for the rest of a head or of a body."""
    settings = ["read_header_timeout=300ms", "read_timeout=300ms", "keepalive.idle_timeout=1m"]
    with Windsock(settings=[f"receivers.otlp.protocols.http.{setting}" for setting in settings]) as running:
        yield running


@pytest.fixture
def other(windsock):
    """Somebody else's connection, which counts before and after: it must have stayed as it was."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", windsock.otlp_port, timeout=PATIENCE)) as connection:
        connection.connect()
        local = connection.sock.getsockname()

        def push(value):
            body = otlp.counter("jobs", value).SerializeToString()
            connection.request("POST", "/v1/metrics", body, {"Content-Type": PROTOBUF})
            with connection.getresponse() as response:
                assert (response.status, response.read()) == (200, b"\x0a\x00")
            assert connection.sock.getsockname() == local

        yield push


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_interleaved_requests_end_their_connection_only(windsock, other, place):
    other(3)
    with socket.create_connection(("127.0.0.1", windsock.otlp_port), PATIENCE) as shared:
        shared.sendall(REQUEST[:place])
        in_a_child(lambda: shared.sendall(REQUEST * 3))
        with contextlib.suppress(OSError):
            shared.sendall(REQUEST[place:])
        assert statuses(shared) <= {200, 400, 405}
    other(4)
    assert windsock.page().value("jobs_total") == 4


def test_two_processes_that_write_at_once_end_their_connection_only(windsock, other):
    other(3)
    with socket.create_connection(("127.0.0.1", windsock.otlp_port), PATIENCE) as shared:
        child = fork(lambda: write_in_pieces(shared))
        write_in_pieces(shared)
        statuses(shared)
        child.join()
    other(4)
    assert windsock.page().value("jobs_total") == 4


def write_in_pieces(connection):
    """Writes requests until the connection is closed."""
    with contextlib.suppress(OSError):
        while True:
            for start in range(0, len(REQUEST), 97):
                connection.sendall(REQUEST[start : start + 97])


def statuses(connection):
    """All statuses that are answered until the other end closes."""
    received = b""
    with contextlib.suppress(ConnectionResetError):
        while piece := connection.recv(1 << 16):
            received += piece
    return {int(line.split(b" ")[0]) for line in received.split(b"HTTP/1.1 ")[1:]}


def in_a_child(write):
    fork(write).join()


def fork(write):
    """A child of this process, which has its open files."""
    child = multiprocessing.get_context("fork").Process(target=write, daemon=True)
    child.start()
    return child

"""Slow senders are waited for as long as in otelcol; beyond that they are closed without otelcol's 400."""
import contextlib
import socket
import time

import otlp
import pytest
from windsock import PATIENCE, PROTOBUF, Windsock

BODY = otlp.counter("jobs", 3).SerializeToString()
FIELDS = f"Host: x\r\nContent-Type: {PROTOBUF}\r\nContent-Length: {len(BODY)}\r\n\r\n"
HEAD = f"POST /v1/metrics HTTP/1.1\r\n{FIELDS}".encode()

SLOW_HEAD = [HEAD[:40], HEAD[40:] + BODY]
SLOW_BODY = [HEAD + BODY[:20], BODY[20:]]
TWO_REQUESTS = [HEAD + BODY, HEAD + BODY]
LATE_REQUEST = [b"", HEAD + BODY]

# The setting; what is sent, with half a second in between; the statuses; whether the connection is closed in the end.
ROWS = {
    "none, slow head": ([], SLOW_HEAD, [200], False),
    "none, slow body": ([], SLOW_BODY, [200], False),
    "none, idle": ([], TWO_REQUESTS, [200, 200], False),
    "read, slow head": (["read_timeout=200ms"], SLOW_HEAD, [], True),
    "read, slow body": (["read_timeout=200ms"], SLOW_BODY, [], True),
    "read, idle": (["read_timeout=200ms"], TWO_REQUESTS, [200], True),
    "read, 0 is none": (["read_timeout=0"], SLOW_BODY, [200], False),
    "read header, slow head": (["read_header_timeout=200ms"], SLOW_HEAD, [], True),
    "read header, slow body": (["read_header_timeout=200ms"], SLOW_BODY, [200], False),
    "read header, nothing": (["read_header_timeout=200ms"], LATE_REQUEST, [], True),
    "read header, idle": (["read_header_timeout=200ms"], TWO_REQUESTS, [200, 200], False),
    "write, slow body": (["write_timeout=200ms"], SLOW_BODY, [], True),
    "idle, two": (["idle_timeout=200ms"], TWO_REQUESTS, [200], True),
    "idle, late": (["idle_timeout=200ms"], LATE_REQUEST, [200], True),
    "keep-alive, two": (["keepalive.idle_timeout=200ms"], TWO_REQUESTS, [200], True),
    "keep-alive, off": (["keepalive.enabled=false"], TWO_REQUESTS, [200], True),
}


@pytest.mark.parametrize("settings, pieces, statuses, is_closed", ROWS.values(), ids=ROWS)
def test_a_timeout_is_otelcols(settings, pieces, statuses, is_closed):
    with Windsock(settings=[f"receivers.otlp.protocols.http.{setting}" for setting in settings]) as windsock:
        with socket.create_connection(("127.0.0.1", windsock.otlp_port), PATIENCE) as connection:
            with contextlib.suppress(OSError):
                for number, piece in enumerate(pieces):
                    time.sleep(0.5 if number else 0)
                    connection.sendall(piece)
            assert received(connection, len(statuses)) == (statuses, is_closed)


def received(connection, count):
    """The statuses of so many answers, and whether the connection is closed soon after them."""
    received, is_closed = b"", False
    with contextlib.suppress(ConnectionResetError, TimeoutError):
        while received.count(b"HTTP/1.1 ") < count or not received.endswith(b"\x0a\x00"):
            piece = connection.recv(1 << 16)
            received += piece
            if is_closed := not piece:
                break
    connection.settimeout(0.5)
    try:
        is_closed = is_closed or not connection.recv(1)
    except ConnectionResetError:
        is_closed = True
    except TimeoutError:
        pass
    return [int(answer.split(b" ")[0]) for answer in received.split(b"HTTP/1.1 ")[1:]], is_closed

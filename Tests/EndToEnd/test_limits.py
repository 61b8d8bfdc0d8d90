"""Limits of what listens: what is closed or refused for them is told in the log, once a minute at most."""
import json
import resource
import socket

import otlp
import pytest
from exchanges import code_of
from windsock import PROTOBUF, Windsock, wait_until

UNAVAILABLE = 14
HTTP = "receivers.otlp.protocols.http"
HEAD = b"POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\nContent-Length: 100000\r\n"

CASES = {
    "connections": (["limits.connections=1"], b""),
    "connections of a client": (["limits.connections_per_client=1"], b""),
    "bytes of a head": ([], HEAD + b"X: " + bytes(100_000)),
    "fields of a head": (["limits.headers=2"], HEAD + b"\r\n"),
    "a slow head": (["read_header_timeout=10ms"], HEAD),
    "a slow body": (["read_timeout=10ms"], HEAD + b"\r\n"),
    "a slow request": (["write_timeout=10ms"], HEAD + b"\r\n"),
    "bytes of all bodies": (["limits.body_bytes=1"], HEAD + b"\r\n" + bytes(100_000)),
}


@pytest.mark.parametrize("settings, sent", CASES.values(), ids=CASES)
def test_a_limit_that_is_reached_is_told_once_with_the_client(settings, sent):
    with Windsock(settings=[f"{HTTP}.{setting}" for setting in settings]) as windsock:
        clients = []
        for _ in range(3):
            clients.append(socket.create_connection(("127.0.0.1", windsock.otlp_port)))
            clients[-1].sendall(sent)
        wait_until(lambda: warnings(windsock), "a line in the log")
        for client in clients:
            client.close()
        windsock.scrape()
        (line,) = warnings(windsock)
        # The log is written beside the event loop: the second one refused can come before the first is told.
        assert 1 <= line["count"] <= 3
        assert line["client"].startswith("127.0.0.1:")


@pytest.mark.parametrize("content_type", [PROTOBUF, "application/json"])
def test_senders_whose_bodies_have_no_room_come_again(content_type):
    with Windsock(settings=[f"{HTTP}.limits.body_bytes=1"]) as windsock:
        response = windsock.push(b" " * 10_000, content_type)
        assert (response.status, response.headers["Retry-After"]) == (503, "2")
        assert response.headers["Content-Type"] == content_type
        assert code_of(503, content_type, response.body) == UNAVAILABLE
        assert windsock.push(otlp.counter("jobs", 3)).status == 200


def test_connections_are_no_more_than_files():
    def with_few_files():
        resource.setrlimit(resource.RLIMIT_NOFILE, (200, 200))

    with Windsock(preexec_fn=with_few_files) as windsock:
        (line,) = [line for line in windsock.log.splitlines() if "too few files" in line and '"otlp"' in line]
        assert '"limits::connections": 16384, "possible": 72' in line
        clients = [socket.create_connection(("127.0.0.1", windsock.otlp_port)) for _ in range(80)]
        assert wait_until(lambda: warnings(windsock), "connections beyond are closed")
        for client in clients:
            client.close()


def warnings(windsock):
    """The fields of the warnings that name a client."""
    lines = [line for line in windsock.log.splitlines() if "\twarn\t" in line and '"client"' in line]
    return [json.loads(line[line.index("{") :]) for line in lines]

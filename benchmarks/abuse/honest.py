"""The client that suffers: it sends what it should, and wants to be answered in time."""
import http.client
import multiprocessing
import socket
import time
from dataclasses import dataclass

from bodies import template

ADDRESS = "127.0.0.2"
INTERVAL = 0.010
# A connection is given up after so many requests, so that both of the collector's threads are met, and its accepting.
REQUESTS_PER_CONNECTION = 50
PATIENCE = 20.0


@dataclass(frozen=True)
class Experience:
    """What became of the client's requests. Times are in milliseconds: latencies from when a request was sent, delays
    from when it was due, which grow where requests are answered less often than they should be sent."""

    latencies: list[float]
    delays: list[float]
    failures: dict[str, int]
    # What the page must show of its counter.
    total: int


def percentile(times, share):
    """The time that so great a share of them is below."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("inf")


class HonestClient:
    """Sends one point each ten milliseconds, from a process and an address of its own."""

    def __init__(self, port):
        self._ended = multiprocessing.Event()
        self._report, report = multiprocessing.Pipe(duplex=False)
        self._process = multiprocessing.Process(target=send, args=(port, self._ended, report), daemon=True)

    def __enter__(self):
        self._process.start()
        # It has been answered once: what comes now is no part of its start.
        self._report.recv()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self.experience = self._report.recv()
        self._process.join()


def send(port, ended, report):
    """What the process does."""
    begin = time.time_ns()
    body = template(1).begun(begin)
    latencies, delays, failures, number, connection = [], [], {}, 0, None
    due = time.monotonic()
    while not ended.is_set():
        number += 1
        sent = time.monotonic()
        try:
            if not connection or number % REQUESTS_PER_CONNECTION == 0:
                connection = connected(port)
            status = exchange(connection, body.filled(number, begin))
            if status != 200:
                failures[str(status)] = failures.get(str(status), 0) + 1
        except (OSError, http.client.HTTPException) as error:
            name = type(error).__name__
            failures[name] = failures.get(name, 0) + 1
            connection = None
        if number == 1:
            report.send(None)
        else:
            latencies.append((time.monotonic() - sent) * 1000)
            delays.append((time.monotonic() - due) * 1000)
        # Who is late sends what is overdue at once.
        due = due + INTERVAL if number > 1 else time.monotonic()
        time.sleep(max(0, due - time.monotonic()))
    report.send(Experience(latencies, delays, failures, number))


def connected(port):
    """A new connection."""
    return socket.create_connection(("127.0.0.1", port), PATIENCE, source_address=(ADDRESS, 0))


def exchange(connection, body):
    """Sends a request, and gives the answer's status."""
    head = "POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-protobuf\r\n"
    connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    response = http.client.HTTPResponse(connection)
    response.begin()
    response.read()
    return response.status

"""Somebody who means harm: the connections of one row, and what becomes of them."""
import asyncio
import collections
import contextlib
import socket
import struct
import time
from dataclasses import dataclass

# How long an answer is waited for.
PATIENCE = 20.0

# Each exchange ends in one of these, or with an answer's status.
CLOSED, RESET, OPEN, SILENT, RESET_BY_US = "closed", "reset", "left open", "no answer", "reset by us"


@dataclass(frozen=True)
class Extent:
    """How much is done in each row."""

    seconds: float
    idle_connections: int
    slow_connections: int
    series: int
    series_seconds: float
    # Whether the rows are long enough for that.
    measures_latency: bool

    @staticmethod
    def full():
        return Extent(5, 5_000, 1_000, 10_000_000, 60, True)

    @staticmethod
    def smoke():
        return Extent(0.4, 200, 50, 200_000, 1, False)


class Attacker:
    """Opens connections to a collector, for as long as there is time, and counts how they end."""

    def __init__(self, port, page_port, extent):
        self.port, self.page_port, self.extent = port, page_port, extent
        self.sent = 0
        self.outcomes = collections.Counter()
        self.begin(extent.seconds)

    def begin(self, seconds):
        """Has so much time, from now on."""
        self._end = time.monotonic() + seconds

    @property
    def seconds_left(self):
        return self._end - time.monotonic()

    @property
    def has_time(self):
        return self.seconds_left > 0

    async def all_the_time(self, once, connections, seconds=None):
        """Does something over and over, so many times at once; each is told which of them it is."""
        self.begin(seconds or self.extent.seconds)

        async def repeat(index):
            await once(index)
            while self.has_time:
                await once(index)

        await asyncio.gather(*map(repeat, range(connections)))

    @contextlib.asynccontextmanager
    async def connection(self, port=None):
        """A connection, which is dropped at the end."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port or self.port)
        try:
            yield reader, writer
        finally:
            writer.transport.abort()

    async def exchange(self, data, port=None):
        """Sends bytes on a connection of their own, and waits for the answer."""
        self.sent += 1
        try:
            async with self.connection(port) as (reader, writer):
                answer = asyncio.ensure_future(outcome(reader))
                writer.write(data)
                self.outcomes[await answer] += 1
        except OSError:
            self.outcomes[RESET] += 1

    async def rest(self, data, opening, ended):
        """Sends bytes, waits for the answer, and rests until an event; a semaphore admits some at a time until then."""
        self.sent += 1
        async with contextlib.AsyncExitStack() as stack:
            async with opening:
                reader, writer = await stack.enter_async_context(self.connection())
                writer.write(data)
                self.outcomes[await outcome(reader)] += 1
            await ended.wait()

    async def drip(self, beginning, piece=b"x"):
        """Sends a beginning, and then a piece a second until the connection is closed."""
        self.sent += 1
        async with self.connection() as (reader, writer):
            writer.write(beginning)
            answer = asyncio.ensure_future(outcome(reader))
            while self.has_time and not answer.done():
                await asyncio.wait([answer], timeout=max(0, min(1, self.seconds_left)))
                writer.write(piece)
            self.outcomes[answer.result() if answer.done() else OPEN] += 1
            answer.cancel()

    async def ignore(self, data, port=None):
        """Sends bytes until the connection is closed, and reads hardly anything."""
        self.sent += 1
        async with self.connection(port) as (_, writer):
            writer.write(data)
            while self.has_time and not writer.transport.is_closing():
                await asyncio.sleep(0.1)
            self.outcomes[CLOSED if writer.transport.is_closing() else OPEN] += 1

    async def reset(self, data, answered=0, port=None):
        """Sends bytes, reads so many of the answer, and resets the connection."""
        self.sent += 1
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            async with self.connection(port) as (reader, writer):
                writer.write(data)
                await reader.readexactly(answered)
                # What is unsent is dropped, and the other end is told so.
                lingering = struct.pack("ii", 1, 0)
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, lingering)
        self.outcomes[RESET_BY_US] += 1


async def outcome(reader):
    """How a connection answers, or ends."""
    try:
        line = await asyncio.wait_for(reader.readline(), PATIENCE)
    except TimeoutError:
        return SILENT
    except OSError:
        return RESET
    return line.split(b" ")[1].decode() if line.startswith(b"HTTP/1.1 ") else CLOSED


def post(body, content_type="application/x-protobuf", encoding=None, length=None):
    """A request with a body, whose length may be told wrongly."""
    head = f"POST /v1/metrics HTTP/1.1\r\nHost: x\r\nContent-Type: {content_type}\r\n"
    if encoding:
        head += f"Content-Encoding: {encoding}\r\n"
    return f"{head}Content-Length: {len(body) if length is None else length}\r\n\r\n".encode() + body

"""The rows: what is done to the collector in each, and how that should end."""
import asyncio
import gzip
import itertools
import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass

import payloads
from attacker import CLOSED, OPEN, RESET, RESET_BY_US, Attacker, post
from bodies import template
from payloads import MEBIBYTE

TEN_GIGABYTES = 10**10


@dataclass(frozen=True)
class Attack:
    """A way to do harm. The name is what the table shows; `expected` are the outcomes that are right."""

    name: str
    run: Callable[[Attacker], Coroutine]
    expected: frozenset[str]
    # How many series are on the page before.
    series: int = 0
    # Whether it leaves series behind, which are remembered for longer than anybody waits here.
    leaves_series: bool = False


ATTACKS = []


def attack(name, *expected, **circumstances):
    """Makes a row of a function."""

    def add(function):
        ATTACKS.append(Attack(name, function, frozenset(expected), **circumstances))
        return function

    return add


VALID = post(template(1, name="abuse.valid").begun(1).filled(1, 1))
LINE = b"POST /v1/metrics HTTP/1.1\r\n"
CHUNKED = LINE + b"Host: x\r\nContent-Type: application/x-protobuf\r\nTransfer-Encoding: chunked\r\n\r\n"


@attack("nothing, to compare with", "200")
async def nothing(attacker):
    await attacker.exchange(VALID)
    await asyncio.sleep(attacker.seconds_left)


# MARK: - Connections that stay


@attack("idle connections", "200", CLOSED, RESET)
async def idle_connections(attacker):
    """A tenth more than one client may have. Each sends a request first: a first head must come in time."""
    ended, attempts = asyncio.Event(), attacker.extent.idle_connections * 11 // 10
    opening = asyncio.Semaphore(200)
    resting = [asyncio.ensure_future(attacker.rest(VALID, opening, ended)) for _ in range(attempts)]
    while attacker.has_time or attacker.outcomes.total() < attempts:
        await asyncio.sleep(0.1)
    ended.set()
    await asyncio.gather(*resting)


@attack("slow heads, 1 byte/s", CLOSED, RESET, OPEN)
async def slow_heads(attacker):
    beginning = LINE + b"Host: x\r\nX-Slow: "
    await attacker.all_the_time(lambda _: attacker.drip(beginning), attacker.extent.slow_connections)


@attack("slow bodies, 1 byte/s", CLOSED, RESET, OPEN)
async def slow_bodies(attacker):
    """Half of them in chunks of a byte."""

    def drip(index):
        return attacker.drip(CHUNKED, b"1\r\nx\r\n") if index % 2 else attacker.drip(post(b"", length=1000))

    await attacker.all_the_time(drip, attacker.extent.slow_connections)


@attack("large bodies that stop", CLOSED, RESET, OPEN, "503")
async def bodies_that_stop(attacker):
    """More than bodies may have together, and then smaller ones, so that no room is left between them."""
    sizes = [19 * MEBIBYTE] * 14 + [MEBIBYTE] * 12 + [100_000] * 12 + [10_000] * 12 + [1_000] * 12 + [50] * 30
    requests = {size: post(bytes(size), length=size + 1_000) for size in set(sizes)}

    async def send(index):
        # The large ones need a while to arrive.
        await asyncio.sleep(sizes.index(sizes[index]) / 30)
        await attacker.drip(requests[sizes[index]])

    await attacker.all_the_time(send, len(sizes))


@attack("bodies shorter than they say", CLOSED, RESET, OPEN)
async def lying_bodies(attacker):
    beginning = post(bytes(1000), length=1_000_000)
    await attacker.all_the_time(lambda _: attacker.drip(beginning, piece=b""), attacker.extent.slow_connections)


@attack("answers that nobody reads", CLOSED, RESET, OPEN, series=20_000)
async def unread_answers(attacker):
    """Requests one after the other, until neither they nor their answers fit into the sockets any more."""
    requests = VALID * 20_000
    scrapes = b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n" * 100

    def send(index):
        return attacker.ignore(requests) if index % 2 else attacker.ignore(scrapes, attacker.page_port)

    await attacker.all_the_time(send, 100)


# MARK: - Much of something


@attack("10 GB of zeros in 10 MB of gzip", "413")
async def gzip_bomb(attacker):
    """In one member, and in ten thousand."""
    bodies = [payloads.gzip_of_zeros(TEN_GIGABYTES), payloads.gzip_members_of_zeros(TEN_GIGABYTES)]
    requests = [post(body, encoding="gzip") for body in bodies]
    await attacker.all_the_time(lambda index: attacker.exchange(requests[index % 2]), 4)


@attack("10 GB of zeros in 10 kB of gzip in gzip", "400")
async def nested_gzip(attacker):
    """Nobody undoes the inner one, whether it is declared or not."""
    bomb = gzip.compress(payloads.gzip_of_zeros(TEN_GIGABYTES))
    requests = [post(bomb, encoding="gzip"), post(bomb, encoding="gzip, gzip")]
    await attacker.all_the_time(lambda index: attacker.exchange(requests[index % 2]), 4)


@attack("10 GB of zeros in 300 kB of zstd", "413")
async def zstd_bomb(attacker):
    bomb = post(payloads.zstd_of_zeros(TEN_GIGABYTES), encoding="zstd")
    await attacker.all_the_time(lambda _: attacker.exchange(bomb), 4)


@attack("1 MB of headers", "414", "431", "500", CLOSED, RESET)
async def large_heads(attacker):
    """As one field, as many, as a path, behind a chunk's size (500 in libmicrohttpd), and behind the last chunk."""
    letters = b"x" * 10**6
    heads = [
        LINE + b"Host: x\r\nX-Large: " + letters + b"\r\n\r\n",
        LINE + b"Host: x\r\n" + b"".join(b"X-%d: 1\r\n" % number for number in range(10**5)) + b"\r\n",
        b"POST /" + letters + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        CHUNKED + b"1;" + letters + b"\r\nx\r\n0\r\n\r\n",
        CHUNKED + b"0\r\nX-Trailer: " + letters + b"\r\n\r\n",
    ]
    await attacker.all_the_time(lambda index: attacker.exchange(heads[index % len(heads)]), 2 * len(heads))


@attack("distinct series", "200", CLOSED, leaves_series=True)
async def distinct_series(attacker):
    """In bodies that an event loop works on, and in large ones, which are closed if they wait for too long.

    What was sent is counted in series.
    """
    sizes = (500, 20_000)
    requests = [post(payloads.new_series(points)) for points in sizes]
    numbers = itertools.count()

    async def send(index):
        if attacker.sent >= attacker.extent.series:
            attacker.begin(0)
        else:
            await attacker.exchange(requests[index % 2].replace(payloads.NUMBER, b"%06d" % next(numbers)))
            attacker.sent += sizes[index % 2] - 1

    await attacker.all_the_time(send, 4, attacker.extent.series_seconds)


@attack("JSON that grows", "413", "503", CLOSED)
async def growing_json(attacker):
    """Six bodies of 20 MB at once, whose every second byte becomes eight. Those that wait for too long are closed."""
    request = post(payloads.json_of_zeros(20 * 10**6), "application/json")
    await attacker.all_the_time(lambda _: attacker.exchange(request), 6)


# MARK: - What isn't right


@attack("deep JSON", "400")
async def deep_json(attacker):
    bodies = [
        b"[" * 10**6,
        b'{"resourceMetrics":' + b"[" * 10**6,
        b'{"a":' * 10**6,
        payloads.deep_json_value(200),
        payloads.deep_json_value(5_000),
        payloads.deep_json_value(500_000),
    ]
    requests = [post(body, "application/json") for body in bodies]
    await attacker.all_the_time(lambda index: attacker.exchange(requests[index]), len(requests))


@attack("deep AnyValue", "400")
async def deep_values(attacker):
    requests = [post(payloads.deep_value(depth)) for depth in (129, 5_000, 200_000)]
    await attacker.all_the_time(lambda index: attacker.exchange(requests[index]), len(requests))


@attack("garbage", "400", CLOSED, RESET)
async def garbage(attacker):
    """Bytes by chance, alone, where a head should be, and behind a request."""
    chance = random.Random(6)
    await attacker.exchange(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + chance.randbytes(500))

    async def send(_):
        noise = chance.randbytes(chance.randrange(1, 2000)) + b"\r\n\r\n"
        await attacker.exchange(noise)
        await attacker.exchange(b"POST /" + noise)
        await attacker.exchange(CHUNKED + noise)

    await attacker.all_the_time(send, 20)


@attack("connections reset at every stage", RESET_BY_US, series=20_000)
async def resets(attacker):
    """After each byte of a request; behind it; and within answers, of which a page is a long one."""
    scrape = b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"
    large = post(payloads.new_series(20_000))
    lengths = itertools.cycle(range(len(VALID) + 1))

    async def send(_):
        await attacker.reset(VALID[: next(lengths)])
        await attacker.reset(VALID, answered=20)
        await attacker.reset(VALID * 50, answered=200)
        await attacker.reset(large[: len(large) // 2])
        await attacker.reset(large)
        await attacker.reset(scrape, answered=10_000, port=attacker.page_port)

    await attacker.all_the_time(send, 10)

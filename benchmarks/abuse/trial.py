"""One row: the collector, who abuses it, who suffers, and what was seen."""
import asyncio
import multiprocessing
import os
import pathlib
import time
from dataclasses import asdict, dataclass

import payloads
from attacker import Attacker
from attacks import ATTACKS
from collector import Collector, status_number
from honest import HonestClient, percentile
from measuring import page_total

MEBIBYTE = 1 << 20

# What the bodies of all requests may take, and how much more the process may have.
BODY_BYTES = 256 * MEBIBYTE
MEMORY_MAX = BODY_BYTES + 150 * 10**6
LATENCY_MAX = 50.0

# How much more than before may stay resident: the allocator keeps what it thinks will be needed again.
KEPT_BYTES = 20 * MEBIBYTE
# How long files and memory may take to come back.
GRACE = 20.0

CONFIG = f"""\
receivers:
  otlp:
    protocols:
      http:
        endpoint: 127.0.0.1:{{port}}
        read_header_timeout: 2s
        read_timeout: 3s
        write_timeout: 3s
        keepalive:
          idle_timeout: 1m
        limits:
          connections: 6000
          connections_per_client: CONNECTIONS_PER_CLIENT
          body_bytes: {BODY_BYTES}
exporters:
  prometheus:
    endpoint: 127.0.0.1:{{page}}
    write_timeout: 20s
    series_limit: 100000
service:
  pipelines:
    metrics:
      receivers: [otlp]
      exporters: [prometheus]
"""


@dataclass(frozen=True)
class Result:
    """What a row has shown. Latencies and delays are those of the honest client, in milliseconds."""

    name: str
    sent: int
    outcomes: dict[str, int]
    honest_requests: int
    honest_failures: dict[str, int]
    latency_median: float
    latency_p99: float
    delay_p99: float
    peak_resident_bytes: int
    resident_bytes_before: int
    resident_bytes_after: int
    files_before: int
    files_after: int
    # What is wrong, in words; none if the row has passed.
    faults: list[str]

    def as_dictionary(self):
        return asdict(self)


def measure(attack, command, extent):
    """Makes one attack on a collector of its own."""
    config = CONFIG.replace("CONNECTIONS_PER_CLIENT", str(extent.idle_connections))
    with Collector(command, config=config) as collector:
        # What the first request and the first scrape leave in memory is no leak.
        collector.push(payloads.new_series(10 + attack.series))
        collector.scrape()
        before = State.at_rest(collector)
        forget_peak(collector)
        with HonestClient(collector.port) as honest:
            sent, outcomes = attacked(attack, collector, extent)
        peak = status_number(collector.process.pid, "VmHWM:") * 1024
        after = restored(collector, before, not attack.leaves_series)
        suffered = honest.experience
        result = Result(
            name=attack.name,
            sent=sent,
            outcomes=outcomes,
            honest_requests=len(suffered.latencies),
            honest_failures=suffered.failures,
            latency_median=percentile(suffered.latencies, 0.5),
            latency_p99=percentile(suffered.latencies, 0.99),
            delay_p99=percentile(suffered.delays, 0.99),
            peak_resident_bytes=peak,
            resident_bytes_before=before.resident_bytes,
            resident_bytes_after=after.resident_bytes,
            files_before=before.files,
            files_after=after.files,
            faults=[],
        )
        result.faults.extend(faults(result, attack, extent))
        # Who scrapes for the second time is shown new counters at 0 first.
        collector.scrape()
        if page_total(collector) != suffered.total:
            result.faults.append("the page doesn't show what the honest client has sent")
        return result


def attacked(attack, collector, extent):
    """Has a process of less priority make the attack; gives what it has sent, and how that ended."""
    report, sender = multiprocessing.Pipe(duplex=False)
    ports = collector.port, collector.page_port
    process = multiprocessing.Process(target=run, args=(attack.name, *ports, extent, sender), daemon=True)
    process.start()
    # Nobody else may hold the sending end, or the attacker's death would not be seen.
    sender.close()
    sent, outcomes = report.recv()
    process.join()
    return sent, outcomes


def run(name, port, page_port, extent, report):
    """What the attacker's process does."""
    os.nice(10)
    attack = next(attack for attack in ATTACKS if attack.name == name)
    attacker = Attacker(port, page_port, extent)
    asyncio.run(attack.run(attacker))
    report.send((attacker.sent, dict(attacker.outcomes)))


# MARK: - What the system tells


@dataclass(frozen=True)
class State:
    """What a process has at a moment."""

    resident_bytes: int
    files: int

    @staticmethod
    def of(collector):
        return State(collector.resident_bytes, len(os.listdir(f"/proc/{collector.process.pid}/fd")))

    @staticmethod
    def at_rest(collector):
        """What it has when no connection has been closed for a moment."""
        state, since = State.of(collector), time.monotonic()
        while time.monotonic() < since + 0.2:
            time.sleep(0.01)
            now = State.of(collector)
            if now.files != state.files:
                since = time.monotonic()
            state = now
        return state


def forget_peak(collector):
    """Has the kernel count anew how much was resident at most."""
    pathlib.Path(f"/proc/{collector.process.pid}/clear_refs").write_text("5")


def restored(collector, before, with_memory):
    """Waits for files, and memory if it should, to come back; gives how far they have."""
    deadline = time.monotonic() + GRACE
    while True:
        now = State.of(collector)
        has_memory = with_memory and now.resident_bytes > before.resident_bytes + KEPT_BYTES
        if not (has_memory or now.files > before.files) or time.monotonic() > deadline:
            return now
        time.sleep(0.05)


# MARK: - The verdict


def faults(result, attack, extent):
    """What a result has that it shouldn't."""
    if result.honest_failures:
        yield f"the honest client failed: {result.honest_failures}"
    if result.latency_p99 > LATENCY_MAX and extent.measures_latency:
        yield f"the honest client had to wait: p99 {result.latency_p99:.0f} ms"
    if unexpected := set(result.outcomes) - attack.expected:
        yield f"unexpected: {', '.join(sorted(unexpected))}"
    if result.peak_resident_bytes > MEMORY_MAX:
        yield f"too much memory: {result.peak_resident_bytes / 1e6:.0f} MB"
    if result.files_after > result.files_before:
        yield f"{result.files_after - result.files_before} files are still open"
    if result.resident_bytes_after > result.resident_bytes_before + KEPT_BYTES and not attack.leaves_series:
        yield f"{(result.resident_bytes_after - result.resident_bytes_before) / 1e6:.0f} MB weren't given back"

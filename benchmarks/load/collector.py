"""A collector as a process: started with a configuration of its own, and looked at through /proc."""
import contextlib
import http.client
import os
import pathlib
import random
import shlex
import signal
import socket
import subprocess
import tempfile
import time

TICKS = os.sysconf("SC_CLK_TCK")

# Both Windsock and otelcol read this.
CONFIG = """\
receivers:
  otlp:
    protocols:
      http:
        endpoint: 127.0.0.1:{port}
exporters:
  prometheus:
    endpoint: 127.0.0.1:{page}
service:
  pipelines:
    metrics:
      receivers: [otlp]
      exporters: [prometheus]
"""

PATIENCE = 60.0


class Collector:
    """A running collector on free ports.

    In its command `{config}` stands for a file with the configuration, `{port}` and `{page}` for the ports that it
    listens on; they do so in the configuration as well.
    """

    def __init__(self, command, one_processor=False, config=CONFIG):
        self.command, self.one_processor, self.config = command, one_processor, config
        self.port, self.page_port = free_ports(2)
        self.has_page = "{config}" in command or "{page}" in command

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory()
        config = pathlib.Path(self._folder.name) / "config.yaml"
        config.write_text(self.config.format(port=self.port, page=self.page_port))
        words = [
            word.format(config=config, port=self.port, page=self.page_port) for word in shlex.split(self.command)
        ]
        self._log = open(config.with_name("log"), "w+")
        processors = os.sched_getaffinity(0)
        began = time.monotonic()
        try:
            # The process has the processors of its parent, and counts them when it starts.
            if self.one_processor:
                os.sched_setaffinity(0, {min(processors)})
            self.process = subprocess.Popen(words, stdout=self._log, stderr=self._log)
        finally:
            os.sched_setaffinity(0, processors)
        self._wait_until_ready()
        self.start_seconds = time.monotonic() - began
        for thread in os.listdir(f"/proc/{self.process.pid}/task"):
            os.sched_setaffinity(int(thread), processors)
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self._log.close()
            self._folder.cleanup()

    def _wait_until_ready(self):
        ports = [self.port, self.page_port] if self.has_page else [self.port]
        deadline = time.monotonic() + PATIENCE
        while not all(map(is_listening, ports)):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                self._log.seek(0)
                raise RuntimeError(f"the collector doesn't listen: {self.command}\n{self._log.read()}")
            time.sleep(0.0002)

    def push(self, content, content_type="application/x-protobuf"):
        """Sends one request, which must be taken."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.request("POST", "/v1/metrics", content, {"Content-Type": content_type})
            status = connection.getresponse().status
            if status != 200:
                raise RuntimeError(f"a request was answered with {status}")

    def scrape(self):
        """The page."""
        with contextlib.closing(
            http.client.HTTPConnection("127.0.0.1", self.page_port, timeout=PATIENCE)
        ) as connection:
            connection.request("GET", "/metrics", headers={"X-Prometheus-Scrape-Timeout-Seconds": "10"})
            return connection.getresponse().read()

    @property
    def processor_seconds(self):
        """The processor time that it has taken, its own and the kernel's for it."""
        with open(f"/proc/{self.process.pid}/stat") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def resident_bytes(self):
        """What of it is in memory."""
        return status_number(self.process.pid, "VmRSS:") * 1024

    @property
    def threads(self):
        """How many of libmicrohttpd's threads it has."""
        folder = pathlib.Path(f"/proc/{self.process.pid}/task")
        return sum((thread / "comm").read_text().startswith("MHD") for thread in folder.iterdir())

    @property
    def wakeups(self):
        """How often its threads have waited for something and gone on."""
        threads = os.listdir(f"/proc/{self.process.pid}/task")
        return sum(
            status_number(f"{self.process.pid}/task/{thread}", "voluntary_ctxt_switches:") for thread in threads
        )


def status_number(process, name):
    """A number from a process' status file."""
    with open(f"/proc/{process}/status") as status:
        return int(next(line for line in status if line.startswith(name)).split()[1])


def free_ports(count):
    """Different ports that nobody listens on, and that the system doesn't give to clients."""
    ports = set()
    while len(ports) < count:
        port = random.randrange(10_000, 32_768)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            ports.add(port)
    return ports


def is_listening(port):
    """Whether a connection to a port of this machine succeeds."""
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0

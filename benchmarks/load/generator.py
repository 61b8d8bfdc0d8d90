"""wrk as the generator of the load: what it is to send, and what it has seen."""
import json
import pathlib
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass

from bodies import Rotation

SCRIPT = pathlib.Path(__file__).with_name("send.lua")


@dataclass(frozen=True)
class Pace:
    """How hard wrk drives: on so many connections, each of which pauses between an answer and the next request."""

    connections: int
    pause_milliseconds: int = 0


@dataclass(frozen=True)
class Outcome:
    """What came of a run. Latencies are in milliseconds."""

    sent: int
    answered: int
    seconds: float
    refused: int
    failed: int
    median: float
    p90: float
    p99: float
    greatest: float


class Generator:
    """Sends a template or a rotation to a port for as long as it is told, again and again."""

    def __init__(self, port, body, begin, closes):
        self.port, self.body, self.begin, self.closes = port, body, begin, closes
        # The number of the last request, which later ones go on from.
        self.number = 0

    def __enter__(self):
        self._folder = tempfile.TemporaryDirectory()
        bodies = self.body.contents if isinstance(self.body, Rotation) else [self.body.content]
        self._paths = [f"{self._folder.name}/{index}.body" for index in range(len(bodies))]
        for path, content in zip(self._paths, bodies):
            pathlib.Path(path).write_bytes(content)
        return self

    def __exit__(self, *_):
        self._folder.cleanup()

    def run(self, seconds, pace):
        """Sends for so long."""
        plan = pathlib.Path(self._folder.name) / "plan.lua"
        plan.write_text(f"return {lua(self._plan(pace))}\n")
        command = ["stdbuf", "--output=L", "wrk", "--threads=1", "--duration=1h", "--timeout=30s"]
        command += [f"--connections={pace.connections}", f"--script={SCRIPT}"]
        command += [f"http://127.0.0.1:{self.port}", str(plan)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as wrk:
            seen = json.loads(output_after(wrk, seconds).splitlines()[-1])
        self.number += seen["sent"]
        latencies = [microseconds / 1000 for microseconds in seen["latency"]]
        return Outcome(
            seen["sent"], seen["answered"], seen["microseconds"] / 1e6, seen["refused"], seen["failed"], *latencies
        )

    def _plan(self, pace):
        plan = {
            "path": "/v1/metrics",
            "content_type": "application/x-protobuf",
            "encoding": self.body.encoding,
            "closes": self.closes,
            "number": self.number,
            "begin": self.begin,
            "pause": pace.pause_milliseconds,
        }
        if isinstance(self.body, Rotation):
            return plan | {"bodies": self._paths}
        offsets = {name: self.body.offsets.get(name, []) for name in ("values", "times", "starts", "instances")}
        return plan | {"body": self._paths[0]} | offsets


def output_after(wrk, seconds):
    """What wrk prints when it is interrupted after so long: it takes whole seconds only itself."""
    # It can be interrupted from here on.
    while not wrk.stdout.readline().startswith("Running"):
        if wrk.poll() is not None:
            raise RuntimeError(f"wrk ended with status {wrk.returncode}")
    time.sleep(seconds)
    wrk.send_signal(signal.SIGINT)
    return wrk.communicate(timeout=60)[0]


def lua(value):
    """A value as Lua writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {lua(content)}" for key, content in value.items()) + "}"
    if isinstance(value, list):
        return "{" + ", ".join(map(lua, value)) + "}"
    # 64 bits are more than a number of Lua holds exactly.
    return f"{value}LL" if isinstance(value, int) and value >= 2**53 else json.dumps(value)

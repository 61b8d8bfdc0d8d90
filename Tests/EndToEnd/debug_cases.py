"""Configurations with requests, and what the debug exporter prints of them: the folders of Tests/Fixtures that say so.

NAME.yaml is a whole configuration, whose receiver listens on ${env:OTLP_PORT}. Comments at its beginning tell how to
run it:

  # requests: a b     the requests to push, a.request.bin and so on; without it NAME.request.bin, if there is one
  # statuses: 503 200 what they are answered, 200 each without it
  # pause: 0.3        seconds between two requests
  # wait: 1           seconds after the last one
  # unordered         what is printed comes in no fixed order
  # env: NAME=value   a variable of the environment

NAME.debug.txt is what otelcol prints, NAME.wanted.txt what Windsock prints instead where that is better; nothing is
printed if there is neither. NAME.refusal.txt is the refusal of a configuration, without the way to the file.
"""
import os
import re
import time
from dataclasses import dataclass
from functools import cached_property

from windsock import FIXTURES, Windsock, command, free_port, is_listening

# The lines of the log that begin a dump, and that end one.
LOG_LINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z\t\w+\t(.*)")
NUMBERS = re.compile(r'Metrics\t.*("resource metrics": \d+, "metrics": \d+, "data points": \d+)\}')
DUMP = re.compile(r"ResourceMetrics #\d+")

# The attributes of one map come in any order: those of a resource, a scope or a point, but not a metric's own fields.
ATTRIBUTE = re.compile(r"     -> (?!(Name|Description|Unit|DataType|IsMonotonic|AggregationTemporality): )")


class DebuggedWindsock(Windsock):
    """A running windsock that has nothing but its receiver's port."""

    def __init__(self, path, env):
        self.otlp_port = free_port()
        self.arguments = ["--config", path]
        self.options = {"env": environment(self.otlp_port, env)}

    def _is_ready(self):
        assert self.process.poll() is None, f"exit status {self.process.returncode} at start\n{self.log}"
        return is_listening(self.otlp_port)


def environment(otlp_port, variables=None):
    return os.environ | {"OTLP_PORT": str(otlp_port)} | (variables or {})


@dataclass(frozen=True)
class DebugCase:
    """A case of a folder."""

    folder: str
    name: str

    def __str__(self):
        return f"{self.folder}/{self.name}"

    def _text(self, suffix):
        path = FIXTURES / self.folder / f"{self.name}{suffix}"
        return path.read_text() if path.exists() else None

    @cached_property
    def head(self):
        """What the comments at the beginning of the configuration say."""
        fields = {}
        for line in self._text(".yaml").splitlines():
            if not line.startswith("#"):
                break
            if match := re.fullmatch(r"# (requests|statuses|pause|wait|unordered|env)(?:: (.*))?", line):
                fields[match[1]] = match[2]
        return fields

    @property
    def path(self):
        return FIXTURES / self.folder / f"{self.name}.yaml"

    @property
    def refusal(self):
        """What Windsock says instead of starting, or nothing."""
        return self._text(".refusal.txt")

    @property
    def otelcols(self):
        """The lines that otelcol prints."""
        return (self._text(".debug.txt") or "").splitlines()

    @property
    def wanted(self):
        """The lines that are printed instead, or nothing if otelcol's are right."""
        wanted = self._text(".wanted.txt")
        return None if wanted is None else wanted.splitlines()

    @property
    def requests(self):
        """The bodies to push."""
        paths = [FIXTURES / self.folder / f"{name}.request.bin" for name in self._request_names]
        return [path.read_bytes() for path in paths]

    @property
    def statuses(self):
        """What the requests should be answered."""
        if "statuses" in self.head:
            return [int(status) for status in self.head["statuses"].split()]
        return [200] * len(self._request_names)

    @property
    def _request_names(self):
        if "requests" in self.head:
            return self.head["requests"].split()
        return [self.name] if self.path.with_suffix(".request.bin").exists() else []

    def run(self):
        """The statuses of the answers, and the lines that Windsock prints."""
        variables = dict(pair.split("=", 1) for pair in self.head.get("env", "").split())
        with DebuggedWindsock(self.path, variables) as windsock:
            statuses = []
            for index, body in enumerate(self.requests):
                time.sleep(float(self.head.get("pause", 0)) if index else 0)
                statuses.append(windsock.push(body).status)
            time.sleep(float(self.head.get("wait", 0)))
        return statuses, printed(windsock.log)

    def refuse(self):
        """What Windsock says when it is to start."""
        result = command("--config", self.path, env=environment(free_port()))
        assert result.returncode == 1
        return result.stderr.replace(f"{self.path.parent}/", "")

    def normalized(self, lines):
        """The lines in an order that says no more than they do."""
        return sorted(lines) if "unordered" in self.head else with_sorted_attributes(lines)


def debug_cases(folder, refused=False):
    """The cases of a folder that are refused, or all others."""
    cases = [DebugCase(folder, path.stem) for path in sorted((FIXTURES / folder).glob("*.yaml"))]
    return [case for case in cases if (case.refusal is not None) == refused]


def printed(log):
    """The dumps in a log, each behind a line of its numbers."""
    lines = []
    is_dump = False
    for line in log.splitlines():
        match = LOG_LINE.fullmatch(line)
        if not match:
            # The fields of a dump's line stand in the last of its lines.
            if is_dump and not line.startswith("\t{"):
                lines.append(line)
            continue
        is_dump = bool(DUMP.fullmatch(match[1]))
        if is_dump:
            lines.append(match[1])
        elif numbers := NUMBERS.fullmatch(match[1]):
            lines.append(f"== Metrics {numbers[1]}")
    return lines


def with_sorted_attributes(lines):
    result, attributes = [], []
    for line in [*lines, ""]:
        if ATTRIBUTE.match(line):
            attributes.append(line)
        else:
            result += [*sorted(attributes), line]
            attributes = []
    return result

"""Requests of real OpenTelemetry clients as they came, and what they say: see Tests/Fixtures/clients."""
import json
import socket
import tarfile
from dataclasses import dataclass

from windsock import FIXTURES, PATIENCE

ARCHIVE = FIXTURES / "clients/requests.tar.gz"


@dataclass(frozen=True)
class Sent:
    """A request as its client sent it, and what is expected of it: an entry for each metric."""

    name: str
    head: bytes
    body: bytes
    chunks: list
    expected: list

    @property
    def is_refused(self):
        return "refused" in self.expected[0]

    @property
    def has_points(self):
        return any(entry.get("points") for entry in self.expected)

    @property
    def wire(self):
        """The bytes on the wire."""
        if not self.chunks:
            return self.head + self.body
        wire, rest = self.head, self.body
        for size in self.chunks:
            wire += b"%x\r\n" % size + rest[:size] + b"\r\n"
            rest = rest[size:]
        assert not rest
        return wire


def sent_requests(archive=ARCHIVE):
    """The requests of an archive."""
    with tarfile.open(archive) as tar:
        files = {member.name: tar.extractfile(member).read() for member in tar if member.isfile()}
    for name in sorted(name for name in files if name.endswith(".http")):
        name = name.removesuffix(".http")
        folder, number = name.rsplit("/", 1)
        rows = [line.split("\t") for line in files[f"{folder}/requests.tsv"].decode().splitlines()]
        framing = next(row[rows[0].index("framing")] for row in rows if row[0] == number)
        chunks = [int(size) for size in framing.removeprefix("chunked ").split("+")] if "chunked" in framing else []
        expected = [e for e in json.loads(files[f"{folder}/expected.json"]) if e["request"] == number]
        yield Sent(name, files[f"{name}.http"], files[f"{name}.body"], chunks, expected)


def exchange(port, wire):
    """Sends bytes and gives the answer's status."""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        connection.sendall(wire)
        return int(connection.recv(1 << 16).split(b" ")[1])

"""Raw exchanges with otelcol's receiver: see Tests/Fixtures/http."""
import json
import socket
import tarfile
from dataclasses import dataclass

from google.rpc.status_pb2 import Status
from windsock import FIXTURES, PATIENCE

JSON, PROTOBUF = "application/json", "application/x-protobuf"


@dataclass(frozen=True)
class Exchange:
    """A request, and what otelcol answered: on one connection there may be several of them."""

    folder: str
    name: str
    request: bytes
    response: bytes

    @property
    def otelcols(self):
        """What otelcol answered."""
        return answers(self.response)

    def answers_of(self, port):
        """What a server on a port of this machine answers to the same bytes, until it closes or has answered all."""
        with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
            connection.sendall(self.request)
            received = b""
            while len(answers(received)) < max(1, len(self.otelcols)):
                if not (piece := connection.recv(1 << 16)):
                    break
                received += piece
        return answers(received)


def read_exchanges():
    """All exchanges, and the receiver's settings for each folder of them."""
    with tarfile.open(FIXTURES / "http/exchanges.tar.gz") as tar:
        files = {member.name: tar.extractfile(member).read() for member in tar}
    requests = [name.removesuffix(".request.http") for name in files if name.endswith(".request.http")]
    settings = {
        name.split("/")[0]: content.decode().split("\n")[:-1]
        for name, content in files.items()
        if name.endswith("settings.txt")
    }
    exchanges = [
        Exchange(*name.split("/"), files[f"{name}.request.http"], files[f"{name}.response.http"]) for name in requests
    ]
    return exchanges, settings


def answers(received):
    """The answers that have come whole: status, content type, and the code of the Status message if there is one."""
    found = []
    rest = received.split(b"<<<")[0]
    while b"\r\n\r\n" in rest:
        head, _, rest = rest.partition(b"\r\n\r\n")
        status_line, *lines = head.decode().split("\r\n")
        status = int(status_line.split()[1])
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        length = int(fields.get("content-length", 0))
        body, rest = rest[:length], rest[length:]
        content_type = fields.get("content-type", "")
        if len(body) == length or not body:
            found.append((status, content_type, code_of(status, content_type, body)))
    return found


def code_of(status, content_type, body):
    if status < 400 or not body or content_type not in (JSON, PROTOBUF):
        return None
    return json.loads(body)["code"] if content_type == JSON else Status.FromString(body).code

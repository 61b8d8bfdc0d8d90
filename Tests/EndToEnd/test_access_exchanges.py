"""Whom the receiver lets through, and what every answer says, is as in otelcol: byte for byte, but for a few."""
import contextlib
import os
import socket
import subprocess
import tarfile

import pytest
from windsock import BINARY, FIXTURES, PATIENCE, free_port, is_listening, wait_until

# The fields that say nothing of who may send.
IGNORED = {"date", "content-length", "connection"}

# What Windsock answers instead, and why.
WANTED_DIFFERENCES = {
    # Where the fault is.
    "response-headers/03-malformed": "the text of the error",
    # So that senders come again in time.
    "memory-limiter/01-refused": "Retry-After",
    "memory-limiter/03-json": "Retry-After",
}


def read_folders():
    with tarfile.open(FIXTURES / "access/exchanges.tar.gz") as tar:
        files = {member.name: tar.extractfile(member).read() for member in tar if member.isfile()}
    folders = {}
    for name, content in files.items():
        folder, _, file = name.partition("/")
        folders.setdefault(folder, {})[file] = content
    return folders


FOLDERS = read_folders()


def parse(received):
    """The answers: status, fields that matter, body."""
    answers = []
    while b"\r\n\r\n" in received:
        head, _, received = received.partition(b"\r\n\r\n")
        status_line, *lines = head.decode().split("\r\n")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        length = int(fields.get("content-length", 0))
        kept = sorted((name, value) for name, value in fields.items() if name not in IGNORED)
        answers.append((int(status_line.split()[1]), kept, received[:length]))
        received = received[length:]
    return answers


def exchange(port, request, expected):
    """What is answered to these bytes, until the server closes or has answered as much as expected."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        connection.sendall(request)
        while len(parse(received)) < len(expected) or not whole(received):
            if not (piece := connection.recv(1 << 16)):
                break
            received += piece
    return parse(received)


def whole(received):
    head, _, rest = received.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return not lengths or len(rest) >= int(lengths[0].split(b":")[1])


@contextlib.contextmanager
def running(folder, path):
    """A windsock with the folder's own configuration, in a place of its own."""
    for name, content in FOLDERS[folder].items():
        if not name.endswith(".http"):
            (path / name).write_bytes(content)
    port = free_port()
    environment = os.environ | {"OTLP_PORT": str(port), "GRPC_PORT": "1"}
    process = subprocess.Popen([BINARY, "--config", "config.yaml"], cwd=path, env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: is_listening(port), "ready to serve")
        yield port
    finally:
        process.terminate()
        assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize("folder", FOLDERS)
def test_answers_are_otelcols_but_those_wanted(folder, tmp_path):
    files = FOLDERS[folder]
    different = []
    with running(folder, tmp_path) as port:
        for name in sorted(name.removesuffix(".request.http") for name in files if name.endswith(".request.http")):
            prepare(folder, name, tmp_path, port, files)
            expected = parse(files[f"{name}.response.http"])
            if exchange(port, files[f"{name}.request.http"], expected) != expected:
                different.append(f"{folder}/{name}")
    assert different == [name for name in WANTED_DIFFERENCES if name.startswith(f"{folder}/")]


def prepare(folder, name, path, port, files):
    """The file with tokens is another one for some exchanges."""
    if folder != "auth-file":
        return
    if name == "06-after-change-old":
        (path / "tokens.txt").write_text("fourth\n")
        new = files["07-after-change-new.request.http"]
        wait_until(lambda: exchange(port, new, [None])[0][0] == 200, "the new token is taken", pause=0.05)
    if name == "08-after-empty":
        (path / "tokens.txt").write_text("")

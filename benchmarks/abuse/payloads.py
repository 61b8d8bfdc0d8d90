"""What is sent to do harm."""
import functools
import gzip
import zlib

from bodies import START, TIME, attribute, request
from protobuf import Message, fixed, varint

MEBIBYTE = 1 << 20

# What stands for the number of a request in bodies of series.
NUMBER = b"@@@@@@"


# MARK: - Bombs


@functools.cache
def gzip_of_zeros(count):
    """A gzip member of so many zero bytes, of which a thousandth is left; its checksum is wrong."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    beginning = compressor.compress(bytes(MEBIBYTE)) + compressor.flush(zlib.Z_FULL_FLUSH)
    block = compressor.compress(bytes(MEBIBYTE)) + compressor.flush(zlib.Z_FULL_FLUSH)
    header = b"\x1f\x8b\x08\x00" + bytes(4) + b"\x02\xff"
    blocks = beginning + block * (count // MEBIBYTE - 1)
    return header + blocks + compressor.flush() + bytes(4) + (count & 0xFFFFFFFF).to_bytes(4, "little")


@functools.cache
def gzip_members_of_zeros(count):
    """The same in members of a mebibyte, whose checksums are right."""
    return gzip.compress(bytes(MEBIBYTE), 9) * (count // MEBIBYTE)


@functools.cache
def zstd_of_zeros(count):
    """A zstd frame of so many zero bytes: four bytes for each 128 KiB."""
    size, repeated = 128 << 10, 1 << 1
    block = (size << 3 | repeated).to_bytes(3, "little") + b"\0"
    last = (1 | repeated).to_bytes(3, "little") + b"\0"
    window_of_two_mebibytes = b"\x58"
    return b"\x28\xb5\x2f\xfd\x00" + window_of_two_mebibytes + block * (count // size) + last


# MARK: - Series


@functools.cache
def new_series(points):
    """A body of so many series of one counter, with NUMBER in all of their names; 85 bytes for each."""
    data_points = [
        Message((2, START), (3, TIME), (6, fixed(bytes(8))), *attribute(7, "task", f"{NUMBER.decode()}-{index:06}"))
        for index in range(points)
    ]
    metric = Message((1, "abuse"), (7, Message(*[(1, point) for point in data_points], (2, 2), (3, 1))))
    return request(metric).encode()


# MARK: - Depth


@functools.cache
def deep_value(depth):
    """A request with an attribute of so many lists in one another."""
    # From the inside out: only the lengths are needed for what stands before.
    heads, length = [], 0
    for tag in [b"\x0a", b"\x2a"] * depth:
        heads.append(tag + varint(length))
        length += len(heads[-1])
    value = b"".join(reversed(heads))
    resource = Message((1, Message((1, "deep"), (2, value))))
    return Message((1, Message((1, resource), (2, Message())))).encode()


@functools.cache
def deep_json_value(depth):
    """The same in JSON."""
    return (
        b'{"resourceMetrics":[{"resource":{"attributes":[{"key":"deep","value":'
        + b'{"arrayValue":{"values":[' * depth
        + b"]}}" * depth
        + b"}]}}]}"
    )


# MARK: - JSON


@functools.cache
def json_of_zeros(size):
    """A request in JSON, of so many bytes, that is four times as many as protobuf: a list of zeros."""
    head = b'{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"x","histogram":{"dataPoints":[{"bucketCounts":['
    tail = b"]}]}}]}]}]}"
    zeros = b"0," * ((size - len(head) - len(tail)) // 2)
    return head + zeros[:-1] + tail

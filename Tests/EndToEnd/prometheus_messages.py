"""Prometheus' protobuf format, read field by field: what is compared is what is said, whatever order it is said in."""
import struct

# By message: the fields' numbers, names and kinds; "*" marks a list.
SCHEMA = {
    "MetricFamily": {1: "name text", 2: "help text", 3: "type int", 4: "metric* Metric", 5: "unit text"},
    "Metric": {
        1: "label* LabelPair", 2: "gauge Value", 3: "counter Counter", 4: "summary Summary", 5: "untyped Value",
        6: "timestamp_ms int", 7: "histogram Histogram",
    },
    "LabelPair": {1: "name text", 2: "value text"},
    "Value": {1: "value double"},
    "Counter": {1: "value double", 2: "exemplar Exemplar", 3: "created Timestamp"},
    "Summary": {1: "count int", 2: "sum double", 3: "quantile* Quantile", 4: "created Timestamp"},
    "Quantile": {1: "quantile double", 2: "value double"},
    "Exemplar": {1: "label* LabelPair", 2: "value double", 3: "time Timestamp"},
    "Timestamp": {1: "seconds signed", 2: "nanos int"},
    "Bucket": {1: "count int", 2: "bound double", 3: "exemplar Exemplar"},
    "Span": {1: "offset zigzag", 2: "length int"},
    "Histogram": {
        1: "count int", 2: "sum double", 3: "bucket* Bucket", 5: "schema zigzag", 6: "zero_threshold double",
        7: "zero_count int", 9: "negative_span* Span", 10: "negative_delta* zigzag", 12: "positive_span* Span",
        13: "positive_delta* zigzag", 15: "created Timestamp", 16: "exemplars* Exemplar",
    },
}


def messages(page):
    """The messages of a page."""
    read = []
    while page:
        length, page = varint(page)
        read.append(message("MetricFamily", page[:length]))
        page = page[length:]
    return read


def families(page):
    """The messages of a page, by name."""
    read = messages(page)
    names = [family["name"] for family in read]
    assert len(set(names)) == len(names) and names == sorted(names)
    return {family["name"]: family for family in read}


def varint(data):
    value = 0
    for index, byte in enumerate(data):
        value |= (byte & 0x7F) << 7 * index
        if byte < 0x80:
            return value, data[index + 1 :]
    raise ValueError("a number that doesn't end")


def message(kind, data):
    fields = {}
    while data:
        tag, data = varint(data)
        name, what = SCHEMA[kind][tag >> 3].split()
        match tag & 7:
            case 0:
                value, data = varint(data)
            case 1:
                (value,), data = struct.unpack("<d", data[:8]), data[8:]
            case 2:
                length, data = varint(data)
                value, data = data[:length], data[length:]
        if name.endswith("*"):
            fields.setdefault(name[:-1], []).append(decoded(value, what))
        else:
            fields[name] = decoded(value, what)
    return fields


def decoded(value, what):
    match what:
        case "text":
            return value.decode()
        case "int":
            return value
        case "signed":
            return value - (1 << 64) if value >> 63 else value
        case "zigzag":
            return value >> 1 ^ -(value & 1)
        case "double":
            # Nothing equals what is no number.
            return value if value == value else "NaN"
        case _:
            return message(what, value)

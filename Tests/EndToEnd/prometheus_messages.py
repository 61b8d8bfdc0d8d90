"""Prometheus' protobuf format, binary and as text, read field by field: what is compared is what is said, whatever order
it is said in."""
import json
import re
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
    return by_name(messages(page))


def by_name(read):
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


# By message: the names of fields in protobuf's text format, where they aren't those above.
LONG_NAMES = {
    "Summary": {"sample_count": "count", "sample_sum": "sum", "created_timestamp": "created"},
    "Histogram": {"sample_count": "count", "sample_sum": "sum", "created_timestamp": "created"},
    "Counter": {"created_timestamp": "created"},
    "Exemplar": {"timestamp": "time"},
    "Bucket": {"cumulative_count": "count", "upper_bound": "bound"},
}
TYPES = ["COUNTER", "GAUGE", "SUMMARY", "UNTYPED", "HISTOGRAM", "GAUGE_HISTOGRAM"]
TOKEN = re.compile(r'\s*([a-z_]+) *: *(?:(\{)|("(?:[^"\\\n]|\\.)*")|([A-Za-z0-9.+-]+))|\s*(\})')


def families_of_text(page):
    """The messages of a page in protobuf's text format, by name; blanks between fields play no part in it."""
    # A family begins with its name.
    starts = [match.start() for match in re.finditer(r"^name *:", page, re.MULTILINE)]
    assert not page or starts[0] == 0
    parts = [page[start:end] for start, end in zip(starts, starts[1:] + [None])]
    return by_name([fields_of_text("MetricFamily", part, 0)[0] for part in parts])


def fields_of_text(kind, text, position):
    """The fields of a message, and where it ends."""
    known = {name: what for name, what in (field.split() for field in SCHEMA[kind].values())}
    fields = {}
    while text[position:].strip():
        match = TOKEN.match(text, position)
        assert match, text[position : position + 40]
        position = match.end()
        long_name, opening, quoted, plain, closing = match.groups()
        if closing:
            break
        name = LONG_NAMES.get(kind, {}).get(long_name, long_name)
        what = known.get(name) or known[name + "*"]
        if opening:
            value, position = fields_of_text(what, text, position)
        else:
            value = value_of_text(what, quoted, plain)
        if name in known:
            assert name not in fields
            fields[name] = value
        else:
            fields.setdefault(name, []).append(value)
    return fields, position


def value_of_text(what, quoted, plain):
    match what:
        case "text":
            return json.loads(re.sub(r"\\(\d{3})", lambda octal: f"\\u{int(octal[1], 8):04x}", quoted), strict=False)
        case "double":
            return float(plain) if plain != "nan" else "NaN"
        case _:
            return TYPES.index(plain) if plain in TYPES else int(plain)

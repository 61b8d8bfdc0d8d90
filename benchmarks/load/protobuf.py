"""Writes protobuf messages, fields in schema order or last to first."""


def varint(value):
    """A number of variable length."""
    encoded = bytearray()
    while value >= 0x80:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


class Message:
    """A message as a list of fields: (number, what to write).

    A number is written as a varint; eight bytes that were marked by `fixed` as they are; text, bytes and messages with
    their length before them.
    """

    def __init__(self, *fields):
        self.fields = fields

    def encode(self, backwards=False):
        """The bytes of the message. Backwards means that fields of higher numbers come first, here and in all messages
        inside; the elements of a list stay in their order."""
        fields = sorted(self.fields, key=lambda field: -field[0]) if backwards else self.fields
        return b"".join(encoded_field(number, content, backwards) for number, content in fields)


class fixed(bytes):
    """Eight bytes that are written without a length."""


def encoded_field(number, content, backwards):
    """A field with its tag."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    if isinstance(content, fixed):
        return varint(number << 3 | 1) + content
    if isinstance(content, Message):
        content = content.encode(backwards)
    if isinstance(content, str):
        content = content.encode()
    return varint(number << 3 | 2) + varint(len(content)) + content


def contents(message, number):
    """What the fields of that number hold, of those that are written with a length."""
    at, found = 0, []
    while at < len(message):
        tag, at = read_varint(message, at)
        kind = tag & 7
        if kind == 0:
            _, at = read_varint(message, at)
        elif kind == 2:
            length, at = read_varint(message, at)
            if tag >> 3 == number:
                found.append(message[at : at + length])
            at += length
        else:
            at += {1: 8, 5: 4}[kind]
    return found


def read_varint(message, at):
    """The number at an offset, and the offset behind it."""
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at

"""A small reader of Mapbox Vector Tiles 2.1, written from the specification, so that tests see what a client sees."""

import struct
from dataclasses import dataclass

POINT, LINE, AREA = 1, 2, 3


@dataclass(frozen=True)
class Feature:
    """``parts`` are lists of (x, y) in tile units, one a ring, line or point group."""

    id: int
    kind: int
    properties: dict
    parts: list


@dataclass(frozen=True)
class Layer:
    name: str
    extent: int
    features: list[Feature]


def read(tile: bytes) -> dict[str, Layer]:
    """The layers of a tile by name."""
    layers = [layer(value) for number, value in fields(tile) if number == 3]
    return {each.name: each for each in layers}


def layer(message: bytes) -> Layer:
    """One layer with its features' tags resolved."""
    found = list(fields(message))
    keys = [value.decode() for number, value in found if number == 3]
    values = [scalar(value) for number, value in found if number == 4]
    single = {number: value for number, value in found if number in (1, 5)}
    features = [feature(value, keys, values) for number, value in found if number == 2]
    return Layer(single[1].decode(), single[5], features)


def feature(message: bytes, keys: list, values: list) -> Feature:
    """One feature."""
    found = dict(fields(message))
    tags = list(varints(found.get(2, b"")))
    properties = {keys[key]: values[value] for key, value in zip(tags[::2], tags[1::2], strict=True)}
    return Feature(found.get(1), found[3], properties, parts(list(varints(found[4]))))


def parts(commands: list[int]) -> list:
    """The geometry's command stream as lists of points; a closed ring does not repeat its first point."""
    found, x, y, at = [], 0, 0, 0
    while at < len(commands):
        command, count = commands[at] & 7, commands[at] >> 3
        at += 1
        if command == 7:
            continue
        if command == 1:
            found.append([])
        for _ in range(count):
            x, y, at = x + unzigzag(commands[at]), y + unzigzag(commands[at + 1]), at + 2
            found[-1].append((x, y))
    return found


def fields(message: bytes):
    """Pairs of field number and value of one protobuf message."""
    at = 0
    while at < len(message):
        tag, at = varint(message, at)
        if tag & 7 == 0:
            value, at = varint(message, at)
        else:
            size, at = (8, at) if tag & 7 == 1 else (4, at) if tag & 7 == 5 else varint(message, at)
            value, at = message[at : at + size], at + size
        yield tag >> 3, value


def scalar(message: bytes):
    """A property's value."""
    number, value = next(fields(message))
    readers = {1: bytes.decode, 2: unpack("<f"), 3: unpack("<d"), 4: int, 5: int, 6: unzigzag, 7: bool}
    return readers[number](value)


def unpack(form: str):
    """A reader of one packed number."""
    return lambda value: struct.unpack(form, value)[0]


def varints(packed: bytes):
    """Every number of a packed field."""
    at = 0
    while at < len(packed):
        value, at = varint(packed, at)
        yield value


def varint(message: bytes, at: int) -> tuple[int, int]:
    """One variable-length number, and where the next field begins."""
    value = shift = 0
    while True:
        byte = message[at]
        value, shift, at = value | (byte & 127) << shift, shift + 7, at + 1
        if byte < 128:
            return value, at


def unzigzag(value: int) -> int:
    """A signed number out of its zigzag form."""
    return value >> 1 ^ -(value & 1)

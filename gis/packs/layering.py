"""The source layers of a vector tile: told apart by name, which is all of a tile that is read here."""

from collections.abc import Iterator

LAYER_OF_TILE = 3
NAME_OF_LAYER = 1
VARINT, EIGHT_BYTES, MEASURED, FOUR_BYTES = 0, 1, 2, 5


def renamed(tile: bytes, before: str) -> bytes:
    """The tile with ``before`` put in front of each layer's name; ValueError where it is not a vector tile."""
    found = bytearray()
    for number, _, value, end in _fields(tile):
        if number != LAYER_OF_TILE:
            continue
        layer = bytearray()
        for inner, inner_start, inner_value, inner_end in _fields(tile[value:end]):
            message = tile[value + inner_start : value + inner_end]
            if inner == NAME_OF_LAYER:
                name = before.encode() + tile[value + inner_value : value + inner_end]
                message = _measured(NAME_OF_LAYER, name)
            layer += message
        found += _measured(LAYER_OF_TILE, bytes(layer))
    return bytes(found)


def _fields(message: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Per field of a protobuf message: its number, where it starts, where its value starts, where it ends."""
    at = 0
    while at < len(message):
        start = at
        tag, at = _varint(message, at)
        value, wire = at, tag & 7
        if wire == VARINT:
            _, at = _varint(message, at)
        elif wire == MEASURED:
            size, value = _varint(message, at)
            at = value + size
        elif wire in (EIGHT_BYTES, FOUR_BYTES):
            at += 8 if wire == EIGHT_BYTES else 4
        else:
            raise ValueError("not a vector tile")
        if at > len(message):
            raise ValueError("a vector tile is cut off")
        yield tag >> 3, start, value, at


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if at >= len(message) or shift > 63:
            raise ValueError("a vector tile is cut off")
        byte = message[at]
        value, shift, at = value | (byte & 127) << shift, shift + 7, at + 1
        if byte < 128:
            return value, at


def _measured(number: int, content: bytes) -> bytes:
    size, written = len(content), bytearray([number << 3 | MEASURED])
    while size > 127:
        written.append(size & 127 | 128)
        size >>= 7
    return bytes(written) + bytes([size]) + content

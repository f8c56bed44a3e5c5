"""What a picture looks like in 256 bits: whether each of 16 × 16 places is darker than its neighbour to the right.

Encoding anew, resizing and a change of brightness leave nearly all of them as they were (a difference hash).
"""

import zlib
from collections.abc import Sequence

SIDE = 16
PART_BYTES = 4
LEAST_SET, MOST_SET = 5, 27


def bits_of(greys: Sequence[int]) -> bytes:
    """32 bytes out of 16 rows of 17 greys (0 to 255), row by row."""
    bits = 0
    for row in range(SIDE):
        for column in range(SIDE):
            at = row * (SIDE + 1) + column
            bits = bits << 1 | (greys[at] < greys[at + 1])
    return bits.to_bytes(SIDE * SIDE // 8, "big")


def parts_of(bits: bytes) -> list[int]:
    """Numbers to search by, one for every two rows. Those of an empty sky say nothing and are left out."""
    parts = []
    for at in range(0, len(bits), PART_BYTES):
        part = bits[at : at + PART_BYTES]
        if LEAST_SET <= int.from_bytes(part, "big").bit_count() <= MOST_SET:
            parts.append(zlib.crc32(part, at) - 2**31)
    return parts


def bits_apart(a: bytes, b: bytes) -> int:
    """How many of 256 places differ."""
    return (int.from_bytes(a, "big") ^ int.from_bytes(b, "big")).bit_count()

"""Rounded figures that still add up: largest remainders (最大余数法), from the whole down to its parts.

The whole is rounded half up; among the parts each gets its floor, and those with the largest remainders one unit more
until the parts make the whole. So every shown figure is the exact one rounded up or down, and on every level the shown
parts sum to the shown whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import floor


@dataclass(frozen=True)
class Node:
    """A part of a whole. `own` is what belongs to it and to none of its parts: work entered for the township itself."""

    code: str
    own: Fraction = Fraction()
    parts: Sequence["Node"] = field(default_factory=tuple)

    @cached_property
    def exact(self) -> Fraction:
        """Everything in it."""
        return self.own + sum((part.exact for part in self.parts), Fraction())


@dataclass(frozen=True)
class Shown:
    """A node in whole units: what is shown of all of it, and of what none of its parts has."""

    whole: int
    own: int


def half_up(value: Fraction) -> int:
    """The nearest whole number; halves go up."""
    return floor(value + Fraction(1, 2))


def apportion(whole: int, parts: Sequence[Fraction]) -> list[int]:
    """`whole` over parts by largest remainders; the first of equal ones comes first.

    `whole` must be the sum of the parts rounded up or down. No part moves by a unit or more.
    """
    floors = [floor(part) for part in parts]
    order = sorted(range(len(parts)), key=lambda at: (floors[at] - parts[at], at))
    given = whole - sum(floors)
    if not 0 <= given <= len(parts):
        raise ValueError("the whole is not that of its parts")
    more = set(order[:given])
    return [value + (at in more) for at, value in enumerate(floors)]


def shown(node: Node, unit: Fraction) -> Mapping[str, Shown]:
    """code → what is shown of a tree, in whole `unit`s; codes must be unique."""
    found: dict[str, Shown] = {}
    _give(node, half_up(node.exact / unit), unit, found)
    return found


def _give(node: Node, whole: int, unit: Fraction, found: dict[str, Shown]) -> None:
    own, *rest = apportion(whole, [node.own / unit, *(part.exact / unit for part in node.parts)])
    found[node.code] = Shown(whole, own)
    for part, value in zip(node.parts, rest, strict=True):
        _give(part, value, unit, found)

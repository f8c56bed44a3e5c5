"""A year's areas by division and type of work as exact fractions, in a tree whose parts make its whole."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from patrol.rules.apportioning import Node, shown

HECTARE = Fraction(10_000)
HUNDREDTH_OF_A_MU = Fraction(2_000, 300)
# What the shown areas of a line must come to: reported, and verified, are the sums of these.
BALANCES = {
    "reported": ("verified", "unverified", "unchecked"),
    "verified": ("qualified", "replant", "failed", "pending"),
}


class Place(NamedTuple):
    """A division and the one around it."""

    code: str
    parent: str | None


class Figure(NamedTuple):
    """An area of a division: exact, and as it is shown in mu with two decimals and in whole hectares.

    `own_mu`, `own_ha`: what is shown of work that belongs to none of its parts. The residuals are shown less exact.
    """

    exact_m2: Fraction
    mu: float
    ha: int
    own_mu: float
    own_ha: int

    @property
    def residual_mu(self) -> float:
        """What rounding added to the mu, or took from them."""
        return _told(Fraction(round(self.mu * 100), 100) - self.exact_m2 / (HUNDREDTH_OF_A_MU * 100))

    @property
    def residual_ha(self) -> float:
        """What rounding added to the hectares, or took from them."""
        return _told(self.ha - self.exact_m2 / HECTARE)


def _told(residual: Fraction) -> float:
    """A residual without the noise of the binary fractions that its areas came as."""
    return float(round(residual, 9))


def tree(root: str, places: Iterable[Place], areas: Mapping[str, Fraction]) -> Node:
    """The divisions within `root`, with the areas of each as its own.

    An area of a division that is not among the places (abolished, or never entered) goes to the smallest around it, so
    that nothing is lost.
    """
    children: dict[str, list[str]] = {}
    known = {place.code for place in places if place.code == root} | {root}
    for place in places:
        if place.code != root:
            children.setdefault(place.parent or root, []).append(place.code)
            known.add(place.code)
    for parent in [parent for parent in children if parent not in known]:
        children.setdefault(root, []).extend(children.pop(parent))
    own: dict[str, Fraction] = {}
    for code, area in areas.items():
        home = code if code in known else _around(code, known, root)
        own[home] = own.get(home, Fraction()) + area
    return _grown(root, children, own)


def _around(code: str, known: set[str], root: str) -> str:
    return next((up for digits in (9, 6, 4, 2) if (up := code[:digits].ljust(12, "0")) in known), root)


def _grown(code: str, children: Mapping[str, Sequence[str]], own: Mapping[str, Fraction]) -> Node:
    parts = tuple(_grown(child, children, own) for child in sorted(children.get(code, ())))
    return Node(code, own.get(code, Fraction()), parts)


def figures(root: Node) -> dict[str, Figure]:
    """code → the figure of each division of a tree."""
    mu, ha = shown(root, HUNDREDTH_OF_A_MU), shown(root, HECTARE)
    exact: dict[str, Fraction] = {}
    _sum(root, exact)
    return {
        code: Figure(exact[code], mu[code].whole / 100, ha[code].whole, mu[code].own / 100, ha[code].own)
        for code in exact
    }


def _sum(node: Node, found: dict[str, Fraction]) -> Fraction:
    found[node.code] = node.own + sum((_sum(part, found) for part in node.parts), Fraction())
    return found[node.code]


def off_balance(shown_areas: Mapping[str, float]) -> dict[str, float]:
    """For each sum of a line, how much the shown terms miss it by: rounding, a unit or two. In the unit shown: mu in
    hundredths, or whole hectares; nothing is 0, not the -0.0 of binary fractions."""
    return {
        whole: round(shown_areas[whole] - sum(shown_areas[term] for term in terms), 2) + 0
        for whole, terms in BALANCES.items()
    }

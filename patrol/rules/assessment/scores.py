"""From figures to points, scores and ranks.

Where nothing was owed (no denominator), an indicator can be neither met nor missed: its weight is spread over the
others in proportion to theirs. Points are rounded to two decimals and the score is their sum, so that what is shown
adds up. Deductions and entries come on top; a score is never below 0. Where no indicator has anything to go by, there
is no score.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from patrol.rules.assessment.forms import adjusted, exact, rounded, share


class Figure(NamedTuple):
    """What an indicator counted: so much of so much."""

    numerator: Fraction = Fraction()
    denominator: Fraction = Fraction()

    @property
    def rate(self) -> Fraction | None:
        """Their ratio; None where nothing was owed."""
        return self.numerator / self.denominator if self.denominator else None


class Line(NamedTuple):
    """One indicator of a score: its figure, the weight it has and the one it was given, and the points it earned."""

    indicator: str
    figure: Figure
    weight: Fraction
    applied_weight: Fraction
    points: Fraction


class Score(NamedTuple):
    """The sum of points, None where there is nothing to go by, and the lines it is made of."""

    total: Fraction | None
    lines: tuple[Line, ...]


NOTHING = Figure()


def scored(indicators: Sequence[Mapping[str, Any]], figures: Mapping[str, Figure]) -> Score:
    """The score of one subject under a scheme's indicators; an indicator without a figure counted nothing."""
    known = [(asked, figures.get(asked["indicator"], NOTHING)) for asked in indicators]
    spread = _spread(tuple((asked["weight"], bool(figure.denominator)) for asked, figure in known))
    lines = tuple(_line(asked, figure, spread) for asked, figure in known)
    total = sum((line.points for line in lines), Fraction())
    return Score((total if total.numerator > 0 else Fraction()) if spread else None, lines)


@lru_cache(maxsize=1024)
def _spread(weights: tuple[tuple[float, bool], ...]) -> Fraction:
    """What each weight is multiplied by, so that those with a figure make up for those without; 0 if none has."""
    whole = sum((exact(weight) for weight, _ in weights), Fraction())
    present = sum((exact(weight) for weight, known in weights if known), Fraction())
    return whole / present if present else Fraction()


def _line(asked: Mapping[str, Any], figure: Figure, spread: Fraction) -> Line:
    weight, rate = exact(asked["weight"]), figure.rate
    if not weight:
        return Line(asked["indicator"], figure, weight, weight, rounded(adjusted(asked, figure.numerator)))
    if rate is None:
        return Line(asked["indicator"], figure, weight, Fraction(), Fraction())
    applied = weight * spread
    return Line(asked["indicator"], figure, weight, applied, rounded(applied * share(asked, rate)))


def ranks(scores: Mapping[str, Fraction | None]) -> dict[str, int | None]:
    """Key → rank: equal scores share the better rank and the next is left out (1, 1, 3); no score, no rank."""
    known = [score for score in scores.values() if score is not None]
    places: dict[Fraction, int] = {}
    for at, score in enumerate(sorted(known, reverse=True), start=1):
        places.setdefault(score, at)
    return {key: None if score is None else places[score] for key, score in scores.items()}


def corrected(total: Fraction | None, changes: Sequence[Fraction]) -> Fraction | None:
    """A score with what upheld appeals have changed: points after less points before, each."""
    return None if total is None else max(total + sum(changes, Fraction()), Fraction())

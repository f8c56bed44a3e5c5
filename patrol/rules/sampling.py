"""How many sample plots 样地 an inspection needs, and how large they are: by the area class of what is inspected."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, pi, sqrt
from typing import NamedTuple

SQUARE_METRES_PER_MU = Fraction(2000, 3)


class AreaClass(NamedTuple):
    """Up to `up_to_mu` (None: without end) at least `share` of the area is sampled, and at least `floor_mu`.

    A single sample plot is no larger than `plot_mu`.
    """

    up_to_mu: float | None
    share: float
    floor_mu: float
    plot_mu: float


class Sample(NamedTuple):
    """So many plots of an equal size; circles of that radius."""

    count: int
    plot_area_m2: float

    @property
    def radius_m(self) -> float:
        """The radius of one plot."""
        return sqrt(self.plot_area_m2 / pi)


# Under 150 mu 3 %; to 450 mu 2 % and at least 4.5 mu; above 1 % and at least 9 mu.
NATIONAL = (AreaClass(150, 0.03, 0, 0.3), AreaClass(450, 0.02, 4.5, 0.5), AreaClass(None, 0.01, 9, 1))
LEAST_PLOTS = 3


def sampled_mu(area_mu: float, classes: Sequence[AreaClass] = NATIONAL) -> Fraction:
    """The area that must lie in sample plots, exactly; never more than the whole. 450 mu belong to the second class."""
    whole, found = _exact(area_mu), _class_of(area_mu, classes)
    return min(whole, max(whole * _exact(found.share), _exact(found.floor_mu)))


def sample(area_mu: float, classes: Sequence[AreaClass] = NATIONAL, least_plots: int = LEAST_PLOTS) -> Sample:
    """Number and size of the sample plots of an area; together they are exactly what must be sampled.

    At least `least_plots`, so that one good corner does not speak for the whole.
    """
    needed = sampled_mu(area_mu, classes)
    largest = _exact(_class_of(area_mu, classes).plot_mu)
    count = max(least_plots, ceil(needed / largest))
    return Sample(count, float(needed * SQUARE_METRES_PER_MU / count))


def _class_of(area_mu: float, classes: Sequence[AreaClass]) -> AreaClass:
    whole = _exact(area_mu)
    for place, each in enumerate(classes):
        # Only the first class ends before its limit; the following ones hold theirs (150–450, above 450).
        if each.up_to_mu is None or whole < _exact(each.up_to_mu) or (place > 0 and whole == _exact(each.up_to_mu)):
            return each
    raise ValueError("the last class must have no end")


def _exact(value: float) -> Fraction:
    """The decimal that was written: 0.03 is three hundredths, whatever binary makes of it."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)

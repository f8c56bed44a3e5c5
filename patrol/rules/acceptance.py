"""Acceptance 验收: survival 成活率, preservation 保存率 and quality rates, and what a scheme makes of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

VERDICTS = ("qualified", "replant", "failed")
KINDS = ("survival", "preservation", "quality")


@dataclass(frozen=True)
class Bands:
    """Two cuts part all rates: qualified from `qualified_from` on, to be replanted from `replant_from` on, else failed.

    `replant_includes`: whether a rate of exactly `replant_from` is replanted (41–84) or has failed (≤ 0.4). There is
    no gap: 84.5 % has not come to 85 %, and is replanted; 40.5 % has not come to 41 %, and has failed.
    """

    qualified_from: float
    replant_from: float
    replant_includes: bool = True

    def verdict(self, rate: Fraction) -> str:
        """qualified, replant or failed: exactly one for any rate from 0 to 1."""
        upper, lower = _exact(self.qualified_from), _exact(self.replant_from)
        if rate >= upper:
            return "qualified"
        if rate > lower or (rate == lower and self.replant_includes):
            return "replant"
        return "failed"


class Count(NamedTuple):
    """One sample plot: how many were planted (or should stand), and how many live."""

    planted: int
    alive: int


def stand_rate(counts: Iterable[Count]) -> Fraction | None:
    """The share that lives of all that was planted on the sample plots; None where nothing was planted.

    Plots weigh by what was planted on them: the mean of their rates would let a plot of ten trees speak as loudly as
    one of a hundred.
    """
    planted = alive = 0
    for count in counts:
        planted, alive = planted + count.planted, alive + count.alive
    return Fraction(alive, planted) if planted else None


def mean_rate(rates: Iterable[tuple[Fraction, float]]) -> Fraction | None:
    """The mean of several works' rates by their areas, as a township's survival rate is told; None without area."""
    known = [(rate, Fraction(area)) for rate, area in rates]
    whole = sum((area for _, area in known), Fraction())
    return sum((rate * area for rate, area in known), Fraction()) / whole if whole else None


class Criterion(NamedTuple):
    """What a sample plot of tending, restoration or closing must show: a measure within limits."""

    code: str
    zh: str
    en: str
    least: float | None = None
    most: float | None = None


# Measures that a sample plot may be judged by: shares from 0 to 1, counts from 0.
MEASURES = {
    "canopy_after": ("作业后郁闭度", "Canopy density afterwards", 1.0),
    "canopy_drop": ("郁闭度降低值", "Fall of canopy density", 1.0),
    "cut_intensity": ("采伐强度（株数）", "Share of stems cut", 1.0),
    "residue_cleared": ("剩余物清理比例", "Share of residue cleared", 1.0),
    "weeded": ("割灌除草比例", "Share weeded", 1.0),
    "supplemented": ("补植成活率", "Survival of what was supplemented", 1.0),
    "seedlings_per_mu": ("每亩目的树种株数", "Stems of wanted species per mu", 10_000.0),
    "cover": ("林草覆盖度", "Cover", 1.0),
}


def unmet(measures: Mapping[str, float], criteria: Sequence[Criterion]) -> list[str]:
    """The codes of the criteria that a sample plot does not meet; what was not measured is not met."""
    return [each.code for each in criteria if not _is_met(measures.get(each.code), each)]


def _is_met(value: float | None, criterion: Criterion) -> bool:
    if value is None:
        return False
    return (criterion.least is None or value >= criterion.least) and (criterion.most is None or value <= criterion.most)


def quality_rate(plots: Sequence[Mapping[str, float]], criteria: Sequence[Criterion]) -> Fraction | None:
    """The share of sample plots, which are of one size, that meet every criterion; None without plots."""
    return Fraction(sum(not unmet(plot, criteria) for plot in plots), len(plots)) if plots else None


def criteria_of(stored: Iterable[Mapping[str, Any]]) -> list[Criterion]:
    """Criteria as a scheme stores them: [{"code", "least"?, "most"?}]."""
    return [
        Criterion(each["code"], *MEASURES[each["code"]][:2], each.get("least"), each.get("most")) for each in stored
    ]


def credited(verdict: str, verified_m2: float) -> dict[str, float]:
    """The verified area under what it was found to be: qualified, replant or failed; the others nothing.

    What is to be replanted earns nothing until it has been accepted anew.
    """
    return {name: verified_m2 if name == verdict else 0.0 for name in VERDICTS}


def _exact(value: float) -> Fraction:
    """The decimal that was written: 0.85 is 17/20."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)

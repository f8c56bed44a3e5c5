"""Plot factors: every one has its names, its limits, and its words in a table."""

import pytest

from patrol.errors import Invalid
from patrol.models.forestry import WORK_TYPES
from patrol.rules.factor_catalogue import FACTORS, Factor
from patrol.rules.plot_factors import catalogue, check, told


def example(factor: Factor):
    kinds = {"number": factor.most, "flag": True, "text": "杉木"}
    return next(iter(factor.choices)) if factor.kind == "choice" else kinds[factor.kind]


@pytest.mark.parametrize("work_type", WORK_TYPES)
def test_every_factor_of_a_type_is_taken_and_told_by_its_name(work_type):
    known = catalogue(2026, work_type)
    said = {factor.code: example(factor) for factor in reversed(known)}
    kept = check(said, 2026, work_type)
    assert list(kept) == [factor.code for factor in known]
    for language in (0, 1):
        shown = told(kept, language)
        assert list(shown) == [factor[1 + language] for factor in known]
    assert told({"is_guarded": False}) == {"有管护": "否"}


def test_the_national_forms_are_covered():
    names = {factor.zh for factor in FACTORS}
    asked = "林班 经营班 小班号 作业小班号 图幅号 工程类别 计划年度 造林前地类 地类"
    asked += " 封育类型 封育方式 林地权属 林木权属 林种 树种"
    assert set(asked.split()) <= names
    assert {"混交比例", "龄组", "郁闭度", "起源", "立地质量等级", "资金来源", "初植密度（株/亩）"} <= names
    assert len(names) == len({factor.code for factor in FACTORS}) == len(FACTORS)


def test_a_factor_holds_in_its_years_and_types():
    factor = Factor("x", "某", "X", "flag", since=2020, until=2022, types=("tending",))
    holds = [factor.holds(year, kind) for year, kind in ((2019, "tending"), (2020, "tending"), (2021, "closing"))]
    assert holds == [False, True, False]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"mix": 3}, "not_string"),
        ({"mix": "x" * 201}, "length"),
        ({"mix": "\0"}, "not_string"),
        ({"canopy": "0.5"}, "not_number"),
        ({"canopy": float("nan")}, "range"),
        ({"origin": ["planted"]}, "not_one_of"),
        ({"is_tended": 1}, "not_boolean"),
        ({"closing_years": 5}, "factor_unknown"),
    ],
)
def test_what_cannot_be_is_named_with_the_reason(said, why):
    with pytest.raises(Invalid) as caught:
        check(said, 2026, "afforestation")
    ((field, reason),) = caught.value.errors.items()
    assert field == f"factors.{next(iter(said))}"
    assert (reason if isinstance(reason, str) else reason[0]) == why


def test_null_takes_a_factor_out():
    assert check({"mix": None, "species": "杉木"}, 2026, "restoration") == {"species": "杉木"}

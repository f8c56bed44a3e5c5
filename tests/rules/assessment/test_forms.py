"""What a scheme may ask for, and what it is told otherwise."""

import pytest

from patrol.rules.assessment.forms import complaints
from patrol.rules.assessment.indicators import INDICATORS, SUBJECTS
from patrol.rules.assessment.preset import SCHEMES

GOOD = {"indicator": "completion", "weight": 60, "form": "linear", "floor": 0.5, "target": 1}
CASES = {"indicator": "rejected", "weight": 0, "form": "deduction", "each": 1, "cap": 5}
STEPS = {"indicator": "closing", "weight": 40, "form": "steps", "steps": [[0.6, 0.5], [0.9, 1]]}


@pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme["post"] or scheme["subject"])
def test_the_preset_may_be_opened_and_its_weights_are_a_hundred(scheme):
    assert complaints(scheme["subject"], scheme["indicators"]) == {}
    assert sum(each["weight"] for each in scheme["indicators"]) == 100


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        ([GOOD, GOOD], "indicators.1.indicator", "assessment_twice"),
        ([GOOD | {"indicator": "area"}], "indicators.0.indicator", "assessment_not_of_officers"),
        ([GOOD | {"form": "entries", "cap": 5}], "indicators.0.form", "not_one_of"),
        ([GOOD | {"weight": 0}], "indicators.0.weight", "assessment_weight"),
        ([GOOD, CASES | {"weight": 5}], "indicators.1.weight", "assessment_weightless"),
        ([GOOD | {"target": None}], "indicators.0.target", "required"),
        ([GOOD, {**CASES, "cap": None}], "indicators.1.cap", "required"),
        ([GOOD | {"indicator": "prompt"}], "indicators.0.days", "required"),
        ([STEPS | {"steps": []}], "indicators.0.steps", "required"),
        ([GOOD | {"floor": 1}], "indicators.0.target", "assessment_target"),
        ([GOOD | {"form": "power", "floor": 2}], "indicators.0.target", "assessment_target"),
        ([STEPS | {"steps": [[0.6, 1], [0.6, 0.5]]}], "indicators.0.steps", "assessment_steps"),
        ([STEPS | {"steps": [[0.6, 1], [0.9, 0.5]]}], "indicators.0.steps", "assessment_steps"),
        ([STEPS | {"steps": [[0.6, 0.5], [0.9, 1.1]]}], "indicators.0.steps", "assessment_steps"),
        ([CASES], "indicators", "assessment_no_weight"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(asked, field, said):
    found = complaints("officer", asked)
    assert list(found) == [field]
    told = found[field]
    assert (told[0] if isinstance(told, tuple) else told) == said


def test_a_scheme_of_all_forms_may_be_opened():
    power = GOOD | {"form": "power"}
    entries = {"indicator": "adjustment", "weight": 0, "form": "entries", "cap": 5}
    assert complaints("officer", [power, CASES, STEPS, entries]) == {}


def test_every_indicator_is_of_somebody_and_has_its_words():
    for known in INDICATORS.values():
        assert known.chinese
        assert known.english
        assert set(known.subjects) <= set(SUBJECTS)
        assert known.subjects

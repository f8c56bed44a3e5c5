"""Which stage the photos of a step show, and what the file of a handover must hold."""

import pytest

from patrol.errors import Invalid
from patrol.rules.casework import TABLE
from patrol.rules.evidence import PAPERS, REQUIRED_PAPERS, check_numbers, is_file_complete, stage_of


@pytest.mark.parametrize(
    ("action", "state", "stage"),
    [
        ("report", "found", "before"),
        ("report", "rectifying", "before"),
        ("note", "accepted", "before"),
        ("note", "rectifying", "after"),
        ("submit", "rectifying", "after"),
        ("recheck", "reviewing", "after"),
        ("close", "assigned", "after"),
        ("hand_over", "handover_approved", "paper"),
        ("supervise", "assigned", "paper"),
    ],
)
def test_photos_show_what_the_step_is_about(action, state, stage):
    assert stage_of(action, state) == stage


def test_photos_of_every_step_show_something():
    assert {stage_of(action, state) for state, action in TABLE} == {"before", "after", "paper"}


def test_a_file_is_complete_with_all_that_the_order_asks_for():
    assert is_file_complete(list(PAPERS))
    for missing in REQUIRED_PAPERS:
        assert not is_file_complete([paper for paper in PAPERS if paper != missing])


def test_papers_that_other_offices_wrote_are_told_when_they_carry_no_number():
    papers = ["transfer_letter", "investigation_report", "item_list"]
    with pytest.raises(Invalid) as refused:
        check_numbers(papers, {"investigation_report": "2026-17", "item_list": "  "})
    told = {"papers_zh": "涉案物品清单", "papers": "list of items"}
    assert refused.value.errors == {"paper_numbers": ("issue_needs_paper_numbers", told)}
    check_numbers(papers, {"investigation_report": "2026-17", "item_list": "2026-18"})

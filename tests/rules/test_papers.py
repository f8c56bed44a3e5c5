"""Who reads which paper of casework, and how it is numbered."""

import pytest

from patrol.rules.casework import ACTIONS
from patrol.rules.papers import HANDOVER_KINDS, PAPER_KINDS, concealed_steps, ground_of, paper_number, readable_kinds


def read_by(post, *, is_assignee=False, is_proposer=False):
    return readable_kinds(post, is_assignee=is_assignee, is_proposer=is_proposer)


def test_the_desk_and_the_chiefs_above_the_village_read_every_paper():
    for post in ("supervision", "township_chief", "county_chief", "supervisor"):
        assert read_by(post) == frozenset(PAPER_KINDS), post


def test_others_read_neither_papers_of_a_handover_nor_letters_of_supervision():
    assert read_by("ranger") == {"rectification_notice", "closing_form"}


def test_who_must_answer_a_letter_of_supervision_reads_it():
    assert read_by("ranger", is_assignee=True) == {"rectification_notice", "closing_form", "supervision_letter"}


def test_who_proposed_a_handover_reads_its_papers():
    assert read_by("ranger", is_proposer=True) == {"rectification_notice", "closing_form"} | HANDOVER_KINDS


@pytest.mark.parametrize("kind", PAPER_KINDS)
def test_words_of_a_step_are_concealed_from_whom_its_paper_is(kind):
    open_to_all = read_by("ranger")
    steps = PAPER_KINDS[kind].after
    assert steps <= (frozenset(ACTIONS) if kind in open_to_all else concealed_steps(open_to_all))
    assert not steps & concealed_steps(frozenset(PAPER_KINDS))


def test_one_who_answers_a_letter_of_supervision_reads_the_words_of_it_and_none_of_a_handover():
    concealed = concealed_steps(read_by("ranger", is_assignee=True))
    assert "supervise" not in concealed
    assert {"propose_handover", "refuse_handover", "conclude_case"} <= concealed


def test_a_paper_follows_the_newest_step_of_its_own_until_another_takes_its_ground_away():
    way = ["propose_handover", "approve_handover", "hand_over", "decline_case", "ask_reconsideration"]
    assert ground_of("filing_notice", way) == 3
    assert ground_of("reconsideration_request", way) == 4
    assert ground_of("filing_notice", [*way, "uphold_decline"]) == 5
    assert ground_of("reconsideration_request", [*way, "uphold_decline"]) is None
    assert ground_of("transfer_letter", [*way, "take_back", "propose_handover"]) is None
    assert ground_of("closing_form", way) is None


def test_a_number_names_the_office_the_kind_the_year_and_the_serial():
    assert paper_number("山河长办", "supervision_letter", 2026, 3) == "山河长办督〔2026〕3号"

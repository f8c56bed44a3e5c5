"""Words for codes: each code has a Chinese and an English one, and a word leads back to its code."""

import pytest

from patrol.models.officers import POSTS
from patrol.rules import casework_words, duty_words
from patrol.rules.casework_words import SEVERITY_WORDS, code_called
from patrol.rules.honesty import flags
from patrol.rules.honesty import words as honesty_words
from patrol.rules.papers import PAPER_KINDS, paper_number
from patrol.rules.posts import POST_WORDS

TABLES = [
    (f"{module.__name__}.{name}", table)
    for module in (casework_words, duty_words, honesty_words)
    for name, table in vars(module).items()
    if name.endswith("_WORDS")
]


@pytest.mark.parametrize(("name", "table"), [*TABLES, ("posts", POST_WORDS)])
def test_every_code_is_called_something_in_both_languages_and_nothing_twice(name, table):
    for language in (0, 1):
        words = [names[language] for names in table.values()]
        assert all(words), name
        assert len(set(words)) == len(words), name


def test_every_post_has_a_name():
    assert set(POST_WORDS) == set(POSTS)


def test_every_severity_of_a_flag_has_a_name():
    assert set(honesty_words.SEVERITY_WORDS) == set(flags.SEVERITIES)


@pytest.mark.parametrize("said", ["重大", "critical", "CRITICAL", " Critical "])
def test_a_word_or_a_code_leads_to_the_code(said):
    assert code_called(SEVERITY_WORDS, said) == "critical"


def test_a_word_of_none_leads_nowhere():
    assert code_called(SEVERITY_WORDS, "很大") is None


def test_papers_are_numbered_as_offices_number_them():
    numbers = {paper_number("山河长办", kind, 2026, 3) for kind in PAPER_KINDS}
    assert len(numbers) == len(PAPER_KINDS)
    assert all(number.startswith("山河长办") and number.endswith("〔2026〕3号") for number in numbers)

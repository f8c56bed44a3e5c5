"""Where an issue was learnt of 问题来源: which sources a post may name, the first of them when it names none."""

from patrol.errors import Invalid
from patrol.rules.casework_words import SOURCE_WORDS

WALKERS = ("patrol", "public")
CHIEF = ("inspection", "patrol", "public", "assigned")
SAID_BY = {
    "ranger": WALKERS,
    "patroller": WALKERS,
    "village_chief": CHIEF[:3],
    "township_chief": CHIEF,
    "county_chief": CHIEF,
    "supervisor": ("inspection", "public"),
    "supervision": ("office", "inspection", "public", "assigned", "remote_sensing"),
    "office": ("office", "inspection", "public", "assigned", "remote_sensing"),
}


def source_of(post: str, said: str | None, on_patrol: bool) -> str:
    """The source of an issue that `post` reports; what a patrol has seen comes from that patrol. Invalid by field."""
    choices = ("patrol",) if on_patrol else SAID_BY[post]
    if said is None:
        return choices[0]
    if said not in choices:
        words = [SOURCE_WORDS[choice] for choice in choices]
        told = {"choices": "、".join(zh for zh, _ in words), "choices_en": ", ".join(en for _, en in words)}
        raise Invalid({"source": ("issue_source_not_yours", told)})
    return said

"""Every sentence that a caller can read, in Chinese and in English: one file a subject."""

from patrol.messages import (
    assessment,
    bulletins,
    catalogue,
    collect,
    duties,
    editing,
    fields,
    forestry,
    general,
    gis_desk,
    honesty,
    imports,
    issues,
    loggers,
    map_packs,
    notices,
    papers,
    patrols,
    people,
    photos,
    signboard,
    uploads,
)

LOCALES = ("zh-CN", "en")
SUBJECTS = (
    general,
    forestry,
    fields,
    patrols,
    photos,
    issues,
    people,
    map_packs,
    catalogue,
    papers,
    collect,
    duties,
    editing,
    uploads,
    loggers,
    honesty,
    signboard,
    notices,
    assessment,
    gis_desk,
    bulletins,
    imports,
)


def _together() -> dict[str, tuple[str, str]]:
    """All subjects' sentences; a key that two subjects claim is a programming error."""
    together: dict[str, tuple[str, str]] = {}
    for subject in SUBJECTS:
        twice = together.keys() & subject.MESSAGES.keys()
        if twice:
            raise ValueError(f"two sentences for {sorted(twice)}")
        together |= subject.MESSAGES
    return together


MESSAGES = _together()


def t(key: str, locale: str = "zh-CN", **params) -> str:
    """The sentence `key` in `locale`, with its parameters put in; an unknown key is a programming error."""
    chinese, english = MESSAGES[key]
    if locale == "en" and isinstance(params.get("choices"), str):
        params["choices"] = params["choices"].replace("、", ", ")
    return (english if locale == "en" else chinese).format(**params)


def flag_sentence(flag: dict, locale: str) -> str:
    """What a stored flag says; a track that runs the other way has a sentence of its own."""
    key = f"{flag['code']}_reversed" if flag["evidence"].get("reversed") else flag["code"]
    chinese, english = MESSAGES[key]
    return (english if locale == "en" else chinese).format_map(_Stored(flag["evidence"]))


class _Stored(dict):
    """Evidence as it was stored: what an older release did not write down yet is left open, not an error."""

    def __missing__(self, name: str) -> str:
        return "…"


def notice_sentence(sentence: str, params: dict, locale: str) -> str:
    """What a stored notice says; a digest lists what there is to do."""
    if "counts" not in params:
        return t(sentence, locale, **params)
    counts = params["counts"]
    lines = (t(f"digest_{name}", locale, count=counts[name]) for name in notices.DIGEST_LINES if counts.get(name))
    return t(sentence, locale, day=params["day"], lines=t("digest_join", locale).join(lines))


def best_locale(accept_language: str | None) -> str:
    """zh-CN unless the caller asks for English first."""
    for part in (accept_language or "").lower().replace("_", "-").split(","):
        tag = part.split(";")[0].strip()
        if tag.startswith("zh"):
            return "zh-CN"
        if tag.startswith("en"):
            return "en"
    return "zh-CN"

"""What is to be said about a file, and about single features of it."""

from dataclasses import dataclass, field

from gis.refused import sentence

_NAMED = frozenset({"fault", "found", "wanted"})


@dataclass(frozen=True)
class Note:
    """One sentence of the catalogue with its parameters."""

    key: str
    params: dict = field(default_factory=dict)

    def text(self, locale: str = "zh-CN") -> str:
        """The note in words; faults and shapes named in `params` are put in words too."""
        params = dict(self.params)
        for name in _NAMED.intersection(params):
            params[name] = _in_words(params[name], locale)
        return sentence(self.key, locale, **params)


def _in_words(name: str, locale: str) -> str:
    try:
        return sentence(name, locale)
    except KeyError:
        return name

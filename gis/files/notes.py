"""What is to be said about a file, and about single features of it."""

from dataclasses import dataclass, field

from gis.refused import sentence


@dataclass(frozen=True)
class Note:
    """One sentence of the catalogue with its parameters."""

    key: str
    params: dict = field(default_factory=dict)

    def text(self, locale: str = "zh-CN") -> str:
        """The note in words; a fault named in `params` is put in words too."""
        params = dict(self.params)
        if "fault" in params:
            params["fault"] = _fault(params["fault"], locale)
        return sentence(self.key, locale, **params)


def _fault(name: str, locale: str) -> str:
    try:
        return sentence(name, locale)
    except KeyError:
        return name

"""The one exception of this package for input that cannot be taken, with its sentence in Chinese and English."""

from gis.sentences import SENTENCES


class Refused(Exception):
    """Input that is refused as a whole. `key` names the sentence, `params` fill it."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(sentence(key, "en", **params))
        self.key = key
        self.params = params

    def sentence(self, locale: str = "zh-CN") -> str:
        """The refusal in words, `locale` "zh-CN" or "en"."""
        return sentence(self.key, locale, **self.params)


def sentence(key: str, locale: str = "zh-CN", **params: object) -> str:
    """One sentence of the catalogue, filled in; KeyError for a key that is not there."""
    chinese, english = SENTENCES[key]
    return (english if locale.startswith("en") else chinese).format(**params)

"""Why the publisher refuses a request.

No Flask in here. The application maps :class:`Problem` to a response with ``problem.status`` and
``problem.body(locale)``, which has the shape of every other error: code, status, message, reason, errors.
"""

from collections.abc import Mapping
from typing import Protocol

from gis import messages


class Problem(Exception):
    """A request that cannot be answered; ``status`` is the HTTP status, ``code`` a stable word for programs."""

    status = 400
    code = "bad_request"

    def body(self, locale: str) -> dict:
        """The one JSON shape of errors, in ``zh-CN`` or ``en``."""
        raise NotImplementedError


class BadParameter(Problem):
    """A parameter of the request is malformed; OGC standards want 400.

    ``name`` is the parameter as the caller wrote it, ``reason`` a key of :mod:`gis.messages`, or the pair
    ``(chinese, english)`` when the text belongs to the layer and not to the publisher.
    """

    code = "bad_parameter"

    def __init__(self, name: str, reason: str | tuple[str, str], **params):
        self.name, self.reason, self.params = name, reason, params
        super().__init__(f"{name}: {self.text(messages.ENGLISH)}")

    def text(self, locale: str) -> str:
        """What is wrong with the parameter and what would be right."""
        if isinstance(self.reason, tuple):
            return self.reason[locale.startswith(messages.ENGLISH)]
        params = dict(self.params)
        if "kind" in params:
            params["kind"] = messages.text("kind." + params["kind"], locale)
        return messages.text(self.reason, locale, **params)

    def body(self, locale: str) -> dict:
        reason = self.text(locale)
        message = f"{messages.text('title', locale, name=self.name)}: {reason}"
        return {
            "code": self.code,
            "status": self.status,
            "message": message,
            "reason": reason,
            "errors": {self.name: reason},
        }


class NotPublished(Problem):
    """No such collection, feature or tile matrix set, or not for this viewer: both are 404."""

    status = 404
    code = "not_found"

    def __init__(self, what: str):
        self.what = what
        super().__init__(what)

    def body(self, locale: str) -> dict:
        message = messages.text("missing", locale, what=self.what)
        return {"code": self.code, "status": self.status, "message": message, "reason": message, "errors": {}}


class Busy(Problem):
    """As many whole layers are being read as this process gives at a time."""

    status = 503
    code = "unavailable"

    def body(self, locale: str) -> dict:
        message = messages.text("busy", locale)
        return {"code": self.code, "status": self.status, "message": message, "reason": message, "errors": {}}


class Said(Protocol):
    """Anything that can be said in Chinese or English: a Sentence here, a reason or a note of the application."""

    def text(self, locale: str) -> str:
        """The words, ``zh-CN`` or ``en``."""


class BadFeature(Problem):
    """A feature in a request cannot be taken: what is wrong, by member or property. ``offered`` is a GeoJSON geometry
    that could be taken instead of the one that was given."""

    code = "bad_feature"

    def __init__(self, errors: Mapping[str, Said], offered: dict | None = None):
        self.errors, self.offered = errors, offered
        super().__init__(", ".join(errors))

    def body(self, locale: str) -> dict:
        errors = {name: said.text(locale) for name, said in self.errors.items()}
        message = messages.text("edit.title", locale, names=", ".join(errors))
        reason = "; ".join(f"{name}: {said}" for name, said in errors.items())
        body = {"code": self.code, "status": self.status, "message": message, "reason": reason, "errors": errors}
        return body | ({"offered": self.offered} if self.offered else {})


class EditRefused(Problem):
    """An edit is refused as a whole: the method (405), the caller's post (403), the state of the feature (412), the
    type of the body (415)."""

    def __init__(self, status: int, code: str, key: str, **params):
        self.status, self.code, self.said = status, code, messages.Sentence(key, **params)
        super().__init__(key)

    def body(self, locale: str) -> dict:
        said = self.said.text(locale)
        return {"code": self.code, "status": self.status, "message": said, "reason": said, "errors": {}}

"""What the system refuses, in one shape: code, status, message, reason, errors. No web framework in here."""

from collections.abc import Mapping


class Refusal(Exception):
    """Something asked for is refused: a message key with its parameters, and field → message key, (key, params), or a
    sentence of `gis`. `offered` is a GeoJSON geometry that could be taken instead of the one that was given."""

    status = 400
    key = "bad_request"
    offered: dict[str, object] | None = None

    def __init__(self, key: str | None = None, errors: Mapping[str, object] | None = None, **params):
        super().__init__(key or self.key)
        self.key = key or self.key
        self.errors = dict(errors or {})
        self.params = params


class Invalid(Refusal):
    """The input has fields that cannot be taken: `Invalid({"track.lon": "lon_range"})`."""

    status = 422
    key = "invalid"

    def __init__(
        self, errors: Mapping[str, object], key: str | None = None, offered: dict[str, object] | None = None, **params
    ):
        super().__init__(key, errors, **params)
        self.offered = offered


class NotFound(Refusal):
    """It does not exist, or the caller may not see it: the same answer."""

    status = 404
    key = "not_found"


class Conflict(Refusal):
    """It contradicts what is stored already."""

    status = 409
    key = "conflict"


class Unauthorised(Refusal):
    """No valid sign-in came with the request."""

    status = 401
    key = "sign_in_required"


class Forbidden(Refusal):
    """The caller's post does not allow this."""

    status = 403
    key = "forbidden"


class Gone(Refusal):
    """It was here, and is not any more."""

    status = 410
    key = "not_found"


class WrongVersion(Refusal):
    """The caller speaks another version of a protocol; `version` says which is spoken here."""

    status = 412
    key = "tus_version"


class Locked(Refusal):
    """Somebody is at work on it just now; `retry_after_s` says when to come again."""

    status = 423
    key = "locked"


class ChecksumMismatch(Refusal):
    """The bytes are not those that were meant (the status is the tus protocol's own)."""

    status = 460
    key = "checksum_mismatch"


class TooMany(Refusal):
    """Too many tries; `retry_after_s` says when to come again."""

    status = 429
    key = "too_many"


class TooLarge(Refusal):
    """The body is larger than is taken."""

    status = 413
    key = "too_large"


class Unsupported(Refusal):
    """The body is of a kind or coding that is not taken."""

    status = 415
    key = "unsupported_media"


class Unavailable(Refusal):
    """The database does not answer just now; nothing was lost, and the same request may be sent again."""

    status = 503
    key = "unavailable"

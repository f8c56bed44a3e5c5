"""How an attempt to send ended."""

from typing import NamedTuple


class Outcome(NamedTuple):
    """sent; failed (it did not arrive, and may be tried again); refused (it never will); or unsure whether it arrived.

    `error` is a key of patrol.messages, with a code after a colon where there is one; never an address or a name.
    """

    state: str
    error: str | None = None


SENT = Outcome("sent")
UNSURE = Outcome("unsure", "send_unsure")
UNREACHABLE = Outcome("failed", "send_unreachable")
NO_TLS = Outcome("failed", "send_tls")


def failed(code: int | str) -> Outcome:
    """The other side answered that it did not take it, for now."""
    return Outcome("failed", f"send_refused:{code}")


def refused(code: int | str) -> Outcome:
    """The other side answered that it will not take it."""
    return Outcome("refused", f"send_refused:{code}")

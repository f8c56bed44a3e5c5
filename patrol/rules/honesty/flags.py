"""The one shape of a finding: code, severity, evidence. The sentence is made of these by `patrol.messages`."""

from collections.abc import Iterable
from typing import Any, NamedTuple

SEVERITIES = ("remark", "notice", "doubt", "grave")
"""Of how it came in, for nobody to review (说明); worth knowing (提示); hard to explain (可疑); cannot come from an
honest walk (严重)."""

SEVERITY_OF = {
    "mock_location": "grave",
    "replayed": "grave",
    "copied": "grave",
    "together": "doubt",
    "overlapping": "doubt",
    "jumped": "doubt",
    "too_regular": "doubt",
    "points_not_measured": "doubt",
    "place_not_walked": "doubt",
    "driven": "notice",
    "outlasts_track": "notice",
    "clock_skew": "notice",
    "clock_gps": "notice",
    "clock_set_back": "notice",
    "late": "notice",
    "photos_one_spot": "notice",
    "photo_far": "doubt",
    "photo_time": "notice",
    "photo_exif_far": "doubt",
    "photo_exif_time": "notice",
    "photo_reused": "doubt",
    "photo_alike": "doubt",
}


class Flag(NamedTuple):
    """One finding. `evidence` holds numbers and ids, as JSON can carry them; `worse` is a severity above the usual."""

    code: str
    evidence: dict[str, Any]
    worse: str | None = None

    @property
    def severity(self) -> str:
        """remark, notice, doubt or grave; a code unknown here is a remark of whoever read the patrol."""
        return self.worse or SEVERITY_OF.get(self.code, "remark")

    def stored(self) -> dict[str, Any]:
        """The flag as it is kept and sent: {code, severity, evidence}."""
        return {"code": self.code, "severity": self.severity, "evidence": self.evidence}


def rank(flags: Iterable[dict[str, Any]]) -> int:
    """How grave the worst of stored flags is: 0 without any but remarks, then 1 notice, 2 doubt, 3 grave."""
    return max((SEVERITIES.index(flag["severity"]) for flag in flags), default=0)

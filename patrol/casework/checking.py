"""What a step names must exist: people, photos, another issue; days lie ahead, and places within reach."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.casework.deadlines import KEEPING, check_day, usual_rectification
from patrol.casework.record import check_photos
from patrol.config import Settings
from patrol.errors import Forbidden, Invalid
from patrol.intake import point_ewkt
from patrol.models import Issue
from patrol.queries import answering, evidence, places
from patrol.rules.casework import ENDED, HANDLERS, MAY_BE, check_fields
from patrol.rules.catalogue import check_severity
from patrol.rules.encoding import check_position
from patrol.rules.evidence import ON_THE_SPOT, check_numbers, stage_of
from patrol.rules.posts import POST_WORDS

DETAILS = ("authority", "papers", "reference", "into", "severity", "public_reply")


class Checked(NamedTuple):
    """What a step names, found."""

    assignee_id: int | None
    place: str | None
    distance_m: float | None
    into: Issue | None
    detail: dict[str, Any]


def check(
    session: Session,
    viewer: Viewer,
    issue: Issue,
    data: dict[str, Any],
    held: dict[str, Issue],
    now: datetime,
    settings: Settings,
) -> Checked:
    """Find what a step names; Invalid by field for what is not there, not allowed, past or too far away."""
    check_fields(data["action"], [field for field, value in data.items() if _says_something(value)])
    today = now.astimezone(settings.timezone).date()
    if data.get("due_on"):
        check_day("due_on", data["due_on"], today)
        _check_not_extended(session, issue, data, now, settings)
        _check_as_asked(issue, data)
    if data["action"] == "accept":
        check_severity(viewer.post, data.get("severity"), issue.severity)
    if data["action"] == "hand_over" and not data.get("photos"):
        check_numbers(data.get("papers") or [], data.get("paper_numbers") or {})
    check_photos(session, viewer, data.get("photos") or [])
    _check_unspent(session, issue, data)
    place, distance_m = _place(session, issue, data, settings)
    return Checked(
        _officer(session, issue, "assignee", data.get("assignee")),
        place,
        distance_m,
        _target(issue, data, held),
        _detail(session, viewer, issue, data),
    )


def _check_not_extended(
    session: Session, issue: Issue, data: dict[str, Any], now: datetime, settings: Settings
) -> None:
    """What comes back or goes to somebody else is due by its old day, or by the usual time from now; a later day is an
    extension, which is asked for and granted."""
    usual = usual_rectification(session, issue, now, settings)
    if data["action"] not in KEEPING or usual is None:
        return
    latest = max(usual, issue.rectify_by or usual)
    if data["due_on"] > latest:
        raise Invalid({"due_on": ("issue_due_extended", {"latest": latest.isoformat()})})


def _check_as_asked(issue: Issue, data: dict[str, Any]) -> None:
    """Nobody is given more time than they asked for without a word why."""
    longer = issue.extension_to is not None and data["due_on"] > issue.extension_to
    if data["action"] == "grant_extension" and longer and not (data.get("opinion") or "").strip():
        raise Invalid({"opinion": ("issue_extension_longer", {"asked": issue.extension_to})})


def _check_unspent(session: Session, issue: Issue, data: dict[str, Any]) -> None:
    """The same photo never shows both how it was and how it has become."""
    stage = data.get("photo_stage") or stage_of(data["action"], issue.state)
    if data.get("photos") and stage in ("before", "after"):
        spent = evidence.spent_photos(session, issue, stage)
        at = next((at for at, sha256 in enumerate(data["photos"], start=1) if sha256 in spent), None)
        if at is not None:
            raise Invalid({"photos": (f"issue_photo_spent_{stage}", {"at": at})})


def _officer(session: Session, issue: Issue, field: str, username: str | None) -> int | None:
    return _named(session, issue, field, username).id if username else None


def _named(session: Session, issue: Issue, field: str, username: str) -> Row:
    officer = answering.officer_answering(session, username, issue.division_code)
    if officer is None:
        raise Invalid({field: ("issue_officer_unknown", {"username": username})})
    if officer.post not in MAY_BE[field]:
        words = [POST_WORDS[post] for post in POST_WORDS if post in MAY_BE[field]]
        choices = {"choices_zh": "、".join(zh for zh, _ in words), "choices": ", ".join(en for _, en in words)}
        post_zh, post = POST_WORDS[officer.post]
        raise Invalid(
            {field: (f"issue_{field}_post", {"username": username, "post_zh": post_zh, "post": post} | choices)}
        )
    return officer


def _place(session: Session, issue: Issue, data: dict[str, Any], settings: Settings):
    """The place of the step and its distance; for what is done on the spot it must be within reach."""
    position = data.get("position")
    if not position:
        return None, None
    check_position(position["lon"], position["lat"], "position")
    accuracy, most = position.get("accuracy_m"), settings.track.max_accuracy_m
    if data["action"] in ON_THE_SPOT and accuracy is not None and accuracy > most:
        raise Invalid({"position": ("issue_too_vague", {"metres": round(accuracy), "most": round(most)})})
    place = point_ewkt(position)
    metres, reach = places.distance_m(session, issue, place), settings.cases.reach_m
    if data["action"] in ON_THE_SPOT and metres > reach:
        raise Invalid({"position": ("issue_too_far", {"metres": round(metres), "reach": round(reach)})})
    return place, metres


def _target(issue: Issue, data: dict[str, Any], held: dict[str, Issue]) -> Issue | None:
    """The issue that this one is merged into: another one, open, of the same kind; where the category is another, words
    must say why."""
    if data["action"] != "merge":
        return None
    target = held.get(data["into"])
    if target is None or target is issue or target.state in ENDED:
        raise Invalid({"into": ("issue_into_unknown", {"number": data["into"]})})
    if target.kind != issue.kind:
        raise Invalid({"into": ("issue_into_other_kind", {"number": target.number})})
    if target.category != issue.category and not (data.get("opinion") or "").strip():
        told = {"number": target.number, "other": target.category, "own": issue.category}
        raise Invalid({"opinion": ("issue_into_other_category", told)})
    return target


def _detail(session: Session, viewer: Viewer, issue: Issue, data: dict[str, Any]) -> dict[str, Any]:
    """What only some actions have."""
    detail = {name: data[name] for name in DETAILS if data.get(name)}
    if "public_reply" in detail and viewer.post not in HANDLERS:
        raise Forbidden("issue_not_your_post", {"public_reply": "issue_not_your_post"})
    if data["action"] == "hand_over":
        numbers = {kind: number for kind, number in (data.get("paper_numbers") or {}).items() if number}
        detail |= {"paper_numbers": numbers | {"transfer_letter": evidence.letter_of_handover(session, issue.id)}}
    if data.get("partner"):
        partner = _named(session, issue, "partner", data["partner"])
        if partner.id == viewer.officer_id:
            raise Invalid({"partner": "issue_partner_self"})
        detail |= {"partner": data["partner"], "partner_id": partner.id, "partner_name": partner.name}
    return detail


def _says_something(value: Any) -> bool:
    """Forms send each of their fields; one that is empty, or holds empty ones only, was not filled in."""
    return any(value.values()) if isinstance(value, dict) else bool(value)

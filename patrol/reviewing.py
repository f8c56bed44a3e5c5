"""Patrols judged by people: what waits, one patrol with all its evidence, and decisions that take or give back."""

import json
import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, update
from sqlalchemy.orm import Session

from patrol import auditing, coverage, looks, telling
from patrol.access import Viewer
from patrol.config import Settings
from patrol.errors import Conflict, Forbidden, Invalid, NotFound
from patrol.models import Officer, Patrol, ReviewDecision
from patrol.queries import histories
from patrol.queries import reviews as questions
from patrol.queries.honesty import fixes_in
from patrol.rules.honesty.flags import SEVERITIES
from patrol.rules.honesty.profile import gaps, speeds_mps
from patrol.rules.honesty.review import STATE_AFTER, may_follow, may_review
from patrol.rules.track import Limits
from patrol.withdrawing import withdraw

SPEED_DIGITS = 2
JUST_NOW = timedelta(minutes=1)


def queue(session: Session, viewer: Viewer, asked: questions.Asked, limit: int) -> list[dict[str, Any]]:
    """Flagged patrols that `viewer` may see, the gravest first."""
    return [_told(row, viewer) for row in questions.page(session, viewer, asked, limit)]


def whole(
    session: Session, viewer: Viewer, patrol_id: uuid.UUID, *, now: datetime, settings: Settings
) -> dict[str, Any]:
    """Everything about one patrol for one screen; the look is kept where it is somebody else's track."""
    row = questions.one(session, viewer, patrol_id)
    if row is None:
        raise NotFound
    named = {flag["evidence"]["patrol"] for flag in row.flags if "patrol" in flag["evidence"]}
    others = questions.compared(session, viewer, [uuid.UUID(each) for each in sorted(named)])
    looks.keep_looks(session, viewer, [row, *others], now)
    return _told(row, viewer) | {
        "device": row.device,
        "track": _track(row, settings),
        "photos": [photo._asdict() for photo in questions.photos(session, patrol_id)],
        "observations": [seen._asdict() for seen in histories.observations(session, patrol_id)],
        "segments": [_shaped(each) for each in questions.covered_segments(session, patrol_id, row.patrolled_on)],
        "plots": [_shaped(each) for each in questions.covered_plots(session, patrol_id, row.patrolled_on)],
        "others": [_other(other) for other in others],
        "history": [decision._asdict() for decision in questions.decisions(session, patrol_id)],
    }


def _told(row: Row, viewer: Viewer) -> dict[str, Any]:
    told = {name: value for name, value in row._asdict().items() if name not in ("track", "accuracy_m")}
    officer = {"username": row.username, "name": row.officer_name, "post": row.post}
    may = row.officer_id != viewer.officer_id and may_review(viewer.post, row.post)
    return told | {"officer": officer, "severity": SEVERITIES[row.severity], "rank": row.severity, "may_decide": may}


def _track(row: Row, settings: Settings) -> dict[str, list]:
    limits = settings.track
    fixes = fixes_in(row.track)
    cleaning = Limits(limits.max_accuracy_m, limits.max_speed_mps, limits.gap_s, limits.stay_s, limits.stay_radius_m)
    return {
        "t": [round(fix.t, 3) for fix in fixes],
        "lon": [fix.lon for fix in fixes],
        "lat": [fix.lat for fix in fixes],
        "accuracy_m": row.accuracy_m or [None] * len(fixes),
        "speed_mps": [round(speed, SPEED_DIGITS) for speed in speeds_mps(fixes)],
        "gaps": gaps(fixes, cleaning),
    }


def _shaped(row: Row) -> dict[str, Any]:
    return row._asdict() | {"shape": json.loads(row.shape)}


def _other(row: Row) -> dict[str, Any]:
    fixes = fixes_in(row.track)
    place = {"lon": [fix.lon for fix in fixes], "lat": [fix.lat for fix in fixes]}
    return {"id": row.id, "officer": row.officer_name, "patrolled_on": row.patrolled_on} | place


def decide(
    session: Session, viewer: Viewer, patrol_id: uuid.UUID, data: dict, *, now: datetime, settings: Settings
) -> None:
    """Accept, reject or open again. A rejected patrol leaves every figure; what follows brings it back.

    NotFound where the viewer may not see it, Forbidden for one's own patrols and those of posts not below one's own,
    Invalid without words for a rejection, Conflict where the review stands so already, or where somebody else decided
    since the caller looked: `version` is how many decisions they saw.
    """
    row = questions.one(session, viewer, patrol_id, hold=True)
    if row is None:
        raise NotFound
    if row.officer_id == viewer.officer_id:
        raise Forbidden("review_own")
    if not may_review(viewer.post, row.post):
        raise Forbidden("review_post")
    _check_seen(session, viewer, patrol_id, data.get("version"), now)
    decision, words = data["decision"], data["words"].strip()
    if decision == "rejected" and not words:
        raise Invalid({"words": "review_words"})
    if not may_follow(decision, row.review):
        raise Conflict("review_same")
    if row.review == "rejected" and row.track is None:
        # What it covered cannot be found again.
        raise Conflict("track_erased")
    entry = {"patrol_id": patrol_id, "decision": decision, "words": words, "officer_id": viewer.officer_id, "at": now}
    written = insert(ReviewDecision).values(**entry, was_effective=row.effective).returning(ReviewDecision.id)
    telling.tell_decision(session, row, session.scalars(written).one(), decision, words, now)
    told = {"patrolled_on": row.patrolled_on.isoformat()} | ({"words": words} if words else {})
    walker = session.get(Officer, row.officer_id)
    auditing.keep(session, viewer, f"patrol_{decision}", row.division, told, officer=walker, at=now)
    _follow(session, row, STATE_AFTER[decision], settings)


def _check_seen(session: Session, viewer: Viewer, patrol_id: uuid.UUID, version: int | None, now: datetime) -> None:
    """Conflict where a decision was taken that the caller cannot have seen: of two at one moment, one wins.

    A caller who names no version has not seen what somebody else decided just now.
    """
    taken = questions.decisions(session, patrol_id)
    if version is not None:
        behind = version != len(taken)
    else:
        behind = bool(taken) and taken[-1].by != viewer.username and taken[-1].at > now - JUST_NOW
    if behind:
        last = ("review_changed_by", {"name": taken[-1].by_name}) if taken else "review_none_yet"
        raise Conflict("review_changed", {"version": last})


def _follow(session: Session, row: Row, state: str, settings: Settings) -> None:
    """Let the figures follow a decision, in its transaction."""
    of_patrol = (Patrol.id == row.id, Patrol.patrolled_on == row.patrolled_on)
    if state == "rejected":
        withdraw(session, row)
        return
    session.execute(update(Patrol).where(*of_patrol).values(review=state, counts=True))
    if row.review == "rejected":
        coverage.record_visits(session, [row.id], row.patrolled_on, row.patrolled_on, settings.coverage)

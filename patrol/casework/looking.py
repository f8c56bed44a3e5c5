"""An issue as it is told: as it stands, with its history, what may be done now, and what lies near by."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.casework.papers.reading import issuable_for, papers_for, without_concealed
from patrol.config import Settings
from patrol.errors import NotFound
from patrol.queries import answering, evidence, zoning
from patrol.queries import issues as questions
from patrol.rules.casework import MAY_BE, Actor, conditions_met, possible_actions, still_needed
from patrol.rules.papers import readable_kinds


def whole_issue(
    session: Session, viewer: Viewer, number: str, at: questions.Clockface, settings: Settings
) -> dict[str, Any]:
    """Everything about one issue that `viewer` may see; NotFound otherwise."""
    row = questions.one(session, viewer, number, at)
    if row is None:
        raise NotFound
    events = questions.history(session, row.id)
    told = _with_history(viewer, row, events)
    reach_m, place = settings.cases.duplicate_m, (row.lon, row.lat)
    papers = papers_for(session, viewer, row)
    return told | {
        "papers": [paper._asdict() for paper in papers],
        "issuable": issuable_for(viewer, papers, events),
        "zoning": zoning.stamps(session, row.id),
        "needs": _needs(session, row, told["actions"]),
        "nearby": questions.nearby(session, viewer, row.category, place, reach_m, besides=row.number),
    }


def issues_to_carry(
    session: Session, viewer: Viewer, numbers: Collection[str], at: questions.Clockface
) -> list[dict[str, Any]]:
    """Those of these issues that `viewer` may see, by number, with their histories and what may be done now."""
    rows = questions.several(session, viewer, numbers, at)
    events = questions.histories(session, [row.id for row in rows.values()])
    return [_with_history(viewer, row, events[row.id]) for _, row in sorted(rows.items())]


def _with_history(viewer: Viewer, row: Row, events: list[Row]) -> dict[str, Any]:
    own, proposed = row.assignee_id == viewer.officer_id, _has_proposed(viewer, events)
    actor = Actor(viewer.post, own, proposed, _has_submitted(viewer, events), _has_asked(viewer, events))
    kinds = readable_kinds(viewer.post, is_assignee=own, is_proposer=proposed)
    return issue(row) | {
        "events": [without_concealed(_event(event), kinds) for event in events],
        "actions": possible_actions(row.state, actor, _conditions(row, events)),
    }


def issue(row: Row) -> dict[str, Any]:
    """A row of `queries.issues` as it is told."""
    return row._asdict() | {
        "reported_by": _officer(row.reported_by, row.reported_by_name),
        "assignee": _officer(row.assignee, row.assignee_name),
        "position": {"lon": row.lon, "lat": row.lat},
    }


def _event(row: Row) -> dict[str, Any]:
    detail = {name: value for name, value in row.detail.items() if name not in ("partner_id", "partner_name")}
    return row._asdict() | {
        "by": _officer(row.by, row.by_name, row.by_post),
        "assignee": _officer(row.assignee, row.assignee_name),
        "position": {"lon": row.lon, "lat": row.lat} if row.lon is not None else None,
        "detail": detail,
    }


def _officer(username: str | None, name: str | None, post: str | None = None) -> dict[str, Any] | None:
    known = {"username": username, "name": name} | ({"post": post} if post else {})
    return known if username else None


def who_answers(
    session: Session, viewer: Viewer, number: str, at: questions.Clockface, text: str | None, role: str
) -> list[Row]:
    """Who could be the `role`, assignee or partner, of an issue that `viewer` may see; NotFound otherwise."""
    row = questions.one(session, viewer, number, at)
    if row is None:
        raise NotFound
    return answering.answering(session, row.division, (row.segment_id, row.plot_id), text, MAY_BE[role])


def _needs(session: Session, row: Row, actions: list[str]) -> dict[str, list[str]]:
    known = evidence.evidence(session, row)
    shown = {name for name in ("before_photo", "after_photo", "rechecked") if getattr(known, name)}
    shown |= {"transfer_letter"} if known.letter else set()
    # Work that is turned in again shows itself anew.
    return {
        action: still_needed(action, shown - {"after_photo"} if action == "submit" else shown) for action in actions
    }


def _has_proposed(viewer: Viewer, events: list[Row]) -> bool:
    """Whether they are one of the two who last proposed to hand the issue over."""
    proposal = _last_proposal(events)
    return proposal is not None and (
        proposal.by == viewer.username or proposal.detail.get("partner_id") == viewer.officer_id
    )


def _has_submitted(viewer: Viewer, events: list[Row]) -> bool:
    """Whether they are who last turned the work in."""
    turned_in = next((event for event in reversed(events) if event.action in evidence.TURNED_IN), None)
    return turned_in is not None and turned_in.action == "submit" and turned_in.by == viewer.username


def _has_asked(viewer: Viewer, events: list[Row]) -> bool:
    """Whether they are who last asked for an extension."""
    asked = next((event for event in reversed(events) if event.action == "ask_extension"), None)
    return asked is not None and asked.by == viewer.username


def _conditions(row: Row, events: list[Row]) -> set[str]:
    proposal = _last_proposal(events)
    authority = proposal.detail.get("authority") if proposal else None
    return conditions_met(row.extension_to, row.supervised_at, authority, row.assignee_id)


def _last_proposal(events: list[Row]) -> Row | None:
    return next((event for event in reversed(events) if event.action == "propose_handover"), None)

"""An issue is opened: from the office, or from what a patrol has seen; the same again is the same issue."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.casework import record
from patrol.casework.deadlines import set_deadline
from patrol.casework.placing import find_place
from patrol.config import Settings
from patrol.errors import Conflict, Invalid
from patrol.intake import fingerprint
from patrol.models import Issue, IssueNumber
from patrol.queries import categories, zoning
from patrol.queries import evidence as questions
from patrol.queries import issues as issue_questions
from patrol.rules.casework import NEW, Actor, judge
from patrol.rules.catalogue import Category, check_severity, severity_of
from patrol.rules.sources import source_of

LONGEST_TITLE = 60


def open_issue(
    session: Session, viewer: Viewer, data: dict[str, Any], *, now: datetime, settings: Settings
) -> tuple[str, bool]:
    """Open an issue; returns its number and whether it is new.

    `data`: id, observation_id, kind, category, title, text, severity, source, area_m2, position, segment, plot,
    division, photos, report. What an observation says need not be said again. Forbidden by post; Invalid by field;
    Conflict when the id was used by somebody else, or with other content.
    """
    content = _content(data)
    action = "report" if data.get("report", True) else "find"
    state = judge(NEW, action, Actor(viewer.post), ())
    known = issue_questions.known_as(session, data.get("id"), data.get("observation_id"))
    if known is None:
        source = source_of(viewer.post, data.get("source"), bool(data.get("observation_id")))
        data = _with_observation(session, viewer, data) | {"source": source, "content_sha256": content}
        category = _category(session, viewer, data, now.astimezone(settings.timezone).date())
        record.check_photos(session, viewer, data.get("photos") or [])
        issue = _opened(session, viewer, data, category, state, now, settings)
        if issue is not None:
            set_deadline(session, issue, now, settings)
            zoning.stamp_issues(session, [issue.id], now)
            photos = (data.get("photos") or [], "before")
            record.write_event(session, issue, action, viewer, now, photos, geom=issue.geom)
            return issue.number, True
        known = issue_questions.known_as(session, data.get("id"), data.get("observation_id"))
    if known is None or not _means_the_same(data.get("id"), known.reported_by, viewer):
        raise Conflict("issue_id_taken", {"id": "issue_id_taken"})
    if data.get("id") == known.client_id and known.content_sha256 not in (None, content):
        raise Conflict("issue_differs", {"id": "issue_differs"}, number=known.number)
    return known.number, False


def _content(data: dict[str, Any]) -> bytes | None:
    """SHA-256 over what is said under an id; what is left out is as if it were not there."""
    if not data.get("id"):
        return None
    return fingerprint({name: value for name, value in data.items() if value not in (None, [])})


def _means_the_same(client_id: UUID | None, reported_by: int | None, viewer: Viewer) -> bool:
    """Whether an id that is known was meant: one's own, or one that is made of what the issue says (version 5)."""
    return client_id is None or reported_by == viewer.officer_id or client_id.version == 5


def _with_observation(session: Session, viewer: Viewer, data: dict[str, Any]) -> dict[str, Any]:
    """`data` with what its observation says where it says nothing itself."""
    if not data.get("observation_id"):
        return data | {"reported_by": viewer.officer_id}
    seen = questions.observed(session, viewer, data["observation_id"])
    if seen is None:
        raise Invalid({"observation_id": "issue_no_observation"})
    told = {
        "kind": seen.kind,
        "category": seen.category,
        "text": seen.text,
        "position": {"lon": seen.lon, "lat": seen.lat} if seen.lon is not None else None,
        "reported_by": seen.officer_id,
    }
    return told | {name: value for name, value in data.items() if value is not None}


def _category(session: Session, viewer: Viewer, data: dict[str, Any], on: date) -> Category | None:
    """The category as it holds on the day: a problem of this kind; a patrol may have seen what no catalogue has."""
    for field in ("kind", "category", "position"):
        if data.get(field) is None:
            raise Invalid({field: "required"})
    known = categories.in_force(session, viewer.division_code, on)
    problems = {one.code: one for one in known if one.problem and one.kind == data["kind"]}
    own_word = data.get("observation_id") and data["category"] not in {one.code for one in known}
    if data["category"] not in problems and not own_word:
        raise Invalid({"category": ("not_one_of", {"choices": "、".join(problems)})})
    return problems.get(data["category"])


def _opened(session: Session, *said: Any) -> Issue | None:
    """The new issue; None when another request was faster, and then no number is used up."""
    with session.begin_nested() as trial:
        issue = _write(session, *said)
        if issue is None:
            trial.rollback()
    return issue


def _write(
    session: Session,
    viewer: Viewer,
    data: dict[str, Any],
    category: Category | None,
    state: str,
    now: datetime,
    settings: Settings,
) -> Issue | None:
    """The new row; None when another request has opened the same issue, which is then committed."""
    place = find_place(session, viewer, data, settings)
    own, text = severity_of(category, data.get("area_m2")), data.get("text") or ""
    check_severity(viewer.post, data.get("severity"), own)
    row = {
        "number": next_number(session, now.astimezone(settings.timezone).year),
        "client_id": data.get("id"),
        "content_sha256": data["content_sha256"],
        "kind": data["kind"],
        "category": data["category"],
        "severity": data.get("severity") or own,
        "source": data["source"],
        "title": data.get("title") or text[:LONGEST_TITLE] or data["category"],
        "text": text,
        "area_m2": data.get("area_m2"),
        "state": state,
        "observation_id": data.get("observation_id"),
        "reported_by": data["reported_by"],
        "reported_at": now,
    } | place._asdict()
    return session.scalar(insert(Issue).values(row).on_conflict_do_nothing().returning(Issue))


def next_number(session: Session, year: int) -> str:
    """The next number of a year; whoever asks at the same time waits, so that no number is given twice."""
    return f"{year}-{first_of_next(session, year, 1):04d}"


def first_of_next(session: Session, year: int, count: int) -> int:
    """Take the next `count` numbers of a year; returns the first of them."""
    given = select(func.coalesce(func.max(cast(func.split_part(Issue.number, "-", 2), Integer)), 0)).where(
        Issue.number.regexp_match(f"^{year}-[0-9]{{1,8}}$")
    )
    row = insert(IssueNumber).values(year=year, last=given.scalar_subquery() + count)
    counted = row.on_conflict_do_update(index_elements=["year"], set_={"last": IssueNumber.last + count})
    return session.scalars(counted.returning(IssueNumber.last)).one() - count + 1

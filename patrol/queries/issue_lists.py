"""Lists of issues: filtered, sorted, page by page."""

from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session

from patrol.access import Viewer, scope
from patrol.models import ForestPlot, Issue, RiverSegment
from patrol.queries.issues import Assignee, Clockface, Target, is_overdue, issue_columns
from patrol.queries.slices import by_sound
from patrol.rules.casework import OPEN_STATES, STATES
from patrol.rules.clocks import LEVELS, SEVERITIES

ISSUE_SORTS: dict[str, Any] = {
    "number": Issue.id,
    "title": by_sound(Issue.title),
    "state": case({state: at for at, state in enumerate(STATES)}, value=Issue.state),
    "kind": Issue.kind,
    "category": by_sound(Issue.category),
    "severity": case({severity: at for at, severity in enumerate(SEVERITIES)}, value=Issue.severity),
    "division_name": Issue.division_code,
    "place": func.coalesce(RiverSegment.code, ForestPlot.code),
    "assignee.name": by_sound(Assignee.name),
    "reported_at": Issue.reported_at,
    "due_on": Issue.due_on,
    "rectify_by": Issue.rectify_by,
    "alert": case({level: at for at, level in enumerate(LEVELS)}, value=Issue.alert),
    "source": Issue.source,
    "closed_at": Issue.closed_at,
}


def page(session: Session, viewer: Viewer, asked: dict[str, Any], at: Clockface, zone: str) -> list[Row]:
    """The newest issues first, after the number `after`, at most `limit`; see `listed` for what else may be asked."""
    found = listed(viewer, asked, at, zone)
    if asked.get("after") is not None:
        found = found.where(Issue.id < select(Target.id).where(Target.number == asked["after"]).scalar_subquery())
    return list(session.execute(found.order_by(Issue.id.desc()).limit(asked["limit"])))


def listed(viewer: Viewer, asked: dict[str, Any], at: Clockface, zone: str) -> Select:
    """Issues that `viewer` may see. `asked`: states, kind, category, severity, alert, source, division, overdue,
    assignee, first, last (reported on), due_by, text (in number, title, segment or plot, assignee)."""
    found = scope(issue_columns(at), Issue, viewer, asked.get("division"))
    reported_on = cast(func.timezone(zone, Issue.reported_at), Date)
    wanted = {
        "states": lambda states: Issue.state.in_(states),
        "kind": lambda kind: Issue.kind == kind,
        "category": lambda category: Issue.category == category,
        "severity": lambda severity: Issue.severity == severity,
        "alert": lambda level: Issue.alert == level,
        "source": lambda source: Issue.source == source,
        "overdue": lambda overdue: is_overdue(at) if overdue else ~is_overdue(at),
        "assignee": lambda username: Assignee.username == username,
        "first": lambda first: reported_on >= first,
        "last": lambda last: reported_on <= last,
        "due_by": lambda day: and_(Issue.state.in_(OPEN_STATES), Issue.due_on <= day),
        "text": _says,
    }
    conditions = [condition(asked[name]) for name, condition in wanted.items() if asked.get(name) is not None]
    return found.where(*conditions)


def _says(text: str) -> ColumnElement[bool]:
    said = (Issue.number, Issue.title, RiverSegment.code, ForestPlot.code, Assignee.name)
    return or_(*(column.icontains(text, autoescape=True) for column in said))

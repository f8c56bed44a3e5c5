"""Public screens 大屏: put up by a supervisor with a token of their own, they show one division and name nobody."""

from collections import defaultdict
from datetime import timedelta

import patrol
from patrol import auditing, auth, db, reporting
from patrol.access import Viewer
from patrol.api.issues import clockface
from patrol.api.reports import check_division, today
from patrol.api.schemas.screens import FiguresOut, NewScreenOut, ScreenIn, ScreensOut
from patrol.api.wiring import Blueprint, allowed, now, settings, signed_in
from patrol.errors import Forbidden, NotFound
from patrol.models import Issue
from patrol.queries import duties, issue_lists, outings, screens
from patrol.queries import today as this_day
from patrol.queries.divisions import visible_divisions
from patrol.queries.duty_atoms import Asked
from patrol.queries.slices import Slice, part

DAYS = 14
MOST_LATE = 12
INSIDE = {"county": "township", "township": "village"}

blueprint = Blueprint("screens", __name__, url_prefix="/api/v1/screens", description="Public screens 大屏")


def _may_open(viewer: Viewer) -> None:
    if not viewer.opens_screens:
        raise Forbidden


@blueprint.route("", methods=["POST"])
@signed_in
@allowed(_may_open)
@blueprint.arguments(ScreenIn)
@blueprint.response(201, NewScreenOut)
def post(viewer, data: dict):
    """Put a screen up. Its token is told this once; it opens the figures and three layers of tiles, nothing else."""
    code = data["division"] or viewer.division_code
    with db.transaction() as session:
        check_division(session, viewer, code)
        token, kept = auth.issue_screen(session, viewer, data["name"], code, now(), settings().screen_days)
        auditing.keep(session, viewer, "screen_opened", code, {"place": data["name"]})
        return {"token": token} | screens.one(session, viewer, kept.id, now())._asdict()


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.response(200, ScreensOut)
def index(viewer):
    """The screens of my division that are up."""
    _may_open(viewer)
    with db.reading() as session:
        return {"items": list(session.execute(screens.living(viewer, now()))), "next": None}


@blueprint.route("/<int(max=2147483647):screen_id>", methods=["DELETE"])
@signed_in
@blueprint.response(204)
def delete(viewer, screen_id: int):
    """Take a screen down: its token ends at once."""
    _may_open(viewer)
    with db.transaction() as session:
        ended = screens.end(session, viewer, screen_id)
        if ended is None:
            raise NotFound
        auditing.keep(session, viewer, "screen_ended", ended.division, {"place": ended.name})
    return ""


@blueprint.route("/figures", methods=["GET"])
@signed_in
@blueprint.response(200, FiguresOut)
def figures(viewer):
    """What hangs on the wall: a screen's token is enough. Names of divisions, no names of people."""
    at, zone, day = clockface(), settings().timezone, today()
    first = day.replace(day=1)
    with db.reading() as session:
        place = _place(session, viewer)
        summary = reporting.summary(session, viewer, first, day, None, day)
        goals = reporting.targets(session, viewer, day.year, None, day)
        return {
            "division": place,
            "version": patrol.__version__,
            "at": at.now,
            "zone": zone.key,
            "day": day,
            "first": first,
            "summary": summary,
            "today": {"out": len(this_day.out_now(session, viewer, at.now, None))}
            | outings.received(session, viewer, day, None, zone)
            | this_day.issue_figures(session, viewer, at, None, zone),
            "days": this_day.patrols_by_day(session, viewer, day - timedelta(days=DAYS - 1), day, None),
            "duties": _duties(session, viewer, place["level"], first, day),
            "late": _late(session, viewer, at, zone.key),
            "targets": [goal for goal in goals if goal["division"] == viewer.division_code],
        }


def _place(session, viewer: Viewer) -> dict:
    """The viewer's division; where it is above all counties, the only one of these."""
    seen = visible_divisions(session, viewer)
    own = [row for row in seen if row.code == viewer.division_code] or [row for row in seen if row.level == "county"]
    if not own:
        raise NotFound
    return own[0]._asdict()


def _duties(session, viewer: Viewer, level: str, first, last) -> list[dict]:
    """By the divisions directly inside: owed until today, missing, and the share that was done, the worst first."""
    by = INSIDE.get(level, "village")
    sums: dict[str | None, list[int]] = defaultdict(lambda: [0, 0])
    for row in duties.page(session, by, Asked(viewer, first, last), last, duties.Page(limit=1000)):
        sums[row.name][0] += row.owed
        sums[row.name][1] += row.missing
    lines = [
        {"name": name, "owed": owed, "missing": missing, "rate": 1 - missing / owed}
        for name, (owed, missing) in sums.items()
        if owed
    ]
    return sorted(lines, key=lambda line: (line["rate"], line["name"] or ""))


def _late(session, viewer: Viewer, at, zone: str) -> list[dict]:
    found = issue_lists.listed(viewer, {"overdue": True}, at, zone)
    told = part(session, found, issue_lists.ISSUE_SORTS, Issue.id, Slice("due_on", limit=MOST_LATE))
    return [
        row._asdict() | {"late_days": max(0, (at.today - row.due_on).days) if row.due_on else 0} for row in told.rows
    ]

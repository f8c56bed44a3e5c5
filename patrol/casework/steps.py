"""A step of an issue: judged, checked against the world, applied and written into its history, one at a time."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.casework import record
from patrol.casework.checking import Checked, check
from patrol.casework.deadlines import day_unasked, set_deadline
from patrol.config import Settings
from patrol.errors import Conflict, NotFound
from patrol.models import Issue
from patrol.queries import evidence as questions
from patrol.queries import issues as issue_questions
from patrol.rules.casework import BACK_TO_DESK, ENDED, Actor, conditions_met, judge
from patrol.rules.evidence import is_file_complete, stage_of

# Actions that set the day until which the issue must be put right, and so start its clock anew.
AGREEING = frozenset({"assign", "reassign", "return", "grant_extension"})


def take_step(
    session: Session, viewer: Viewer, number: str, data: dict[str, Any], *, now: datetime, settings: Settings
) -> None:
    """Take one step of the issue `number`.

    `data`: action, and what it needs of opinion, due_on, assignee, severity, photos, photo_stage, position, authority,
    partner, papers, paper_numbers, reference, into, version. NotFound when the viewer may not see the issue; Conflict
    when it has no such step now, or somebody else was faster than `version`; Forbidden and Invalid as
    `rules.casework.judge` says.
    """
    held = issue_questions.locked(session, viewer, {number, data.get("into") or number})
    issue = held.get(number)
    if issue is None:
        raise NotFound
    known = questions.evidence(session, issue)
    if data.get("version") is not None and data["version"] != known.steps:
        raise Conflict("issue_changed", {"version": ("issue_changed_since", {"now": known.steps})})
    action, before = data["action"], issue.state
    if action == "grant_extension" and not data.get("due_on"):
        data = data | {"due_on": issue.extension_to}
    said = data
    if action in AGREEING and not data.get("due_on"):
        data = data | {"due_on": day_unasked(session, issue, action, now, settings)}
    after = judge(before, action, actor_of(viewer, issue, known), shown(data, issue, known), conditions(issue, known))
    checked = check(session, viewer, issue, said, held, now, settings)
    detail = checked.detail | _lapsed(issue, action, after)
    _apply(issue, action, after, data, checked, now)
    if after != before or action in AGREEING:
        issue.extension_to = None
        set_deadline(session, issue, now, settings)
    stage = data.get("photo_stage") or stage_of(action, before)
    record.write_event(
        session,
        issue,
        action,
        viewer,
        now,
        (data.get("photos") or [], stage),
        opinion=data.get("opinion") or "",
        due_on=data.get("due_on"),
        assignee_id=checked.assignee_id,
        geom=checked.place,
        distance_m=checked.distance_m,
        detail=detail,
    )
    if checked.into is not None:
        record.write_event(session, checked.into, "note", viewer, now, detail={"merged": issue.number})


def _lapsed(issue: Issue, action: str, after: str) -> dict[str, str]:
    """The extension that was asked for and that nobody decides on any more, because the issue has gone on."""
    goes_on = after != issue.state or action == "reassign"
    return {"extension_lapsed": issue.extension_to.isoformat()} if issue.extension_to and goes_on else {}


def actor_of(viewer: Viewer, issue: Issue, known: questions.Evidence) -> Actor:
    """What the viewer has to do with the issue."""
    me = viewer.officer_id
    return Actor(viewer.post, issue.assignee_id == me, me in known.proposers, known.submitter == me, known.asker == me)


def conditions(issue: Issue, known: questions.Evidence) -> set[str]:
    """In which conditions the issue is, beside its state."""
    return conditions_met(issue.extension_to, issue.supervised_at, known.authority, issue.assignee_id)


def shown(data: dict[str, Any], issue: Issue, known: questions.Evidence) -> set[str]:
    """What the step shows, by itself or by what the history has already."""
    photos, action = data.get("photos"), data["action"]
    stage = data.get("photo_stage") or stage_of(action, issue.state)
    earliest = issue.rectify_by or issue.due_on
    things = {
        "opinion": (data.get("opinion") or "").strip(),
        "due_on": data.get("due_on"),
        "later_due_on": data.get("due_on") and (earliest is None or data["due_on"] > earliest),
        "assignee": data.get("assignee"),
        "into": data.get("into"),
        "position": data.get("position"),
        "before_photo": known.before_photo or (photos and stage == "before"),
        # Work that is turned in again shows itself anew.
        "after_photo": (known.after_photo and action != "submit") or (photos and stage == "after"),
        "rechecked": known.rechecked or data.get("position"),
        "authority": data.get("authority"),
        "partner": data.get("partner"),
        "papers": is_file_complete(data.get("papers") or []),
        "transfer_letter": known.letter,
        "reference": (data.get("reference") or "").strip(),
    }
    return {name for name, value in things.items() if value}


def _apply(issue: Issue, action: str, after: str, data: dict[str, Any], checked: Checked, now: datetime) -> None:
    issue.state = after
    issue.closed_at = now if after == "closed" else None
    if action in AGREEING:
        issue.rectify_by = data["due_on"]
    match action:
        case "accept":
            issue.severity = data.get("severity") or issue.severity
        case "assign" | "reassign":
            issue.assignee_id = checked.assignee_id
        case "ask_extension":
            issue.extension_to = data["due_on"]
        case "refuse_extension":
            issue.extension_to = None
        case "supervise":
            issue.supervised_at = now
        case "end_supervision":
            issue.supervised_at = None
        case "merge":
            issue.merged_into_id = checked.into.id if checked.into else None
    if action in BACK_TO_DESK and after == "accepted":
        issue.assignee_id = issue.rectify_by = None
    if after in ENDED:
        issue.supervised_at = None

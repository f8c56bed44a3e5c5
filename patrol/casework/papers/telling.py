"""What a paper tells of its issue: the words that templates can name."""

from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from patrol.rules.casework_words import SEVERITY_WORDS
from patrol.rules.evidence import NUMBERED_PAPERS, PAPER_WORDS
from patrol.rules.posts import POST_WORDS

AUTHORITY_WORDS = {"enforcement": "行政执法机关", "police": "公安机关"}
REPLY_WORDS = {
    "file_case": ("立案通知", "现决定立案。"),
    "decline_case": ("不予立案通知", "现决定不予立案。"),
    "uphold_decline": ("维持不予立案通知", "现决定维持不予立案。"),
}
BLANK = "（未填）"


class Story(NamedTuple):
    """An issue, its steps, and the step that the paper is issued for."""

    issue: Row
    events: list[Row]
    event: Row
    office: str
    number: str
    issued_on: date
    zone: ZoneInfo


def told(story: Story) -> dict[str, Any]:
    """Every word that a template can name."""
    return {
        "number": story.number,
        "issued_on": chinese(story.issued_on),
        "office": {"name": story.office},
        "issue": _issue(story),
        "assignee": _assignee(story),
        "event": _event(story.event, story.zone),
        "handover": _handover(story),
        "closing": _closing(story),
    }


def chinese(day: date | datetime | None, zone: ZoneInfo | None = None) -> str:
    """2026年11月22日; blanks to be filled in by hand where there is no day."""
    if day is None:
        return "    年  月  日"
    if isinstance(day, datetime):
        day = day.astimezone(zone).date()
    return f"{day.year}年{day.month}月{day.day}日"


def _issue(story: Story) -> dict[str, str]:
    issue = story.issue
    place = f"{issue.division_name or ''}{issue.segment or issue.plot or ''}"
    return {
        "number": issue.number,
        "title": issue.title,
        "text": (issue.text or issue.title).rstrip("。") + "。",
        "category": issue.category,
        "severity": SEVERITY_WORDS[issue.severity][0],
        "place": place or issue.division,
        "reported_on": chinese(issue.reported_at, story.zone),
        "rectify_by": chinese(issue.rectify_by),
        "due_on": chinese(issue.due_on),
    }


def _assignee(story: Story) -> dict[str, str]:
    issue = story.issue
    return {"name": issue.assignee_name or "责任单位", "place": issue.division_name or ""}


def _event(event: Row, zone: ZoneInfo) -> dict[str, str]:
    return {
        "opinion": event.opinion,
        "due_on": chinese(event.due_on),
        "on": chinese(event.at, zone),
        "by": event.by_name or "",
        "post": POST_WORDS[event.by_post][0] if event.by_post else "",
    }


def _handover(story: Story) -> dict[str, str]:
    proposed = _last(story, "propose_handover")
    approved, handed = _last(story, "approve_handover"), _last(story, "hand_over")
    reply = _last(story, "file_case", "decline_case", "uphold_decline")
    title, decision = REPLY_WORDS[reply.action if reply else "file_case"]
    filed = reply is not None and reply.action == "file_case"
    number = reply.detail.get("reference", "") if reply else ""
    detail = proposed.detail if proposed else {}
    return {
        "authority": AUTHORITY_WORDS.get(detail.get("authority", ""), BLANK),
        "reason": (proposed.opinion if proposed else BLANK).rstrip("。") + "。",
        "officers": "、".join(filter(None, (proposed.by_name, detail.get("partner_name")))) if proposed else BLANK,
        "approved_by": (approved.by_name or "") if approved else BLANK,
        "approved_on": chinese(approved.at if approved else None, story.zone),
        "handed_on": chinese(handed.at if handed else None, story.zone),
        "papers": _file(handed.detail) if handed else "、".join(PAPER_WORDS[name][0] for name in NUMBERED_PAPERS),
        "reply_title": title,
        "reply": decision,
        "reference": number if filed else "",
        "decline_reference": "" if filed else number,
    } | _declined(story)


def _declined(story: Story) -> dict[str, str]:
    """That the police declined, why, and what came of asking them again."""
    declined = _last(story, "decline_case")
    upheld = _last(story, "uphold_decline")
    asked_again = declined is not None and upheld is not None and upheld.id > declined.id
    return {
        "declined_on": chinese(declined.at if declined else None, story.zone),
        "decline_reason": (declined.opinion if declined else BLANK).rstrip("。") + "。",
        "upheld_on": chinese(upheld.at, story.zone) if asked_again else "",
    }


def _file(detail: dict[str, Any]) -> str:
    """The papers that were handed over, each with its number where it has one."""
    numbers = detail.get("paper_numbers", {})
    return "、".join(
        PAPER_WORDS[name][0] + (f"（{numbers[name]}）" if numbers.get(name) else "")
        for name in detail.get("papers", [])
    )


def _closing(story: Story) -> dict[str, str]:
    work, recheck, closed = _last(story, "submit"), _last(story, "recheck", "close"), _last(story, "close")
    photos = [photo["stage"] for event in story.events for photo in event.photos]
    looked = BLANK
    if recheck is not None and recheck.distance_m is not None:
        looked = (
            f"{chinese(recheck.at, story.zone)}，{recheck.by_name}到现场复核，距问题点位 {recheck.distance_m:.0f} 米"
        )
    return {
        "work": work.opinion if work else BLANK,
        "recheck": looked,
        "photos": f"整改前 {photos.count('before')} 张，整改后 {photos.count('after')} 张",
        "opinion": closed.opinion if closed else "",
    }


def _last(story: Story, *actions: str) -> Row | None:
    return next((event for event in reversed(story.events) if event.action in actions), None)

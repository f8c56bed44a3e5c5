"""Issues on the wire: what is taken in."""

from marshmallow import ValidationError, validates_schema

from patrol.api.schemas.fields import (
    Day,
    Digest,
    Each,
    Flag,
    In,
    Inside,
    Number,
    QueryNumber,
    Said,
    Text,
    Uuid,
    Whole,
    between,
    length,
    one_of,
)
from patrol.api.schemas.patrols import PositionIn
from patrol.api.schemas.reports import division_form, in_calendar
from patrol.api.schemas.slices import SliceIn, sort_by
from patrol.api.tables.issues import ISSUES
from patrol.models.issues import SOURCES, STAGES
from patrol.rules.casework import MAY_BE, STATES
from patrol.rules.clocks import LEVELS, SEVERITIES
from patrol.rules.evidence import AUTHORITIES, PAPERS

WORDS = length(1, 4000)
CODE = length(1, 64)
PHOTOS = length(0, 50)


class IssueIn(In):
    """An issue as the office or a phone reports it; with an observation_id, what that says need not be said again."""

    id = Uuid(load_default=None, allow_none=True)
    observation_id = Uuid(load_default=None, allow_none=True)
    kind = Text(load_default=None, allow_none=True, validate=one_of("river", "forest"))
    category = Text(load_default=None, allow_none=True, validate=CODE)
    title = Text(load_default=None, allow_none=True, validate=length(1, 200))
    text = Text(load_default=None, allow_none=True, validate=length(0, 4000))
    severity = Text(load_default=None, allow_none=True, validate=one_of(*SEVERITIES))
    source = Text(load_default=None, allow_none=True, validate=one_of(*SOURCES))
    area_m2 = Number(load_default=None, allow_none=True, validate=between(0, 1e9))
    position = Inside(PositionIn, load_default=None, allow_none=True)
    segment = Text(load_default=None, allow_none=True, validate=CODE)
    plot = Text(load_default=None, allow_none=True, validate=CODE)
    division = Text(load_default=None, allow_none=True, validate=division_form)
    photos = Each(Digest(), load_default=list, validate=PHOTOS)
    report = Flag(load_default=True)


class PaperNumbersIn(In):
    """Under which number each paper of a handover is kept where it was written."""

    investigation_report = Text(load_default=None, allow_none=True, validate=length(1, 100))
    item_list = Text(load_default=None, allow_none=True, validate=length(1, 100))
    appraisal = Text(load_default=None, allow_none=True, validate=length(1, 100))
    other = Text(load_default=None, allow_none=True, validate=length(1, 100))


class StepIn(In):
    """One step: the action, and what it needs."""

    action = Text(required=True, validate=CODE)
    opinion = Text(load_default=None, allow_none=True, validate=length(0, 4000))
    due_on = Day(load_default=None, allow_none=True)
    assignee = Text(load_default=None, allow_none=True, validate=CODE)
    severity = Text(load_default=None, allow_none=True, validate=one_of(*SEVERITIES))
    photos = Each(Digest(), load_default=list, validate=PHOTOS)
    photo_stage = Text(load_default=None, allow_none=True, validate=one_of(*STAGES))
    position = Inside(PositionIn, load_default=None, allow_none=True)
    authority = Text(load_default=None, allow_none=True, validate=one_of(*AUTHORITIES))
    partner = Text(load_default=None, allow_none=True, validate=CODE)
    papers = Each(Text(validate=one_of(*PAPERS)), load_default=list, validate=length(0, 20))
    paper_numbers = Inside(PaperNumbersIn, load_default=None, allow_none=True)
    reference = Text(load_default=None, allow_none=True, validate=length(1, 200))
    into = Text(load_default=None, allow_none=True, validate=CODE)
    public_reply = Text(load_default=None, allow_none=True, validate=length(1, 1000))
    version = Whole(load_default=None, allow_none=True, validate=between(0, 10**6))


class AskedIn(In):
    """Which issues."""

    state = Text(load_default=None)
    kind = Text(load_default=None, validate=one_of("river", "forest"))
    category = Text(load_default=None, validate=CODE)
    division = Text(load_default=None, validate=division_form)
    overdue = Text(load_default=None, validate=one_of("true", "false"))
    severity = Text(load_default=None, validate=one_of(*SEVERITIES))
    alert = Text(load_default=None, validate=one_of(*LEVELS))
    source = Text(load_default=None, validate=one_of(*SOURCES))
    assignee = Text(load_default=None, validate=CODE)
    text = Text(load_default=None, validate=length(1, 100))
    due_by = Day(load_default=None, validate=in_calendar)
    first = Day(data_key="from", load_default=None)
    last = Day(data_key="to", load_default=None)

    @validates_schema(skip_on_field_errors=True)
    def in_order(self, data, **kwargs):
        """States that exist, and from before to."""
        for state in states_of(data.get("state")) or ():
            if state not in STATES:
                raise ValidationError(Said("not_one_of", choices="、".join(STATES)), "state")
        if data["first"] and data["last"] and data["first"] > data["last"]:
            raise ValidationError(Said("from_after_to"), "from")


def states_of(text: str | None) -> list[str] | None:
    """The states of a comma-separated list."""
    return text.split(",") if text else None


class IssuesIn(AskedIn, SliceIn):
    """Which issues, and which part of the list: the newest first after a number, or sorted with so many passed over."""

    after = Text(load_default=None)
    sort = sort_by(ISSUES)


class AnsweringIn(In):
    """Words that are looked for in names, and what the one who is looked for is to be."""

    text = Text(load_default=None, validate=length(1, 100))
    as_ = Text(data_key="as", load_default="assignee", validate=one_of(*MAY_BE))


class AroundIn(In):
    """A place and a category."""

    category = Text(required=True, validate=CODE)
    lon = QueryNumber(required=True, validate=between(-180, 180))
    lat = QueryNumber(required=True, validate=between(-90, 90))

"""Coverage, targets and headline figures on the wire."""

from datetime import date

from marshmallow import ValidationError, fields, validates_schema

from patrol.api.schemas.fields import Day, In, Out, QueryFlag, QueryWhole, Said, Text, between, length, one_of
from patrol.models.forestry import WORK_TYPES
from patrol.rules.posts import POST_WORDS

LONGEST_PERIOD_DAYS = 3660


def division_form(code: str) -> None:
    """A validator: 12 digits."""
    if len(code) != 12 or not (code.isascii() and code.isdigit()):
        raise ValidationError(Said("unknown_division", code=code[:20]))


def in_calendar(day: date) -> None:
    """A validator: a day that a county could ask about."""
    if not 1950 <= day.year <= 2200:
        raise ValidationError(Said("year_range"))


class PeriodIn(In):
    """Local days, both included; the current month to date when not given."""

    first = Day(data_key="from", validate=in_calendar)
    last = Day(data_key="to", validate=in_calendar)
    division = Text(load_default=None, validate=division_form)

    @validates_schema(skip_on_field_errors=True)
    def in_order(self, data, **kwargs):
        """From before to, and not endless."""
        if "first" in data and "last" in data:
            if data["first"] > data["last"]:
                raise ValidationError(Said("from_after_to"), "from")
            if (data["last"] - data["first"]).days > LONGEST_PERIOD_DAYS:
                raise ValidationError(Said("period_too_long", days=LONGEST_PERIOD_DAYS), "from")


class WalkedIn(PeriodIn):
    """A period, and whose patrols count: an officer's (user name), a post's, effective ones or those that are not."""

    officer = Text(load_default=None, validate=length(1, 64))
    post = Text(load_default=None, validate=one_of(*POST_WORDS))
    effective = QueryFlag(load_default=None)


class SummaryIn(WalkedIn):
    """A period, whose patrols, and the kind of patrols and issues that are counted (left out: both)."""

    kind = Text(load_default=None, validate=one_of("river", "forest"))


class PageIn(WalkedIn):
    """A period, whose patrols, one segment or plot alone by its code, and a place in the list."""

    code = Text(load_default=None, validate=length(1, 100))
    after = Text(load_default=None)
    limit = QueryWhole(load_default=1000, validate=between(1, 10_000))


class YearIn(In):
    """A division, or all of one's own."""

    division = Text(load_default=None, validate=division_form)


class VisitedOut(Out):
    """What segments and plots have in common."""

    code = fields.String(required=True)
    name = fields.String(allow_none=True)
    division = fields.String(required=True)
    share = fields.Float(required=True)
    visits = fields.Integer(required=True)
    effective_visits = fields.Integer(required=True)
    required = fields.Integer(required=True)
    credited = fields.Integer(required=True)
    last_visit_on = fields.Date(allow_none=True)
    last_effective_on = fields.Date(allow_none=True)
    idle_days = fields.Integer(allow_none=True)
    status = fields.String(required=True)
    quota = fields.String(required=True)
    bbox = fields.List(fields.Float(), required=True)


class SegmentCoverageOut(VisitedOut):
    """Coverage of one segment."""

    river = fields.String(allow_none=True)
    length_m = fields.Float(required=True)
    covered_m = fields.Float(required=True)


class PlotCoverageOut(VisitedOut):
    """Coverage of one plot."""

    area_m2 = fields.Float(required=True)
    cells = fields.Integer(required=True)
    cells_visited = fields.Integer(required=True)


class SegmentsOut(Out):
    """A page of segments."""

    items = fields.List(fields.Nested(SegmentCoverageOut), required=True)
    next = fields.String(allow_none=True)


class PlotsOut(Out):
    """A page of plots."""

    items = fields.List(fields.Nested(PlotCoverageOut), required=True)
    next = fields.String(allow_none=True)


class CurveIn(YearIn):
    """A type of work."""

    work_type = Text(required=True, validate=one_of(*WORK_TYPES))


class PointOut(Out):
    """So much by a day."""

    on = fields.Date(required=True)
    mu = fields.Float(required=True)


class CurveOut(Out):
    """A year of one type of work: as it should grow by the ends of months, and as it grew."""

    division = fields.String(required=True)
    work_type = fields.String(required=True)
    target_mu = fields.Float(required=True)
    planned = fields.List(fields.Nested(PointOut), required=True)
    done = fields.List(fields.Nested(PointOut), required=True)


class TargetOut(Out):
    """A division's year in one work type, in mu."""

    division = fields.String(required=True)
    name = fields.String(required=True)
    level = fields.String(required=True)
    work_type = fields.String(required=True)
    target_mu = fields.Float(required=True)
    reported_mu = fields.Float(required=True)
    credited_mu = fields.Float(
        required=True,
        metadata={"description": "Of the reported, ground that works share counted once; progress is by it."},
    )
    measured_mu = fields.Float(required=True)
    verified_mu = fields.Float(required=True)
    qualified_mu = fields.Float(required=True)
    progress = fields.Float(allow_none=True)
    pace = fields.Float(allow_none=True)
    status = fields.String(required=True)


class TargetsOut(Out):
    """A year's targets."""

    items = fields.List(fields.Nested(TargetOut), required=True)
    next = fields.String(allow_none=True)


class SummaryOut(Out):
    """The headline figures of a period."""

    segments = fields.Integer(required=True)
    length_m = fields.Float(required=True)
    covered_m = fields.Float(required=True)
    share = fields.Float(required=True)
    unvisited_segments = fields.Integer(required=True)
    plots = fields.Integer(required=True)
    plot_area_m2 = fields.Float(required=True)
    cells = fields.Integer(required=True)
    cells_visited = fields.Integer(required=True)
    unvisited_plots = fields.Integer(required=True)
    patrols = fields.Integer(required=True)
    effective_patrols = fields.Integer(required=True)
    patrol_distance_m = fields.Float(required=True)
    open_issues = fields.Integer(required=True)
    overdue_issues = fields.Integer(required=True)

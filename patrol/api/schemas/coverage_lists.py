"""Coverage as a sorted table, on the wire."""

from marshmallow import ValidationError, fields, validates_schema

from patrol.api.schemas.fields import Day, Out, Said, Text, length, one_of
from patrol.api.schemas.reports import PlotCoverageOut, SegmentCoverageOut, WalkedIn, in_calendar
from patrol.api.schemas.slices import SliceIn, sort_by
from patrol.api.tables.coverage import PLOTS, SEGMENTS
from patrol.queries.standings import STATUSES

CHANGES = ("share_then", "change")
"""What there is to sort by only where an earlier period is compared with."""


class CoverageListIn(WalkedIn, SliceIn):
    """Which rows: a period and whose patrols, words in names and codes, a status, an earlier period to compare with;
    and which part of them: so many from one on, or those around the code `at`."""

    text = Text(load_default=None, validate=length(1, 100))
    status = Text(load_default=None, validate=one_of(*STATUSES))
    then_first = Day(data_key="then_from", load_default=None, validate=in_calendar)
    then_last = Day(data_key="then_to", load_default=None, validate=in_calendar)
    at = Text(load_default=None, validate=length(1, 100))

    @validates_schema(skip_on_field_errors=True)
    def compared(self, data, **kwargs):
        """Both ends of the earlier period or none, in order; without one, no order by what changed."""
        first, last = data["then_first"], data["then_last"]
        if (first is None) != (last is None):
            raise ValidationError(Said("required"), "then_to" if last is None else "then_from")
        if first and last and first > last:
            raise ValidationError(Said("from_after_to"), "then_from")
        if first is None and data["sort"].removeprefix("-") in CHANGES:
            raise ValidationError(Said("required"), "then_from")


class SegmentListIn(CoverageListIn):
    """Which segments, in which order: the worst first, by a column, by what is lacking, by what changed."""

    sort = sort_by(SEGMENTS, "worst", "worst", "balance", *CHANGES)


class PlotListIn(CoverageListIn):
    """Which plots, in which order."""

    sort = sort_by(PLOTS, "worst", "worst", "balance", *CHANGES)


class StatusesOut(Out):
    """How many rows have each status, whichever was asked for."""

    unvisited = fields.Integer(required=True)
    behind = fields.Integer(required=True)
    partial = fields.Integer(required=True)
    covered = fields.Integer(required=True)


class CoverageListOut(Out):
    """A part of a table of coverage, and sums over all its rows.

    `whole` is how many there were before words and status left some out, `size` their length in metres or area in
    square metres. Of the colours of the map: `shares` of nothing, less than half, less than four fifths, and more;
    `idle` a week since the last effective visit, a fortnight, 30 days, longer, never; `quotas` missed, behind, due,
    met, none owed.
    """

    total = fields.Integer(required=True)
    whole = fields.Integer(required=True)
    skip = fields.Integer(required=True)
    size = fields.Float(required=True)
    walked_m = fields.Float(required=True)
    statuses = fields.Nested(StatusesOut, required=True)
    shares = fields.List(fields.Integer(), required=True)
    idle = fields.List(fields.Integer(), required=True)
    quotas = fields.List(fields.Integer(), required=True)
    next = fields.String(required=True, allow_none=True)


class ListedSegmentOut(SegmentCoverageOut):
    """A segment in its table; the share of the earlier period where one is compared with."""

    division_name = fields.String(required=True, allow_none=True)
    share_then = fields.Float(required=True, allow_none=True)


class ListedPlotOut(PlotCoverageOut):
    """A plot in its table."""

    division_name = fields.String(required=True, allow_none=True)
    share_then = fields.Float(required=True, allow_none=True)


class SegmentListOut(CoverageListOut):
    """A part of the table of segments."""

    items = fields.List(fields.Nested(ListedSegmentOut), required=True)


class PlotListOut(CoverageListOut):
    """A part of the table of plots."""

    items = fields.List(fields.Nested(ListedPlotOut), required=True)

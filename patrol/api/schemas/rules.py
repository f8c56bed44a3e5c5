"""Patrol rules, leave and rescorings on the wire."""

import re
from datetime import date

from marshmallow import ValidationError, fields

from patrol.api.schemas.fields import (
    Day,
    Flag,
    In,
    Number,
    Out,
    QueryWhole,
    Said,
    Text,
    Whole,
    between,
    length,
    one_of,
)
from patrol.api.schemas.reports import division_form, in_calendar
from patrol.models.officers import POSTS
from patrol.rules.quotas import PERIODS

MOST_TIMES = 1000
LONGEST_S, LONGEST_M = 7 * 86_400, 1_000_000
SEASON_YEAR = 2024  # a leap year: 29 February is a day of a season
A_YEAR_S = 366 * 86_400


class SeasonDay(Text):
    """A day of any year as month-day (10-01), kept as one number (1001)."""

    def _deserialize(self, value, attr, data, **kwargs) -> int:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not re.fullmatch(r"\d\d-\d\d", text, re.ASCII):
            raise ValidationError(Said("rule_season"))
        month, day = (int(part) for part in text.split("-"))
        try:
            date(SEASON_YEAR, month, day)
        except ValueError as error:
            raise ValidationError(Said("rule_season")) from error
        return month * 100 + day

    def _serialize(self, value, attr, obj, **kwargs) -> str | None:
        return None if value is None else f"{value // 100:02}-{value % 100:02}"


class RuleIn(In):
    """A new rule."""

    division_code = Text(data_key="division", required=True, validate=division_form)
    post = Text(required=True, validate=one_of(*POSTS))
    kind = Text(required=True, validate=one_of("river", "forest"))
    per = Text(load_default="object", validate=one_of("object", "person"))
    object_class = Text(load_default=None, allow_none=True, validate=length(1, 50))
    season_from = SeasonDay(load_default=None, allow_none=True)
    season_to = SeasonDay(load_default=None, allow_none=True)
    times = Whole(required=True, validate=between(1, MOST_TIMES))
    period = Text(required=True, validate=one_of(*PERIODS))
    min_duration_s = Number(load_default=0.0, validate=between(0, LONGEST_S))
    min_distance_m = Number(load_default=0.0, validate=between(0, LONGEST_M))
    min_own_share = Number(load_default=0.0, validate=between(0, 1))
    inside_own = Flag(load_default=False)
    distinct_days = Flag(load_default=False)
    cool_down_s = Number(load_default=0.0, validate=between(0, A_YEAR_S))
    deputies_allowed = Flag(load_default=True)
    drones_allowed = Flag(load_default=True)
    valid_from = Day(data_key="from", required=True, validate=in_calendar)
    source = Text(load_default=None, allow_none=True, validate=length(0, 500))


class EndIn(In):
    """The last day on which a rule holds; today when not given."""

    on = Day(load_default=None, validate=in_calendar)


class RevokeIn(In):
    """Why a rule is taken out."""

    reason = Text(required=True, validate=length(1, 500))


class PresetIn(In):
    """Where and from when a preset is to hold."""

    division = Text(required=True, validate=division_form)
    valid_from = Day(data_key="from", required=True, validate=in_calendar)


class RulesIn(In):
    """A place in the list of rules; those valid on a day."""

    on = Day(load_default=None, validate=in_calendar)
    after = QueryWhole(load_default=0, validate=between(0, 2**31 - 1))
    limit = QueryWhole(load_default=200, validate=between(1, 2000))


class PatrolRuleOut(Out):
    """A rule."""

    id = fields.Integer(required=True)
    division = fields.String(required=True, attribute="division_code")
    post = fields.String(required=True)
    kind = fields.String(required=True)
    per = fields.String(required=True)
    object_class = fields.String(required=True, allow_none=True)
    season_from = SeasonDay(required=True, allow_none=True)
    season_to = SeasonDay(required=True, allow_none=True)
    times = fields.Integer(required=True)
    period = fields.String(required=True)
    min_duration_s = fields.Float(required=True)
    min_distance_m = fields.Float(required=True)
    min_own_share = fields.Float(required=True)
    inside_own = fields.Boolean(required=True)
    distinct_days = fields.Boolean(required=True)
    cool_down_s = fields.Float(required=True)
    deputies_allowed = fields.Boolean(required=True)
    drones_allowed = fields.Boolean(required=True)
    valid_from = fields.Date(required=True, data_key="from")
    valid_to = fields.Date(required=True, allow_none=True, data_key="to")
    counts_from = fields.Date(required=True, allow_none=True)
    source = fields.String(required=True, allow_none=True)
    entered_by = fields.String(required=True, allow_none=True)
    entered_at = fields.DateTime(required=True)


class PatrolRulesOut(Out):
    """A page of rules."""

    items = fields.List(fields.Nested(PatrolRuleOut), required=True)
    next = fields.String(required=True, allow_none=True)


class ConcernedOut(Out):
    """How many people answer for what a rule is looked up for, by its place or their own, and for how many of these."""

    officers = fields.Integer(required=True)
    objects = fields.Integer(required=True)


class EndedRuleOut(Out):
    """A rule that ends by another's beginning."""

    id = fields.Integer(required=True)
    times = fields.Integer(required=True)
    period = fields.String(required=True)
    valid_from = fields.Date(required=True, data_key="from")
    valid_to = fields.Date(required=True, data_key="to")


class ReachOut(ConcernedOut):
    """What opening a rule would do; `counts_from` where it counts later than it begins."""

    counts_from = fields.Date(required=True, allow_none=True)
    ends = fields.List(fields.Nested(EndedRuleOut), required=True)


class PresetOut(Out):
    """A published set of rules; each as `POST /rules` takes it, without division and day."""

    name = fields.String(required=True)
    title = fields.String(required=True)
    title_en = fields.String(required=True)
    source = fields.String(required=True)
    rules = fields.List(fields.Dict(), required=True)


class PresetsOut(Out):
    """All presets."""

    items = fields.List(fields.Nested(PresetOut), required=True)
    next = fields.String(required=True, allow_none=True)

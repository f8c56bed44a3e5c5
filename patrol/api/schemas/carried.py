"""Whole issues that a phone takes along, on the wire."""

from marshmallow import fields

from patrol.api.schemas.fields import In, Out, Text, length
from patrol.api.schemas.issue_views import EvidenceOut, PersonOut, PlaceOut

MOST_NUMBERS, LONGEST_NUMBER = 200, 64


class Numbers(Text):
    """Numbers of issues, parted by commas."""

    def _deserialize(self, value, attr, data, **kwargs):
        numbers = super()._deserialize(value, attr, data, **kwargs).split(",")
        length(1, MOST_NUMBERS)(numbers)
        for number in numbers:
            length(1, LONGEST_NUMBER)(number)
        return numbers


class NumbersIn(In):
    """Which issues: up to 200 numbers, parted by commas."""

    numbers = Numbers(required=True)


class CarriedStepOut(Out):
    """A step that was taken, as a phone shows it."""

    action = fields.String(required=True)
    by = fields.Nested(PersonOut, required=True, allow_none=True)
    at = fields.DateTime(required=True)
    opinion = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    photos = fields.List(fields.Nested(EvidenceOut), required=True)


class CarriedIssueOut(Out):
    """An issue as a phone takes it along: what was seen, asked and done, and what the officer may do now."""

    number = fields.String(required=True)
    kind = fields.String(required=True)
    category = fields.String(required=True)
    severity = fields.String(required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    state = fields.String(required=True)
    division_name = fields.String(required=True, allow_none=True)
    place = fields.String(required=True, allow_none=True)
    assignee = fields.Nested(PersonOut, required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)
    rectify_by = fields.Date(required=True, allow_none=True)
    position = fields.Nested(PlaceOut, required=True)
    version = fields.Integer(required=True)
    events = fields.List(fields.Nested(CarriedStepOut), required=True)
    actions = fields.List(fields.String(), required=True)


class CarriedIssuesOut(Out):
    """Those of the issues asked for that the officer may see."""

    items = fields.List(fields.Nested(CarriedIssueOut), required=True)
    next = fields.String(required=True, allow_none=True)

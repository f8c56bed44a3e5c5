"""Reviews of flagged patrols: the queue, one patrol with its evidence, decisions."""

import uuid
from datetime import date

from flask import request, url_for
from marshmallow import RAISE

from patrol import db, reviewing
from patrol.api.patrols import worded
from patrol.api.reports import check_division
from patrol.api.schemas.reviews import DecisionIn, ReviewsIn, ReviewsOut, WholeReviewOut
from patrol.api.wiring import Blueprint, now, settings, signed_in
from patrol.errors import Invalid
from patrol.queries import reviews as questions
from patrol.rules.honesty.flags import SEVERITIES

blueprint = Blueprint("reviews", __name__, url_prefix="/api/v1/reviews", description="Reviews 巡查复核")


@blueprint.route("", methods=["GET"])
@signed_in
@blueprint.arguments(ReviewsIn, location="query", unknown=RAISE)
@blueprint.response(200, ReviewsOut)
def index(viewer, query: dict):
    """Flagged patrols in scope, the gravest first, of these the oldest; without `status` those decided as well."""
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        items = reviewing.queue(session, viewer, _asked(query), query["limit"])
        counts = questions.count(session, viewer, query["division"])
    following = None
    if len(items) == query["limit"]:
        last = items[-1]
        after = f"{last['rank']}.{last['patrolled_on']}.{last['number']}"
        following = url_for(request.endpoint, **{**request.args.to_dict(), "after": after})
    return {"items": [worded(item) for item in items], "next": following, "counts": counts}


@blueprint.route("/<uuid:patrol_id>", methods=["GET"])
@signed_in
@blueprint.response(200, WholeReviewOut)
def get(viewer, patrol_id: uuid.UUID):
    """Everything about one patrol for one screen. That it was looked at is kept: tracks are personal information."""
    with db.transaction() as session:
        return worded(reviewing.whole(session, viewer, patrol_id, now=now(), settings=settings()))


@blueprint.route("/<uuid:patrol_id>/decisions", methods=["POST"])
@signed_in
@blueprint.arguments(DecisionIn)
@blueprint.response(201, WholeReviewOut)
def decide(viewer, data: dict, patrol_id: uuid.UUID):
    """Accept, reject (with words) or open again, by a post above the officer's. The figures follow at once."""
    with db.transaction() as session:
        reviewing.decide(session, viewer, patrol_id, data, now=now(), settings=settings())
        return worded(reviewing.whole(session, viewer, patrol_id, now=now(), settings=settings()))


def _asked(query: dict) -> questions.Asked:
    severity = SEVERITIES.index(query["severity"]) if query["severity"] else None
    names = ("status", "division", "officer", "first", "last")
    return questions.Asked(**{name: query[name] for name in names}, severity=severity, after=_place(query["after"]))


def _place(after: str | None) -> tuple[int, date, int] | None:
    """Severity, day and number of the last review already told."""
    if after is None:
        return None
    rank, _, rest = after.partition(".")
    day, _, number = rest.partition(".")
    if rank not in ("0", "1", "2", "3") or not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Invalid({"after": "invalid_value"})
    try:
        return int(rank), date.fromisoformat(day), int(number)
    except ValueError as error:
        raise Invalid({"after": "invalid_value"}) from error

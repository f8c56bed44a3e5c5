"""Questions of assessments: who is assessed, by which scheme, what was issued, entered and appealed."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, Select, String, and_, cast, func, null, or_, select
from sqlalchemy.dialects.postgresql import DATEMULTIRANGE
from sqlalchemy.orm import Session, aliased

from patrol.access import within
from patrol.models import (
    AppealDecision,
    AssessmentAppeal,
    AssessmentScheme,
    Assignment,
    Division,
    IssuedAssessment,
    IssuedScore,
    Officer,
)
from patrol.queries.calendar import days_in
from patrol.queries.demands import absences
from patrol.queries.rules import NO_DAYS
from patrol.queries.slices import by_sound

Decider = aliased(Officer)


def townships(session: Session, county: str, first: date, last: date) -> list[Row]:
    """The townships of a county that there were between two days: id (the code), key, name, division …, no days;
    by_name is their place among all by the sound of their names."""
    none = null().cast(Integer)
    return list(
        session.execute(
            select(Division.code.label("id"), Division.code.label("key"), Division.name)
            .add_columns(Division.code.label("division"), Division.name.label("division_name"))
            .add_columns(
                none.label("officer_id"), none.label("days"), none.label("leave_days"), _by_name(Division.name)
            )
            .where(Division.level == "township", within(Division.code, county))
            .where(or_(Division.valid_from.is_(None), Division.valid_from <= last))
            .where(or_(Division.valid_to.is_(None), Division.valid_to >= first))
            .order_by(Division.code)
        )
    )


def officers(session: Session, county: str, post: str, first: date, last: date) -> list[Row]:
    """Officers of a county who answered for anything in a post between two days: id (as text), key (user name), name,
    division …, officer_id, on how many of the days they did, on how many of these they were on leave, and
    by_name, their place among all by the sound of their names."""
    valid = func.datemultirange(func.daterange(Assignment.valid_from, Assignment.valid_to, "[]"), type_=DATEMULTIRANGE)
    asked = func.datemultirange(func.daterange(first, last, "[]"), type_=DATEMULTIRANGE)
    held = (
        select(Assignment.officer_id, (func.range_agg(valid, type_=DATEMULTIRANGE) * asked).label("days"))
        .where(Assignment.post == post, Assignment.valid_from <= last)
        .where(func.coalesce(Assignment.valid_to, last) >= first)
        .group_by(Assignment.officer_id)
        .subquery()
    )
    away = absences(first, last)
    days = days_in(held.c.days)
    leave = days_in(held.c.days * func.coalesce(away.c.days, NO_DAYS))
    return list(
        session.execute(
            select(cast(Officer.id, String).label("id"), Officer.username.label("key"))
            .add_columns(Officer.name, Officer.division_code.label("division"), Division.name.label("division_name"))
            .add_columns(Officer.id.label("officer_id"), days.label("days"), leave.label("leave_days"))
            .add_columns(_by_name(Officer.name))
            .join(held, held.c.officer_id == Officer.id)
            .outerjoin(away, away.c.officer_id == Officer.id)
            .outerjoin(Division, Division.code == Officer.division_code)
            .where(within(Officer.division_code, county))
            .order_by(Officer.username)
        )
    )


def scheme_in_force(session: Session, county: str, subject: str, post: str | None, on: date) -> AssessmentScheme | None:
    """The county's scheme for townships, or for officers in a post, on a day."""
    return session.scalar(
        select(AssessmentScheme)
        .where(AssessmentScheme.division_code == county, *_of(AssessmentScheme, subject, post))
        .where(AssessmentScheme.valid_from <= on)
        .where(or_(AssessmentScheme.valid_to.is_(None), AssessmentScheme.valid_to >= on))
        .order_by(AssessmentScheme.valid_from.desc())
        .limit(1)
    )


def schemes(session: Session, county: str | None) -> list[AssessmentScheme]:
    """Every scheme of a county, or of all, the newest first."""
    found = select(AssessmentScheme).order_by(AssessmentScheme.valid_from.desc(), AssessmentScheme.id.desc())
    return list(session.scalars(found.where(AssessmentScheme.division_code == county) if county else found))


def issued(session: Session, county: str, period: str, subject: str, post: str | None) -> IssuedAssessment | None:
    """The table of a county that was issued for a period."""
    return session.scalar(
        select(IssuedAssessment)
        .where(IssuedAssessment.division_code == county, IssuedAssessment.period == period)
        .where(*_of(IssuedAssessment, subject, post))
    )


def issued_scores(session: Session, issued_id: int) -> list[Row]:
    """Each row of an issued table: key, officer_id, name, by_name, division …, days, leave_days, rank, score, lines."""
    return list(
        session.execute(
            select(IssuedScore.key, IssuedScore.officer_id, IssuedScore.name)
            .add_columns(IssuedScore.division_code.label("division"), Division.name.label("division_name"))
            .add_columns(IssuedScore.days, IssuedScore.leave_days, IssuedScore.rank, IssuedScore.score)
            .add_columns(IssuedScore.lines, _by_name(IssuedScore.name))
            .outerjoin(Division, Division.code == IssuedScore.division_code)
            .where(IssuedScore.issued_id == issued_id)
            .order_by(IssuedScore.key)
        )
    )


def _by_name(name: Any) -> ColumnElement[int]:
    return func.rank().over(order_by=by_sound(name)).label("by_name")


def _of(table, subject: str, post: str | None) -> tuple:
    return table.subject == subject, table.post.is_not_distinct_from(post)


def appeals(session: Session, issued_id: int | None = None, appeal_id: int | None = None) -> list[Row]:
    """Appeals against an issued table, or one of them, each with the table's columns and its decision, by number."""
    query = _appeals()
    if issued_id is not None:
        query = query.where(AssessmentAppeal.issued_id == issued_id)
    if appeal_id is not None:
        query = query.where(AssessmentAppeal.id == appeal_id)
    return list(session.execute(query.order_by(AssessmentAppeal.id)))


def county_appeals(session: Session, county: str, *, undecided: bool, after: int, limit: int) -> list[Row]:
    """Appeals of a county by number; only those without a decision if asked so."""
    query = _appeals().where(IssuedAssessment.division_code == county, AssessmentAppeal.id > after)
    query = query.where(AppealDecision.appeal_id.is_(None)) if undecided else query
    return list(session.execute(query.order_by(AssessmentAppeal.id).limit(limit)))


def _appeals() -> Select:
    table = (IssuedAssessment.division_code.label("county"), IssuedAssessment.period, IssuedAssessment.post)
    decision = (AppealDecision.decision, AppealDecision.words.label("decision_words"), AppealDecision.decided_at)
    points = (AppealDecision.points_before, AppealDecision.points_after)
    scores = and_(IssuedScore.issued_id == AssessmentAppeal.issued_id, IssuedScore.key == AssessmentAppeal.key)
    return (
        select(AssessmentAppeal.id, *table, IssuedAssessment.subject, AssessmentAppeal.issued_id, AssessmentAppeal.key)
        .add_columns(AssessmentAppeal.indicator, AssessmentAppeal.words, AssessmentAppeal.appealed_at)
        .add_columns(Officer.username.label("appealed_by"), *decision, *points, Decider.username.label("decided_by"))
        .add_columns(IssuedScore.division_code.label("division"), IssuedScore.officer_id, IssuedScore.lines)
        .join(IssuedAssessment, IssuedAssessment.id == AssessmentAppeal.issued_id)
        .join(IssuedScore, scores)
        .join(Officer, Officer.id == AssessmentAppeal.appealed_by)
        .outerjoin(AppealDecision, AppealDecision.appeal_id == AssessmentAppeal.id)
        .outerjoin(Decider, Decider.id == AppealDecision.decided_by)
    )


def post_of(session: Session, username: str) -> str | None:
    """The post of an officer, by their user name."""
    return session.scalar(select(Officer.post).where(Officer.username == username))

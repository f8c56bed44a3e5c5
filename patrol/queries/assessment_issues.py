"""Issues, reports of the public and entries by hand as rows behind the indicators of an assessment.

Of issues those count that are issues: not those only found, nor what was invalid or merged. They are a township's by
their place, and an officer's by whom they were assigned to (or who reported them, where finding is what is assessed).
"""

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Numeric,
    Select,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)

from patrol.access import within
from patrol.models import AssessmentEntry, Issue, IssueEvent, Observation, Officer, PublicReport, WithdrawnEntry
from patrol.queries.assessment_columns import Assessed, row, township_of

NOT_COUNTED = ("found", "invalid", "merged")


def _local(zone: str, moment) -> ColumnElement:
    return cast(func.timezone(zone, moment), Date)


def _issues(asked: Assessed, who, numerator, denominator, *conditions) -> Select:
    subject = who if asked.by == "officer" else township_of(Issue.division_code)
    day = _local(asked.zone, Issue.reported_at)
    return select(*row(subject, "issue", Issue.number, Issue.title, day, numerator, denominator)).where(
        within(Issue.division_code, asked.duties.code), subject.is_not(None), *conditions
    )


def _reported(asked: Assessed) -> ColumnElement[bool]:
    reported_on = _local(asked.zone, Issue.reported_at)
    return and_(reported_on.between(asked.duties.first, asked.duties.last), Issue.state.not_in(NOT_COUNTED))


def found_on_patrol(asked: Assessed) -> Select:
    """Issues found on patrol and reported in the period."""
    of_patrols = (_reported(asked), Issue.source == "patrol")
    return _issues(asked, Issue.reported_by, literal(1), literal(0), *of_patrols)


def closing(asked: Assessed) -> Select:
    """Issues reported in the period; those that are closed at the moment of asking count."""
    return _issues(asked, Issue.assignee_id, cast(Issue.state == "closed", Integer), literal(1), _reported(asked))


def in_time(asked: Assessed) -> Select:
    """Issues to be put right in the period whose day has passed, or that are closed; closed by then counts."""
    closed = Issue.state == "closed"
    kept = func.coalesce(and_(closed, _local(asked.zone, Issue.closed_at) <= Issue.rectify_by), False)
    due = Issue.rectify_by.between(asked.duties.first, asked.duties.last)
    ripe = and_(due, Issue.state.not_in(NOT_COUNTED), or_(closed, Issue.rectify_by < asked.today))
    return _issues(asked, Issue.assignee_id, cast(kept, Integer), literal(1), ripe)


def prompt(asked: Assessed) -> Select:
    """Sightings of patrols that became issues in the period; reported within the term counts."""
    waited = _local(asked.zone, Issue.reported_at) - _local(asked.zone, Observation.observed_at)
    kept = cast(waited <= asked.terms["prompt"], Integer)
    rows = _issues(asked, Issue.reported_by, kept, literal(1), _reported(asked))
    return rows.join(Observation, Observation.id == Issue.observation_id)


def satisfaction(asked: Assessed) -> Select:
    """Surveys of the period where any were entered for it, else the public's reports, answered in time or not."""
    surveys = _entries(asked, "survey")
    reports = _public(asked).where(~_any_survey(asked))
    return select(surveys.union_all(reports).subquery())


def _any_survey(asked: Assessed) -> ColumnElement[bool]:
    return exists().where(*_of_period(asked, "survey"))


def _public(asked: Assessed) -> Select:
    answered = (
        select(func.min(IssueEvent.at))
        .where(IssueEvent.issue_id == Issue.id, IssueEvent.officer_id.is_not(None))
        .scalar_subquery()
    )
    received_on = _local(asked.zone, PublicReport.received_at)
    waited = _local(asked.zone, answered) - received_on
    kept = cast(func.coalesce(waited <= asked.terms["satisfaction"], False), Integer)
    # An answer is owed to every report, also to one that turns out invalid or told twice; while its days run and no
    # answer came, nobody can say yet whether it came in time.
    rows = _issues(asked, Issue.assignee_id, kept, literal(1))
    of_period = received_on.between(asked.duties.first, asked.duties.last)
    decided = or_(answered.is_not(None), literal(asked.today, Date) - received_on > asked.terms["satisfaction"])
    return rows.join(PublicReport, PublicReport.issue_id == Issue.id).where(of_period, decided)


def entries(asked: Assessed) -> Select:
    """Points entered by hand."""
    return _entries(asked, "points")


def _of_period(asked: Assessed, kind: str) -> tuple:
    return (
        AssessmentEntry.division_code == asked.duties.code,
        AssessmentEntry.period == asked.period,
        AssessmentEntry.subject == asked.by,
        AssessmentEntry.kind == kind,
        ~exists().where(WithdrawnEntry.entry_id == AssessmentEntry.id),
    )


def _entries(asked: Assessed, kind: str) -> Select:
    subject = cast(Officer.id, String) if asked.by == "officer" else AssessmentEntry.subject_key
    day = _local(asked.zone, AssessmentEntry.entered_at)
    terms = (AssessmentEntry.numerator, AssessmentEntry.denominator)
    columns = row(subject, "entry", AssessmentEntry.id, AssessmentEntry.reason, day, *(cast(t, Numeric) for t in terms))
    rows = select(*columns).where(*_of_period(asked, kind))
    return rows.join(Officer, Officer.username == AssessmentEntry.subject_key) if asked.by == "officer" else rows

"""Tables of scores: live ones of the moment, and issued ones as they were issued, with what appeals corrected."""

from collections import defaultdict
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from patrol.access import Viewer
from patrol.assessment.asking import Clock, Wanted, assessed
from patrol.assessment.figures import figures
from patrol.errors import NotFound
from patrol.models import AssessmentScheme, IssuedAssessment
from patrol.queries import assessments as questions
from patrol.rules.assessment.indicators import TOWNSHIP
from patrol.rules.assessment.scores import Line, corrected, ranks, scored

Row = dict[str, Any]
TOLD = ("id", "name", "source", "full_score", "least_days", "appeal_days", "indicators")


def table(session: Session, viewer: Viewer | None, asked: Wanted, clock: Clock, division: str | None = None) -> Row:
    """A county's table: as issued, or of this moment. Ranks are among the whole county; rows are those one may see."""
    issued = questions.issued(session, asked.county, asked.period, asked.by, asked.post)
    whole = _issued(session, issued) if issued else live(session, asked, clock)
    if not issued:
        _put_beside(whole["items"], {})
    narrowed = Viewer(0, "", "", "supervisor", division) if division else None
    whole["items"] = [row for row in whole["items"] if _seen(viewer, row) and _seen(narrowed, row)]
    first, last = asked.days
    return whole | asked._asdict() | {"first": first, "last": last}


def _seen(viewer: Viewer | None, row: Row) -> bool:
    return viewer is None or viewer.sees_score(row["division"], row["officer_id"])


def row_of(whole: Row, key: str) -> Row:
    """The row of one subject; NotFound where there is none that may be seen."""
    for row in whole["items"]:
        if row["key"] == key:
            return row
    raise NotFound("assessment_subject_unknown")


def live(session: Session, asked: Wanted, clock: Clock) -> Row:
    """The table of this moment; NotFound where no scheme was in force when the period began."""
    scheme = told(scheme_of(session, asked))
    names = [each["indicator"] for each in scheme["indicators"]]
    found = figures(session, names, assessed(asked, scheme["indicators"], clock))
    begun = asked.days[0] <= clock.today
    rows = [
        _row(subject, scheme, found.get(subject["id"], {}), asked.post, begun=begun)
        for subject in subjects(session, asked)
    ]
    places = ranks({row["key"]: None if row["note"] else row["exact"] for row in rows})
    for row in rows:
        row["rank"], row["score"] = places[row["key"]], _number(row.pop("exact"))
    return {"status": "preliminary", "data_at": clock.now, "scheme": scheme, "items": _in_order(rows)} | NOT_ISSUED


NOT_ISSUED = {"issued_id": None, "appeal_until": None}
NOT_CORRECTED = {"corrected_points": None, "decision_words": None}


def scheme_of(session: Session, asked: Wanted) -> AssessmentScheme:
    """The scheme in force on the first day of the period."""
    scheme = questions.scheme_in_force(session, asked.county, asked.by, asked.post, asked.days[0])
    if scheme is None:
        raise NotFound("assessment_no_scheme", on=asked.days[0])
    return scheme


def told(scheme: AssessmentScheme) -> Row:
    """What is kept and told of a scheme beside its table."""
    return {name: getattr(scheme, name) for name in TOLD}


def subjects(session: Session, asked: Wanted) -> list[Row]:
    """Everybody whom a table is about."""
    if asked.by == TOWNSHIP:
        rows = questions.townships(session, asked.county, *asked.days)
    else:
        rows = questions.officers(session, asked.county, asked.post or "", *asked.days)
    return [row._asdict() for row in rows]


def _row(subject: Row, scheme: Row, found: dict, post: str | None, *, begun: bool) -> Row:
    score = scored(scheme["indicators"], found)
    if not begun:
        # Nobody has had a day to do anything: 0 of it would be no score.
        score = score._replace(total=None)
    few = subject["days"] is not None and subject["days"] < scheme["least_days"]
    note = "not_begun" if not begun else "nothing_owed" if score.total is None else "few_days" if few else None
    row = {name: value for name, value in subject.items() if name != "id"} | {"post": post, "note": note}
    return row | {"exact": score.total, "lines": [_line(line) for line in score.lines], "corrected": None}


def _line(line: Line) -> Row:
    rate = line.figure.rate
    return {
        "indicator": line.indicator,
        "numerator": float(line.figure.numerator),
        "denominator": float(line.figure.denominator),
        "rate": _number(rate),
        "weight": float(line.weight),
        "applied_weight": float(line.applied_weight),
        "points": float(line.points),
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _in_order(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row["rank"] is None, row["rank"], row["key"]))


def _issued(session: Session, issued: IssuedAssessment) -> Row:
    rows = [row._asdict() | {"post": issued.post} for row in questions.issued_scores(session, issued.id)]
    least = issued.scheme["least_days"]
    for row in rows:
        few = row["days"] is not None and row["days"] < least
        row["note"] = "nothing_owed" if row["score"] is None else "few_days" if few else None
    _correct(session, issued.id, rows)
    for row in rows:
        row["score"] = _number(row["score"])
    until = {"issued_id": issued.id, "appeal_until": issued.appeal_until}
    return {"status": "issued", "data_at": issued.data_at, "scheme": issued.scheme, "items": _in_order(rows)} | until


def _correct(session: Session, issued_id: int, rows: list[Row]) -> None:
    """Put beside each score and its points what upheld appeals made of them, if there are any; the originals stay."""
    changes, lines = defaultdict(list), {}
    for appeal in questions.appeals(session, issued_id):
        if appeal.decision == "upheld":
            changes[appeal.key].append(Fraction(appeal.points_after) - Fraction(appeal.points_before))
            told = {"corrected_points": float(appeal.points_after), "decision_words": appeal.decision_words}
            lines[appeal.key, appeal.indicator] = told
    _put_beside(rows, lines)
    exact = {row["key"]: None if row["score"] is None else Fraction(row["score"]) for row in rows}
    now = {key: corrected(score, changes[key]) for key, score in exact.items()}
    places = ranks({row["key"]: None if row["note"] else now[row["key"]] for row in rows})
    for row in rows:
        key = row["key"]
        moved = changes[key] or places[key] != row["rank"]
        row["corrected"] = {"score": _number(now[key]), "rank": places[key]} if moved else None


def _put_beside(rows: list[Row], corrections: dict[tuple[str, str], Row]) -> None:
    for row in rows:
        key = row["key"]
        row["lines"] = [line | corrections.get((key, line["indicator"]), NOT_CORRECTED) for line in row["lines"]]

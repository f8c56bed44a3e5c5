"""The length of a list of patrols, told by sums of months, is the length of that list; so is each figure of data
quality."""

from datetime import date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, text, update

from patrol.access import Viewer
from patrol.models import DeclaredPhoto, ForestPlot, Officer, Patrol
from patrol.queries import outings
from patrol.queries.data_quality import patrol_figures
from patrol.queries.months import month_run
from patrol.queries.outing_counts import is_summed, walked
from patrol.queries.slices import Slice, part
from tests import two_rivers

ZONE = ZoneInfo("Asia/Shanghai")
NOTHING = dict.fromkeys(("received_on", "officer", "flagged", "review", "lacks", "text"))
SPANS = [
    (date(2026, 1, 1), date(2026, 12, 31)),
    (date(2026, 3, 15), date(2026, 6, 7)),
    (date(2026, 4, 1), date(2026, 6, 7)),
    (date(2026, 3, 15), date(2026, 5, 31)),
    (date(2026, 5, 2), date(2026, 5, 9)),
    (date(2026, 4, 30), date(2026, 5, 1)),
    (date(2026, 2, 1), date(2026, 2, 28)),
]


@pytest.fixture
def many(session):
    """Twenty-eight patrols from March to July by two rangers: some rejected, some flagged, some poor."""
    segment = two_rivers.settle(session)
    plot = session.scalar(select(ForestPlot))
    first, second = session.scalars(select(Officer).order_by(Officer.id))
    for n in range(26):
        day = date(2026, 3, 3) + timedelta(days=5 * n)
        two_rivers.walk(session, day, first if n % 3 else second, segment, plot, [(0, n + 1)])
    session.flush()
    turns = enumerate(session.scalars(select(Patrol).order_by(Patrol.patrolled_on, Patrol.id)))
    for n, patrol in turns:
        patrol.kind = "forest" if n % 4 == 0 else "river"
        patrol.division_code = two_rivers.OTHER if n % 5 == 0 else two_rivers.VILLAGE
        patrol.severity, patrol.review = (n % 4, (None, "open", "accepted", "rejected")[n % 4])
        patrol.counts, patrol.effective = patrol.review != "rejected", n % 2 == 0 and patrol.review != "rejected"
        patrol.accuracy_m = (None, [10, 20], [31, 30, 29, 31], [80])[n % 4]
    session.flush()
    return first, second


def viewer(officer=None) -> Viewer:
    """The county's office, or a ranger."""
    if officer is None:
        return Viewer(0, "office", "办公室", "office", two_rivers.COUNTY)
    return Viewer(officer.id, officer.username, officer.name, "ranger", officer.division_code)


@pytest.mark.parametrize("span", SPANS)
def test_the_sums_of_months_tell_the_length_of_every_list_that_they_claim_to(session, many, span):
    narrowed = product((None, two_rivers.OTHER, two_rivers.VILLAGE), (None, "river", "forest"), (None, True, False))
    for division, kind, effective in narrowed:
        asked = NOTHING | {
            "first": span[0],
            "last": span[1],
            "division": division,
            "kind": kind,
            "effective": effective,
        }
        assert is_summed(asked)
        for who in (viewer(), *map(viewer, many)):
            listed = outings.listed(who, asked, ZONE)
            assert walked(session, who, asked) == len(session.execute(listed).all()), asked


def test_lists_narrowed_otherwise_or_without_two_days_are_counted():
    asked = NOTHING | {"first": date(2026, 1, 1), "last": date(2026, 12, 31), "division": None, "kind": None}
    assert is_summed(asked | {"effective": True})
    for name in NOTHING:
        assert not is_summed(asked | {name: "x"})
    assert not is_summed(asked | {"first": None})
    assert not is_summed(asked | {"last": None})


@pytest.mark.parametrize("span", SPANS)
def test_figures_of_data_quality_are_what_each_patrol_says(session, many, span):
    _declare_photos(session)
    for who in (viewer(), *map(viewer, many)):
        for division in (None, two_rivers.OTHER):
            asked = NOTHING | {"first": span[0], "last": span[1], "division": division}
            rows = session.execute(outings.listed(who, asked, ZONE)).all()
            assert patrol_figures(session, who, *span, division) == {
                "patrols": len(rows),
                "flagged": sum(row.severity > 0 for row in rows),
                "to_review": sum(row.review == "open" for row in rows),
                "without_photos": sum(row.photos_missing > 0 for row in rows),
                "poor_accuracy": sum((row.accuracy_m or 0) > outings.POOR_ACCURACY_M for row in rows),
            }


def _declare_photos(session) -> None:
    """To the photo that came of each patrol, two to every third that did not."""
    for n, patrol in enumerate(session.scalars(select(Patrol).order_by(Patrol.patrolled_on, Patrol.id)).all()):
        for photo in range(2 if n % 3 == 0 else 0):
            sha256 = f"{n:032d}{photo:032d}"
            session.add(DeclaredPhoto(patrol_id=patrol.id, sha256=sha256, bytes=1, taken_at=datetime.now(ZONE)))
    session.flush()


@pytest.mark.parametrize("sort", outings.SORTS)
@pytest.mark.parametrize("down", [False, True])
def test_parts_of_a_list_laid_end_to_end_are_the_list_and_empty_values_come_last(session, many, sort, down):
    session.execute(update(Officer).values(name="同名"))
    asked = NOTHING | {"first": None, "last": None, "division": None}
    found = outings.listed(viewer(), asked, ZONE)
    column = outings.SORTS[sort]
    order = (column.desc() if down else column.asc()).nulls_last()
    whole = session.execute(found.order_by(order, Patrol.id)).all()
    parts = [part(session, found, outings.SORTS, Patrol.id, Slice(sort, down, skip, 5)) for skip in range(0, 35, 5)]
    assert [row for each in parts for row in each.rows] == whole
    assert {each.total for each in parts} == {len(whole)}


def test_the_mean_of_a_tracks_accuracy_is_that_of_the_fixes_that_told_theirs(session, many):
    mean = text("SELECT id, (SELECT avg(CAST(m AS float8)) FROM unnest(accuracy_m) m) FROM patrol")
    by_hand = sorted(map(tuple, session.execute(mean)))
    kept = sorted(map(tuple, session.execute(select(Patrol.id, Patrol.mean_accuracy_m))))
    assert kept == by_hand
    assert session.scalar(select(func.count()).where(Patrol.mean_accuracy_m == 80)) > 0
    session.execute(update(Patrol).values(accuracy_m=None))
    assert session.scalar(select(func.count()).where(Patrol.mean_accuracy_m.is_not(None))) == 0


@pytest.mark.parametrize(
    ("first", "last", "run", "days"),
    [
        ("2026-01-01", "2026-12-31", ("2026-01-01", "2026-12-01"), []),
        (
            "2026-01-02",
            "2026-03-30",
            ("2026-02-01", "2026-02-01"),
            [("2026-01-02", "2026-01-31"), ("2026-03-01", "2026-03-30")],
        ),
        ("2026-01-01", "2026-01-30", None, [("2026-01-01", "2026-01-30")]),
        ("2026-01-31", "2026-02-01", None, [("2026-01-31", "2026-02-01")]),
        ("2026-02-01", "2026-02-28", ("2026-02-01", "2026-02-01"), []),
        ("2025-12-31", "2026-01-31", ("2026-01-01", "2026-01-01"), [("2025-12-31", "2025-12-31")]),
    ],
)
def test_whole_months_between_two_days_and_the_days_about_them(first, last, run, days):
    def spans(pairs):
        return [tuple(map(date.fromisoformat, pair)) for pair in pairs]

    found, rest = month_run(date.fromisoformat(first), date.fromisoformat(last))
    assert found == (spans([run])[0] if run else None)
    assert rest == spans(days)

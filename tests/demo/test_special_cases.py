"""What the demonstration lets befall a few issues stands as in a real county."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from patrol.demo import special_cases
from patrol.demo.divisions import COUNTY_CODE
from patrol.models import Issue, IssueEvent, IssuePaper, OfficeProfile, Officer, PublicReport, River, RiverSegment

STAFF = ("supervisor", "office", "supervision", "county_chief")
VILLAGE = f"{COUNTY_CODE[:6]}101201"


@pytest.fixture
def land(session, now):
    """Two segments, the county's staff, and issues in the states that the cases start from."""
    river = River(code="R", name="青溪")
    session.add(river)
    people = [*((post.replace("_", "-"), post) for post in STAFF), ("supervision-2", "supervision"), ("p", "patroller")]
    officers = [Officer(username=name, name=name, post=post, division_code=COUNTY_CODE) for name, post in people]
    session.add_all(officers)
    session.flush()
    segments = [
        RiverSegment(
            code=f"S{at}",
            name=f"青溪{at}",
            river_id=river.id,
            division_code=VILLAGE,
            geom=f"SRID=4490;LINESTRING(116.{at}1 27.5, 116.{at}2 27.5)",
        )
        for at in (1, 2)
    ]
    session.add_all(segments)
    session.flush()
    later = (now + timedelta(days=9)).date()
    for at, (state, category) in enumerate(
        [("accepted", "非法采砂")] * 6 + [("rectifying", "污水直排")] * 9 + [("closed", "漂浮物")] * 3
    ):
        session.add(
            Issue(
                number=f"{now.year}-{at + 1:04d}",
                kind="river",
                category=category,
                severity="major",
                title=category,
                state=state,
                division_code=VILLAGE,
                segment_id=segments[at % 2].id,
                reported_at=now,
                reported_by=officers[-1].id,
                assignee_id=officers[-1].id if state == "rectifying" else None,
                rectify_by=later if state == "rectifying" else None,
                due_on=later,
                closed_at=now if state == "closed" else None,
                geom="SRID=4490;POINT(116.115 27.5)",
            )
        )
    session.flush()


def test_each_special_case_is_there_with_its_history_and_its_papers(session, land, now, settings):
    special_cases.publish(session)
    special_cases.happen(session, now, settings)
    session.expire_all()
    states = dict(session.execute(select(Issue.state, func.count()).group_by(Issue.state)).all())
    assert states.keys() >= {"handover_proposed", "handover_approved", "handed_over", "case_filed", "merged"}
    actions = set(session.scalars(select(IssueEvent.action)))
    assert actions >= {"supervise", "ask_extension", "grant_extension", "decline_case", "merge", "reopen", "report"}
    kinds = set(session.scalars(select(IssuePaper.kind)))
    assert kinds == {"transfer_letter", "transfer_receipt", "filing_notice", "supervision_letter"}
    assert session.scalar(select(func.count()).select_from(PublicReport)) == 2
    assert session.scalars(select(OfficeProfile.supervising_phone)).one()
    asked = session.scalars(select(Issue).where(Issue.extension_to.is_not(None))).all()
    assert len(asked) == 1


def test_chiefs_publish_office_telephones_and_patrollers_none(session, land):
    special_cases.publish(session)
    told = dict(session.execute(select(Officer.username, Officer.office_phone)).all())
    assert told["county-chief"].startswith("0794-00")
    assert told["p"] is None

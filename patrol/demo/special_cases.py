"""What not every issue goes through: supervision, extensions, handovers, merging, reopening, reports from the public.

Each is brought about by the same workflows that the office uses, so it stands as it would in a real county.
"""

import io
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.orm import Session

from patrol import photos
from patrol.access import Viewer
from patrol.casework import open_issue, take_step
from patrol.casework.papers import issue_paper
from patrol.casework.public_reports import Reported, take_report
from patrol.config import Settings
from patrol.demo import photos as pictures
from patrol.demo.divisions import COUNTY_CODE
from patrol.models import Issue, OfficeProfile, Officer, PublicReport
from patrol.queries import signboards, zoning
from patrol.rules.casework import OPEN_STATES

FILE = ["transfer_letter", "investigation_report", "item_list"]
NUMBERS = {"investigation_report": "云河执调〔2026〕7号", "item_list": "云河执清〔2026〕7号"}
HANDED = ("非法采砂", "违规涉河建设", "盗伐滥伐", "违法占用林地")
# What was seen at signboards, and what the office has answered by now.
SEEN = (
    ("岸边垃圾", "桥头两侧堆了不少生活垃圾，有一周了。", None),
    ("污水直排", "傍晚有黑水从管子里流到河里，气味很大。", ("accept", "已派人到现场核实，三个工作日内答复。")),
    ("非法捕鱼", "夜里有人下地笼。", ("accept", "已转农业综合执法大队联合查看。")),
    ("漂浮物", "坝前一大片水葫芦。", None),
    ("公示牌破损", "公示牌被车撞歪了，电话看不清。", ("reject", "经核实，公示牌已于昨日更换。")),
)
REPORTS = uuid.UUID("3b7f6f0c-5b52-4c1b-9a63-3f3b1f8a9d21")


class Staff:
    """The county's staff as they work on issues."""

    def __init__(self, session: Session, now: datetime, settings: Settings):
        self.session, self.now, self.settings = session, now, settings
        rows = session.execute(select(Officer.id, Officer.username, Officer.name, Officer.post, Officer.division_code))
        self.viewers = {row.username: Viewer(*row) for row in rows}

    def step(self, username: str, number: str, action: str, **said: Any) -> None:
        """Let somebody take a step."""
        data = {"action": action, **said}
        take_step(self.session, self.viewers[username], number, data, now=self.now, settings=self.settings)

    def paper(self, number: str, kind: str) -> None:
        """Let the office issue a paper."""
        issue_paper(self.session, self.viewers["office"], number, kind, now=self.now, settings=self.settings)


def publish(session: Session) -> None:
    """What the office says of itself, and the office telephones of chiefs; no number in it is anybody's."""
    session.add(
        OfficeProfile(
            division_code=COUNTY_CODE,
            name="云岫县河长制林长制办公室",
            document_prefix="云河林长办",
            supervising_phone="0794-0000000",
            river_goals="河畅、水清、岸绿、景美\n水质稳定达到或优于Ⅲ类",
            forest_goals="山有人管、林有人护、责有人担",
        )
    )
    for post, title in {
        "county_chief": "县委副书记、县长",
        "township_chief": "乡镇党委书记",
        "village_chief": "村党支部书记",
    }.items():
        number = func.concat("0794-00", func.lpad((Officer.id % 100000).op("||")(""), 5, "0"))
        session.execute(update(Officer).where(Officer.post == post).values(office_title=title, office_phone=number))


def happen(session: Session, now: datetime, settings: Settings) -> None:
    """Bring about a few of each."""
    staff = Staff(session, now, settings)
    _hand_over(staff)
    _supervise(staff)
    _extend(staff)
    _merge(staff)
    _reopen(staff)
    _hear_the_public(staff)
    zoning.stamp_issues(session, list(session.scalars(select(Issue.id))), now)


def _chosen(session: Session, states: Sequence[str], count: int, *conditions) -> list[Row]:
    """number, kind, category and place of the newest issues in these states that nothing special has befallen."""
    return list(
        session.execute(
            select(
                Issue.number,
                Issue.kind,
                Issue.category,
                func.ST_X(Issue.geom).label("lon"),
                func.ST_Y(Issue.geom).label("lat"),
            )
            .where(Issue.state.in_(states), Issue.supervised_at.is_(None), Issue.extension_to.is_(None), *conditions)
            .order_by(Issue.id.desc())
            .limit(count)
        )
    )


def _hand_over(staff: Staff) -> None:
    """One proposed, one approved, one handed over, one with its case filed, one declined."""
    found = _chosen(staff.session, ("accepted", "assigned", "rectifying"), 5, Issue.category.in_(HANDED))
    for number, steps in zip((row.number for row in found), range(5), strict=False):
        words = {"opinion": "涉嫌犯罪，提请移送。", "authority": "police", "partner": "supervision-2"}
        staff.step("supervision", number, "propose_handover", **words)
        if steps > 0:
            staff.step("county-chief", number, "approve_handover", opinion="同意移送。")
        if steps > 1:
            staff.paper(number, "transfer_letter")
            staff.step("office", number, "hand_over", papers=FILE, paper_numbers=NUMBERS)
            staff.paper(number, "transfer_receipt")
        if steps == 3:
            staff.step("office", number, "file_case", reference=f"云公立字〔{staff.now.year}〕12号")
            staff.paper(number, "filing_notice")
        if steps == 4:
            staff.step("office", number, "decline_case", opinion="情节显著轻微，不予立案。")


def _supervise(staff: Staff) -> None:
    for row in _chosen(staff.session, ("rectifying",), 3, Issue.severity != "minor"):
        staff.step("county-chief", row.number, "supervise", opinion="挂牌督办，每周报送整改进展。")
        staff.paper(row.number, "supervision_letter")


def _extend(staff: Staff) -> None:
    """Two asked for, of which one is granted."""
    later = (staff.now + timedelta(days=45)).date()
    for at, row in enumerate(_chosen(staff.session, ("rectifying",), 2)):
        staff.step("office", row.number, "ask_extension", opinion="汛期水位高，机械无法进场。", due_on=later)
        if at == 0:
            staff.step("county-chief", row.number, "grant_extension", opinion="同意延期一次。")


def _merge(staff: Staff) -> None:
    """The same seen again by the inspection, and merged into what was known."""
    for row in _chosen(staff.session, ("accepted", "assigned", "rectifying"), 2):
        data = {"kind": row.kind, "category": row.category, "text": "督查再次发现同一问题。"}
        data["position"] = {"lon": row.lon + 0.0002, "lat": row.lat}
        data["source"] = "inspection"
        number, _ = open_issue(staff.session, staff.viewers["supervisor"], data, now=staff.now, settings=staff.settings)
        staff.step("office", number, "merge", into=row.number)


def _reopen(staff: Staff) -> None:
    for row in _chosen(staff.session, ("closed",), 2):
        staff.step("supervisor", row.number, "reopen", opinion="回头看发现问题反弹，重新受理。")


def _hear_the_public(staff: Staff) -> None:
    """Reports at the boards of the segments with the most open issues."""
    session, settings = staff.session, staff.settings
    busiest = (
        select(Issue.segment_id)
        .where(Issue.segment_id.is_not(None), Issue.state.in_(OPEN_STATES))
        .group_by(Issue.segment_id)
        .order_by(func.count().desc(), Issue.segment_id)
        .limit(len(SEEN))
    )
    for (category, text, answer), code in zip(SEEN, signboards.codes_of(session, busiest), strict=False):
        thing = signboards.segment(session, code)
        if thing is None:
            continue
        lon, lat = session.execute(
            select(func.ST_X(func.ST_GeomFromEWKT(thing.middle)), func.ST_Y(func.ST_GeomFromEWKT(thing.middle)))
        ).one()
        picture = pictures.draw("river", True, staff.now, {"lon": lon, "lat": lat}, len(text))
        kept = photos.store_public_photo(session, io.BytesIO(picture.content), now=staff.now, settings=settings)
        said = Reported(uuid.uuid5(REPORTS, code), category, text, "", "", None, [kept])
        token = take_report(session, "river", thing, said, now=staff.now, settings=settings)
        if answer:
            action, reply = answer
            told = select(Issue.number).join(PublicReport, PublicReport.issue_id == Issue.id)
            number = session.scalars(told.where(PublicReport.token == token)).one()
            staff.step("office", number, action, opinion=reply, public_reply=reply)

"""An office, chiefs and a second officer beside the county's people, and issues that they work on."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from patrol.models import Officer, Photo, PhotoSender
from tests.api.conftest import COUNTY, HASH, OTHER_TOWN, VILLAGE, Caller, at

STAFF = {
    "office": ("钱主任", "office", COUNTY),
    "inspector": ("吴督", "supervision", COUNTY),
    "county": ("郑县长", "county_chief", COUNTY),
    "village": ("冯村长", "village_chief", VILLAGE),
    "other_office": ("陈办", "office", OTHER_TOWN),
    "auditor": ("褚审", "auditor", COUNTY),
    "gis": ("卫图", "gis", COUNTY),
    "admin": ("蒋管", "admin", "000000000000"),
}
SPOT = dict(zip(("lon", "lat"), at(2_000, 1_000), strict=True))
FAR = dict(zip(("lon", "lat"), at(2_500, 1_000), strict=True))
NUMBERS = {"investigation_report": "云执调〔2026〕3号", "item_list": "云执清〔2026〕3号"}
LATER, MUCH_LATER = ((datetime.now(UTC) + timedelta(days=days)).date().isoformat() for days in (30, 60))


@dataclass
class Desk:
    """Somebody who works on issues."""

    caller: Caller

    def report(self, **said):
        body = {"kind": "river", "category": "岸边垃圾", "text": "桥下垃圾", "position": SPOT} | said
        return self.caller.client.post("/api/v1/issues", headers=self.caller.headers, json=body)

    def step(self, number: str, action: str, *, headers: dict | None = None, **said):
        path = f"/api/v1/issues/{number}/events"
        headers = self.caller.headers | (headers or {})
        return self.caller.client.post(path, headers=headers, json={"action": action, **said})

    def see(self, number: str):
        return self.caller.get(f"/api/v1/issues/{number}")

    def issue_paper(self, number: str, kind: str):
        path = f"/api/v1/issues/{number}/papers"
        return self.caller.client.post(path, headers=self.caller.headers, json={"kind": kind})

    def list(self, **query):
        return self.caller.get("/api/v1/issues", **query)


@pytest.fixture
def staff(county, session):
    session.add_all(
        Officer(username=username, name=name, post=post, division_code=place, password_hash=HASH)
        for username, (name, post, place) in STAFF.items()
    )
    session.flush()


@pytest.fixture
def desk(staff, signed_in):
    """`desk("office")` works on issues."""
    return lambda username: Desk(signed_in(username))


@pytest.fixture
def photo(staff, session):
    """`photo("wang", "before")` is a photo that Wang has sent."""

    def store(username: str, what: str) -> str:
        sha256 = hashlib.sha256(f"{username} {what}".encode()).hexdigest()
        if session.get(Photo, sha256):
            return sha256
        officer_id = session.scalar(select(Officer.id).where(Officer.username == username))
        session.add(
            Photo(
                sha256=sha256,
                bytes=9,
                format="JPEG",
                width=3,
                height=3,
                stored_at=datetime.now(UTC),
                stored_by=officer_id,
            )
        )
        session.flush()
        session.add(PhotoSender(sha256=sha256, officer_id=officer_id, sent_at=datetime.now(UTC)))
        session.flush()
        return sha256

    return store


@pytest.fixture
def moved(staff, session):
    """`moved("village", "township_chief")` gives somebody another post."""

    def move(username: str, post: str) -> None:
        session.execute(update(Officer).where(Officer.username == username).values(post=post))

    return move


@pytest.fixture
def bring(desk, photo):
    """`bring("reviewing")` is the number of an issue in that state, seen by Wang and mended by Wang."""
    way = {
        "accepted": ("office", "accept", {}),
        "assigned": ("office", "assign", {"assignee": "wang", "due_on": LATER}),
        "rectifying": ("wang", "rectify", {}),
        "reviewing": ("wang", "submit", {"opinion": "已清理", "photos": "after"}),
        "closed": ("inspector", "close", {"opinion": "属实", "position": SPOT}),
    }
    handover = {
        "handover_proposed": (
            "inspector",
            "propose_handover",
            {"opinion": "涉嫌犯罪", "authority": "police", "partner": "office"},
        ),
        "handover_approved": ("county", "approve_handover", {}),
        "handed_over": (
            "office",
            "hand_over",
            {"papers": ["transfer_letter", "investigation_report", "item_list"], "paper_numbers": NUMBERS},
        ),
        "case_filed": ("office", "file_case", {"reference": "公立字〔2026〕1号"}),
    }

    opinion = {"opinion": "依据见案卷"}
    declined = {
        "declined": ("office", "decline_case", opinion),
        "reconsidering": ("office", "ask_reconsideration", opinion),
        "decline_upheld": ("office", "uphold_decline", opinion),
        "filing_supervised": ("office", "suggest_filing_supervision", opinion),
    }

    def brought(state: str, **said) -> str:
        if state == "found":
            return desk("wang").report(report=False, photos=[photo("wang", "before")], **said).json["number"]
        number = desk("wang").report(photos=[photo("wang", "before")], **said).json["number"]
        if state == "invalid":
            assert desk("office").step(number, "reject", opinion="不实").status_code == 201
        if state in ("reported", "invalid"):
            return number
        steps = {"accepted": way["accepted"], **handover} if state in handover else way
        if state in declined:
            file = {reached: step for reached, step in handover.items() if reached != "case_filed"}
            steps = {"accepted": way["accepted"], **file, **declined}
        for reached, (username, action, given) in steps.items():
            if given.get("photos"):
                given = given | {"photos": [photo(username, given["photos"])]}
            if action == "hand_over":
                desk(username).issue_paper(number, "transfer_letter")
            answer = desk(username).step(number, action, **given)
            assert (answer.status_code, answer.json.get("state")) == (201, reached), answer.json
            if reached == state:
                return number
        raise AssertionError(state)

    return brought


@pytest.fixture
def three(desk, bring) -> list[str]:
    """The numbers of a reported, an assigned and a closed issue, the newest first."""
    made = [bring("reported"), bring("assigned", category="漂浮物"), bring("closed")]
    return made[::-1]

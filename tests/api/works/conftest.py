"""The people of forestry works, and works brought to any stage by the steps that people take."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from patrol.models import Officer, Photo
from tests.api.conftest import COUNTY, HASH, OTHER_TOWN, TOWN, VILLAGE, Caller, at
from tests.today import today

STAFF = {
    "office": ("钱主任", "office", COUNTY),
    "gis": ("卫图", "gis", COUNTY),
    "inspector": ("吴督", "supervision", COUNTY),
    "county": ("郑县长", "county_chief", COUNTY),
    "village": ("冯村长", "village_chief", VILLAGE),
    "town_office": ("许办", "office", TOWN),
    "other_office": ("陈办", "office", OTHER_TOWN),
    "auditor": ("褚审", "auditor", COUNTY),
    "admin": ("蒋管", "admin", "000000000000"),
}
TODAY = today()
YEAR = TODAY.year
DONE_ON = min(date(YEAR, 1, 6), TODAY).isoformat()


def ring(west_m: float, south_m: float, east_m: float, north_m: float) -> dict:
    """A box as GeoJSON, in metres of the county."""
    (west, south), (east, north) = at(west_m, south_m), at(east_m, north_m)
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


BOX = ring(2_000, 3_000, 2_400, 3_250)
"""150 mu of plot P-1, but for the curve of the earth."""


@dataclass
class Hand:
    """Somebody who works on forestry works."""

    caller: Caller

    def send(self, method: str, path: str, body: dict | None = None, **headers):
        text = json.dumps(body) if body is not None else None
        kind = {"Content-Type": "application/json"} if body is not None else {}
        return self.caller.client.open(
            f"/api/v1{path}", method=method, headers=self.caller.headers | kind | headers, data=text
        )

    def plan(self, code: str = "ZL-1", **said):
        body = {"code": code, "year": YEAR, "work_type": "afforestation", "plot": "P-1", "boundary": BOX} | said
        return self.send("POST", "/works", body)

    def step(self, work_id: int, action: str, **said):
        return self.send("POST", f"/works/{work_id}/events", {"action": action, **said})

    def see(self, work_id: int):
        return self.caller.get(f"/api/v1/works/{work_id}")

    def draw(self, work_id: int, tier: str = "county", kind: str = "survival", **said):
        return self.send("POST", f"/works/{work_id}/inspections", {"tier": tier, "kind": kind, **said})

    def count(self, work_id: int, inspection_id: int, plots: list[dict]):
        return self.send("PUT", f"/works/{work_id}/inspections/{inspection_id}/plots", {"plots": plots})

    def conclude(self, work_id: int, inspection_id: int, verified_mu: float, **said):
        path = f"/works/{work_id}/inspections/{inspection_id}/conclusion"
        return self.send("POST", path, {"verified_area_mu": verified_mu, **said})

    def inspect(self, work_id: int, alive: int, tier="county", kind="survival", verified=140.0, **said):
        """Draws, counts `alive` of 100 on each plot, concludes."""
        drawn = self.draw(work_id, tier, kind)
        assert drawn.status_code == 201, drawn.json
        inspection = drawn.json["inspections"][-1]
        plots = [{"number": plot["number"], "planted": 100, "alive": alive} for plot in inspection["plots"]]
        counted = self.count(work_id, inspection["id"], plots)
        assert counted.status_code == 200, counted.json
        said = {"unverified_reason": "面积不实"} | said
        return self.conclude(work_id, inspection["id"], verified, **said)


@pytest.fixture
def staff(county, session):
    session.add_all(
        Officer(username=username, name=name, post=post, division_code=place, password_hash=HASH)
        for username, (name, post, place) in STAFF.items()
    )
    session.flush()


@pytest.fixture
def hand(staff, signed_in):
    """`hand("office")` works on forestry works."""
    return lambda username: Hand(signed_in(username))


@pytest.fixture
def photo(staff, session):
    """`photo("village")` is a photo that the village chief has sent."""

    def store(username: str) -> str:
        sha256 = hashlib.sha256(username.encode()).hexdigest()
        officer_id = session.scalar(select(Officer.id).where(Officer.username == username))
        stored = {"bytes": 9, "format": "JPEG", "width": 3, "height": 3, "stored_at": datetime.now(UTC)}
        session.add(Photo(sha256=sha256, stored_by=officer_id, **stored))
        session.flush()
        return sha256

    return store


@pytest.fixture
def bring(hand):
    """`bring("qualified")` is the id of a work in that stage; the county counts 90 of 100 alive unless told."""
    ends = {"qualified": ("qualify", 90), "replant": ("require_replant", 60), "failed": ("fail", 20)}

    def brought(stage: str, code: str = "ZL-1", area_mu: float = 149.0, **said) -> int:
        answer = hand("office").plan(code, **said)
        assert answer.status_code == 201, answer.json
        work_id = answer.json["id"]
        outcome, alive = ends.get(stage, ("qualify", 90))
        way = (
            ("planned", None, None, {}),
            ("designed", "office", "design", {"reference": "云林设〔2026〕3号"}),
            ("carried_out", "li", "carry_out", {"done_on": DONE_ON}),
            ("reported", "village", "report", {"area_mu": area_mu}),
            ("self_checked", "office", "self_check", {}),
            ("verified", "sup", "verify", {}),
            (stage, "sup", outcome, {"reason": "干旱"}),
        )
        for reached, username, action, given in way:
            if action == "self_check":
                assert hand("office").inspect(work_id, alive).status_code == 201
            if action:
                answer = hand(username).step(work_id, action, **given)
                assert (answer.status_code, answer.json.get("stage")) == (201, reached), answer.json
            if reached == stage:
                return work_id
        raise AssertionError(stage)

    return brought

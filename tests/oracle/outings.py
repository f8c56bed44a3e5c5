"""Outings handed in to the county, each on a day of its own, and what the county made of them."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

import shapely

from .cases import Case
from .county import PLANE, County
from .submission import body, photo_entry
from .walks import Walk

LOCAL = ZoneInfo("Asia/Shanghai")
TOLERANCE_M = 50.0
MORNING = clock(8, 0)


@dataclass
class Outing:
    """One case at one noise, handed in and measured; lengths in metres."""

    county: County
    case: Case
    sigma_m: float
    time: int
    walk: Walk
    day: date
    receipt: dict

    @cached_property
    def covered_m(self) -> dict[str, float]:
        """Metres covered on that day by segment, where any."""
        items = self.county.office.every_item("/api/v1/coverage/segments", **self._day(), division="900000000000")
        return {item["code"]: item["covered_m"] for item in items if item["covered_m"]}

    @cached_property
    def stretches(self) -> shapely.Geometry:
        """The covered stretches of the day as the map shows them, in metres of the plane."""
        features = self.county.office.every_feature("stretches", datetime=f"{self.day}/{self.day}")
        covered = [shapely.geometry.shape(f["geometry"]) for f in features if f["properties"]["covered"]]
        return PLANE.metres(shapely.GeometryCollection(covered))

    @property
    def far_m(self) -> float:
        """Covered metres farther than tolerance plus three sigma from where the walker really was."""
        return far_m(self.stretches, self.walk.truth.path, TOLERANCE_M + 3 * self.sigma_m)

    def row(self) -> str:
        """One line of the report: credited against truth."""
        truth, receipt, total = self.walk.truth, self.receipt, self.stretches.length
        walked = ", ".join(
            f"{code} {self.covered_m.get(code, 0):.0f}/{truth.walked_m(code):.0f} m" for code in truth.walked
        )
        beside = sum(m for code, m in self.covered_m.items() if code not in truth.walked)
        return (
            f"{self.case.sentence} | σ {self.sigma_m} m | time {self.time} | {walked or '-'} | beside {beside:.0f} m"
            f" | far {self.far_m:.1f} of {total:.0f} m"
            f" | distance {_against(receipt['distance_m'], truth.distance_m, 'm')}"
            f" | duration {_against(receipt['duration_s'], truth.duration_s, 's')}"
        )

    def _day(self) -> dict[str, str]:
        return {"from": self.day.isoformat(), "to": self.day.isoformat()}


def far_m(stretches: shapely.Geometry, path: shapely.Geometry | None, reach_m: float) -> float:
    """Metres of the stretches farther than reach_m from a path; all of them when there is no path."""
    if path is None:
        return stretches.length
    near = path.buffer(reach_m, quad_segs=32)
    return sum(part.difference(near).length for part in shapely.get_parts(stretches))


def _against(said: float, truth: float, unit: str) -> str:
    off = f" {100 * (said / truth - 1):+.1f} %" if truth else ""
    return f"{said:.0f}/{truth:.0f} {unit}{off}"


def hand_in(county: County, case: Case, sigma_m: float, time: int, days_ago: int, photo: Path) -> Outing:
    """Walks the case, submits it with a photo in one of the two encodings, and sends the photo if it is missing."""
    walk = case.walk(county.ground, sigma_m, time)
    day = datetime.now(LOCAL).date() - timedelta(days=days_ago)
    started = datetime.combine(day, MORNING, LOCAL).astimezone(UTC)
    entry = photo_entry(photo, started + timedelta(seconds=60), walk.lonlat[0])
    submission = body(walk, started, line=days_ago % 2 == 0, photos=[entry])
    patrol_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{case.sentence} {sigma_m} {time}"))
    answer = county.ranger.put_patrol(patrol_id, submission)
    assert answer.status_code == 201, answer.text
    for sha256 in answer.json()["missing_photos"]:
        sent = county.ranger.put_photo(sha256, photo.read_bytes())
        assert sent.status_code in (200, 201), sent.text
    receipt = county.ranger.get(f"/api/v1/patrols/{patrol_id}")
    return Outing(county, case, sigma_m, time, walk, day, receipt)

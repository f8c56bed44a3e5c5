"""A few patrols that were never walked, one of each sort that the field knows, handed in like all others.

They give reviewers something to find. Each is made of an honest one: the same recording under another day, another
officer's name, backwards, cut, shaken, drawn with a ruler; or with photos that prove nothing.
"""

import copy
import io
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from patrol import intake as reception
from patrol import photos
from patrol.access import Viewer
from patrol.config import Settings
from patrol.demo import photos as pictures
from patrol.demo import walks
from patrol.demo.county import County
from patrol.demo.outings import Outing
from patrol.models import Officer

LONG_ENOUGH = 90  # fixes
CUT = 70  # fixes of a part
OLDEST, NEWEST = timedelta(days=40), timedelta(days=14)
STEP_STEPS = 1e6 / 111_195  # millionths of a degree in a metre


class Fake(NamedTuple):
    """A patrol that was never walked: who says they did, what they send, and how long after its end."""

    username: str
    body: dict
    shots: tuple[pictures.Picture, ...] = ()
    after: timedelta = timedelta(minutes=7)


def fakes(county: County, outings: list[Outing], now: datetime) -> Iterator[Fake]:
    """One fake of each sort, each out of another honest walk of the last weeks."""
    for sort, (outing, body) in zip(SORTS, walked(county, outings, now), strict=False):
        yield sort(outing, body, county)


def walked(county: County, outings: list[Outing], now: datetime) -> Iterator[tuple[Outing, dict]]:
    """The honest walks that fakes are made of, with what was recorded on them."""
    ways = {segment.code: segment for segment in county.segments}
    for outing in outings:
        if outing.kind == "river" and outing.manner == "walk" and now - OLDEST < outing.started_at < now - NEWEST:
            body = walks.record(outing, [ways[code] for code in outing.codes])
            if len(body["track"]["dt"]) > LONG_ENOUGH:
                yield outing, body


def hand_in(session: Session, county: County, outings: list[Outing], now: datetime, settings: Settings) -> int:
    """Submit the fakes through the same code as a phone's; how many they were."""
    columns = (Officer.id, Officer.username, Officer.name, Officer.post, Officer.division_code)
    viewers = {row.username: Viewer(*row) for row in session.execute(select(*columns))}
    count = 0
    for count, fake in enumerate(fakes(county, outings, now), start=1):
        officer, at = viewers[fake.username], fake.body["ended_at"] + fake.after
        patrol_id = number(count, fake.body["started_at"])
        reception.submit_patrol(session, officer, patrol_id, fake.body, now=at, settings=settings)
        for shot in fake.shots:
            photos.store_photo(session, officer, shot.sha256, io.BytesIO(shot.content), now=at, settings=settings)
    return count


def number(count: int, started_at: datetime) -> uuid.UUID:
    """The id of the fake that is handed in as the `count`-th, from 1; `started_at` in UTC."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"fake {count} {started_at}")


def _moved(body: dict, days: int) -> dict:
    """The same recording some days later."""
    moved = copy.deepcopy(body)
    moved["started_at"] += timedelta(days=days)
    moved["ended_at"] += timedelta(days=days)
    moved["track"]["t0"] += days * 86_400_000
    return moved


def _absolute(body: dict) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    track = body["track"]
    return tuple(np.cumsum(track[key]) for key in ("dt", "lon", "lat"))


def _drawn(body: dict, seconds: np.ndarray, lon: np.ndarray, lat: np.ndarray) -> dict:
    """The same patrol with another track."""
    for key, values in (("dt", seconds), ("lon", lon), ("lat", lat)):
        body["track"][key] = np.diff(np.rint(values).astype(int), prepend=0).tolist()
    body["track"]["acc"] = (body["track"]["acc"] * 2)[: len(seconds)]
    body["ended_at"] = body["started_at"] + timedelta(seconds=int(seconds[-1]) + 20)
    return body


def _replayed(outing: Outing, body: dict, _county: County) -> Fake:
    return Fake(outing.username, _moved(body, 7))


def _reversed(outing: Outing, body: dict, _county: County) -> Fake:
    seconds, lon, lat = _absolute(body)
    return Fake(outing.username, _drawn(_moved(body, 5), seconds[-1] - seconds[::-1], lon[::-1], lat[::-1]))


def _cut(outing: Outing, body: dict, _county: County) -> Fake:
    """The part of it with the longest way: in another they may have stood."""
    _seconds, lon, lat = _absolute(body)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(lon), np.diff(lat)))])
    begin = int(np.argmax(along[CUT:] - along[:-CUT]))
    seconds, lon, lat = (each[begin : begin + CUT] for each in _absolute(body))
    return Fake(outing.username, _drawn(_moved(body, 6), seconds - seconds[0], lon, lat))


def _shaken(outing: Outing, body: dict, _county: County) -> Fake:
    random = np.random.default_rng(outing.seed + 77)
    seconds, lon, lat = _absolute(body)
    noise = random.normal(0, 2.5 * STEP_STEPS, (2, len(lon)))
    return Fake(outing.username, _drawn(_moved(body, 4), seconds, lon + noise[0], lat + noise[1]))


def _colleague(outing: Outing, county: County) -> str:
    """Somebody else who has a post on the same segment, or the county's chief."""
    others = [d.username for d in county.duties if d.code == outing.codes[0] and d.username != outing.username]
    return others[0] if others else "county-chief"


def _copied(outing: Outing, body: dict, county: County) -> Fake:
    return Fake(_colleague(outing, county), _moved(body, 3))


def _together(outing: Outing, body: dict, county: County) -> Fake:
    random = np.random.default_rng(outing.seed + 78)
    seconds, lon, lat = _absolute(body)
    noise = random.normal(0, 3 * STEP_STEPS, (2, len(lon)))
    return Fake(_colleague(outing, county), _drawn(copy.deepcopy(body), seconds, lon + noise[0], lat + noise[1]))


def _overlapping(outing: Outing, body: dict, _county: County) -> Fake:
    seconds, lon, lat = _absolute(body)
    return Fake(outing.username, _drawn(copy.deepcopy(body), seconds * 1.6, lon + 9_000, lat[::-1] + 4_000))


def _jumped(outing: Outing, body: dict, _county: County) -> Fake:
    """Half of the way, from its end on, three kilometres farther off; walked anew, for it is no copy of the other."""
    body = _anew(outing, body, 2)
    seconds, lon, lat = _absolute(body)
    half = len(lon) // 2
    onward = 1 if lon[-1] >= lon[half - 1] else -1
    lon[half:], lat[half:] = lon[half:][::-1] + onward * 30_000, lat[half:][::-1] + 8_000
    return Fake(outing.username, _drawn(body, seconds, lon, lat))


def _ruled(outing: Outing, body: dict, _county: County) -> Fake:
    """Drawn with a ruler from the first place to the farthest: who walks there and back ends where they began."""
    _seconds, lon, lat = _absolute(body)
    share = np.linspace(0, 1, len(lon))
    far = int(np.argmax(np.hypot(lon - lon[0], lat - lat[0])))
    body = _drawn(
        _moved(body, 2),
        np.arange(len(lon)) * 15,
        lon[0] + share * (lon[far] - lon[0]),
        lat[0] + share * (lat[far] - lat[0]),
    )
    body["track"]["acc"] = [5] * len(lon)
    return Fake(outing.username, body)


def _anew(outing: Outing, body: dict, days: int) -> dict:
    """An honest walk of the same bank some days later: another noise, another pace."""
    random = np.random.default_rng(outing.seed + 79)
    seconds, lon, lat = _absolute(body)
    drift = np.cumsum(random.normal(0, 1.2 * STEP_STEPS, (2, len(lon))), axis=1)
    pace = np.cumsum(random.uniform(0.6, 1.5, len(lon))) - 0.6
    return _drawn(_moved(body, days), pace / pace[-1] * seconds[-1] * 1.2, lon + drift[0], lat + drift[1])


def _late(outing: Outing, body: dict, _county: County) -> Fake:
    return Fake(outing.username, _anew(outing, body, 1), after=timedelta(days=11))


def _outlasting(outing: Outing, body: dict, _county: County) -> Fake:
    """Six hours are claimed, or thrice the time of a long walk."""
    body = _anew(outing, body, 2)
    walked = body["ended_at"] - body["started_at"]
    body["ended_at"] = body["started_at"] + max(timedelta(hours=6), 3 * walked)
    return Fake(outing.username, body)


def _skewed(outing: Outing, body: dict, _county: County) -> Fake:
    body = _anew(outing, body, 3)
    for key in ("started_at", "ended_at"):
        body[key] += timedelta(minutes=23)
    return Fake(outing.username, body)


def _with_photos(body: dict, shots: list[pictures.Picture], at: list[datetime], places: list[dict]) -> None:
    for shot, taken_at, position in zip(shots, at, places, strict=True):
        photo = {"sha256": shot.sha256, "bytes": len(shot.content), "taken_at": taken_at}
        body["photos"].append(photo | {"observation_id": None, "position": position})


def _one_spot(outing: Outing, body: dict, _county: County) -> Fake:
    body = _anew(outing, body, 4)
    _when, place = walks.fix(body, 0.1)
    at = [body["started_at"] + timedelta(minutes=5 * number) for number in range(1, 5)]
    shots = [pictures.draw("river", False, when, place, outing.seed + number) for number, when in enumerate(at)]
    _with_photos(body, shots, at, [place] * 4)
    return Fake(outing.username, body, tuple(shots))


def _old_photo(outing: Outing, body: dict, _county: County) -> Fake:
    """A photo of the day before, with EXIF from across the county."""
    body = _anew(outing, body, 5)
    when, place = walks.fix(body, 0.5)
    away = place | {"lon": place["lon"] + 0.04}
    shot = pictures.draw("river", False, when - timedelta(days=2), away, 4)
    _with_photos(body, [shot], [when - timedelta(days=2)], [place])
    return Fake(outing.username, body, (shot,))


SORTS: tuple[Callable[[Outing, dict, County], Fake], ...] = (
    _replayed,
    _reversed,
    _cut,
    _shaken,
    _copied,
    _together,
    _overlapping,
    _jumped,
    _ruled,
    _late,
    _outlasting,
    _skewed,
    _one_spot,
    _old_photo,
)

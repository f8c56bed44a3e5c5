"""Who works in the county, and which segments and plots each of them answers for."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from patrol.demo import names
from patrol.demo.divisions import COUNTY_CODE, Place
from patrol.demo.forest import Plot
from patrol.demo.rivers import Segment

PASSWORD = "shanhe-demo"
PATROLLERS, RANGERS = 3, 3  # in each township
VILLAGES_A_CHIEF = 2
CHIEFS_ORDER = 3  # a township's chief answers for its larger rivers
COUNTY_STAFF = (
    ("county_chief", "county-chief", 1),
    ("supervision", "supervision", 3),
    ("office", "office", 2),
    ("gis", "gis", 1),
    ("supervisor", "supervisor", 1),
    ("auditor", "auditor", 1),
    ("admin", "admin", 1),
)
SIGN_INS = (
    ("supervisor", PASSWORD, "county supervisor 督查"),
    ("office", PASSWORD, "river- and forest-chief office 河长办林长办"),
    ("gis", PASSWORD, "GIS staff 地理信息"),
    ("chief", PASSWORD, "township chief 乡镇河长林长"),
    ("patroller", PASSWORD, "river patroller 巡河员"),
    ("ranger", PASSWORD, "forest ranger 护林员"),
    ("admin", PASSWORD, "administrator 管理员"),
)


@dataclass(frozen=True)
class Person:
    """Somebody with a post in a division; `villages` are the codes of those looked after."""

    username: str
    name: str
    post: str
    division_code: str
    villages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Duty:
    """A person answers for a segment or a plot, by its code."""

    username: str
    post: str
    kind: str
    code: str


def staff(places: list[Place], segments: list[Segment], seed: int) -> list[Person]:
    """Everybody: the county's staff, then each township's chief, patrollers, rangers and village chiefs."""
    posts = [(post, _numbered(stem, n), COUNTY_CODE, ()) for post, stem, count in COUNTY_STAFF for n in range(count)]
    for number, town in enumerate(place for place in places if place.level == "township"):
        posts += _township_posts(number, town, [place for place in places if place.parent == town.code])
    called = names.people(len(posts), seed)
    return [
        Person(username, name, post, code, held)
        for name, (post, username, code, held) in zip(called, posts, strict=True)
    ]


def _numbered(stem: str, number: int) -> str:
    return stem if number == 0 else f"{stem}-{number + 1}"


def _township_posts(number: int, town: Place, villages: list[Place]) -> list[tuple]:
    """(post, username, division, villages) of one township; neighbours in the same hands."""
    x, y = np.array([village.seat for village in villages]).T
    ordered = [villages[at] for at in np.argsort(np.arctan2(y - town.seat[1], x - town.seat[0]))]
    posts = [("township_chief", _numbered("chief", number), town.code, tuple(v.code for v in ordered))]
    for post, count in (("patroller", PATROLLERS), ("ranger", RANGERS)):
        for at, part in enumerate(np.array_split(np.array(ordered, object), count)):
            held = tuple(village.code for village in part)
            posts.append((post, _numbered(post, number * count + at), town.code, held))
    for at in range(0, len(ordered), VILLAGES_A_CHIEF):
        held = tuple(village.code for village in ordered[at : at + VILLAGES_A_CHIEF])
        posts.append(("village_chief", f"village-chief-{held[0][6:]}", held[0], held))
    return posts


def duties(
    staff: list[Person], places: list[Place], segments: list[Segment], plots: list[Plot], seed: int
) -> list[Duty]:
    """What everybody answers for. A few plots have nobody: that is for the county to find."""
    held = defaultdict(list)
    for person in staff:
        for village in person.villages:
            held[village, person.post].append(person.username)
    found = [
        Duty(username, post, "river", segment.code)
        for segment in segments
        for post in _river_posts(segment)
        for username in held[segment.division_code, post]
    ]
    found += [Duty("county-chief", "county_chief", "river", s.code) for s in segments if s.river == names.TRUNK]
    looked_after = np.random.default_rng(seed + 31).uniform(size=len(plots)) > 0.03
    found += [
        Duty(username, "ranger", "forest", plot.code)
        for plot, somebody in zip(plots, looked_after, strict=True)
        if somebody
        for username in held[plot.division_code, "ranger"]
    ]
    return found


def _river_posts(segment: Segment) -> tuple[str, ...]:
    return ("patroller", "village_chief", "township_chief")[: 3 if segment.order >= CHIEFS_ORDER else 2]

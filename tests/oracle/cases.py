"""Outings through the valley of the Rhine, each a sentence; every one is walked at 5 m and at 10 m of GPS noise.

What depends on luck (a car that slows down between two fixes) is walked several times, with noise of its own each time.

Lines are the waterways of liechtenstein.gpkg by osm_id, chainages are metres from a line's first vertex.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass

from .ground import Ground
from .mishaps import with_duplicates, with_spike
from .walks import Leg, Walk, along, beside, driven, road, road_between, simulate, stay, unseen

GROSSER_KANAL, GIESSEN, SAMINA, RHEIN, BINNENKANAL = "129", "341", "390", "3452", "5743"
WAESCHGRABA, KLEINER_KANAL, EGELGRABA = "1316", "1330", "1384"
BESIDE_BINNENKANAL, MUEHLEBACH, VALORSCHBACH, SPIERSBACH = "265", "2079", "3118", "7105"
SIGMAS_M = (5, 10)


@dataclass(frozen=True)
class Case:
    """One outing, walked `times` times; crossed: lines its road crosses squarely, and so never walks along."""

    sentence: str
    legs: Callable[[Ground], list[Leg]]
    interval_s: tuple[int, int] = (5, 15)
    mishap: Callable[[Walk], Walk] | None = None
    crossed: tuple[str, ...] = ()
    times: int = 1

    def walk(self, ground: Ground, sigma_m: float, time: int = 1) -> Walk:
        """The outing as recorded with this noise for the nth time; always the same for the same sentence."""
        seed = zlib.crc32(f"{self.sentence} {sigma_m} {time}".encode())
        walk = simulate(ground, self.legs(ground), sigma_m, self.interval_s, seed)
        return self.mishap(walk) if self.mishap else walk


def _one(line: str, start_m: float, end_m: float, bank_m: float) -> Callable[[Ground], list[Leg]]:
    return lambda ground: [along(ground, line, start_m, min(end_m, ground.lines[line].length), bank_m)]


def _there_and_back(ground: Ground) -> list[Leg]:
    end = ground.lines[GROSSER_KANAL].length
    out, back = along(ground, GROSSER_KANAL, 0, end, 8), along(ground, GROSSER_KANAL, end, 0, -8)
    return [out, road_between(out, back), back]


def _there_and_back_same_bank(ground: Ground) -> list[Leg]:
    return [along(ground, BINNENKANAL, 3000, 4600, 6), along(ground, BINNENKANAL, 4600, 3000, 6)]


def _lunch(ground: Ground) -> list[Leg]:
    return [along(ground, VALORSCHBACH, 0, 1500, 5), stay(3600), along(ground, VALORSCHBACH, 1500, 3200, 5)]


def _tunnel(ground: Ground) -> list[Leg]:
    pieces = [along(ground, BINNENKANAL, low, high, 6) for low, high in ((8000, 9000), (9000, 9300), (9300, 10500))]
    return [pieces[0], unseen(pieces[1]), pieces[2]]


def _drive_past(ground: Ground) -> list[Leg]:
    return [driven(along(ground, RHEIN, 12000, 18000, 20))]


def _drive_then_walk(ground: Ground) -> list[Leg]:
    return [driven(along(ground, BINNENKANAL, 11000, 15000, 15)), along(ground, BINNENKANAL, 15000, 16500, 15)]


def _two_drains(ground: Ground) -> list[Leg]:
    out, back = along(ground, EGELGRABA, 200, 2200, 5), along(ground, WAESCHGRABA, 2300, 400, -5)
    return [out, road_between(out, back), back]


def _field_path(ground: Ground) -> list[Leg]:
    return [beside(ground, EGELGRABA, 100, 2400, 90)]


def _road(*lonlat: tuple[float, float]) -> Callable[[Ground], list[Leg]]:
    return lambda ground: [road(ground, lonlat)]


CASES = [
    Case("a walk down the whole Giessen, on its bank", _one(GIESSEN, 0, 1e9, 5)),
    Case("a walk up the Mühlebach, half a kilometre", _one(MUEHLEBACH, 0, 1e9, -5)),
    Case("four kilometres of the winding Samina", _one(SAMINA, 2000, 6000, 10)),
    Case("the whole Valorschbach, a fix every 15 s", _one(VALORSCHBACH, 0, 1e9, 5), (15, 15)),
    Case("the whole Valorschbach, a fix every 5 s", _one(VALORSCHBACH, 0, 1e9, 5), (5, 5)),
    Case("the whole Spiersbach, 7 km on the far bank", _one(SPIERSBACH, 0, 1e9, -10)),
    Case("four kilometres of the dam of the Rhine, 20 m from the line", _one(RHEIN, 10000, 14000, 20)),
    Case("six kilometres of the Binnenkanal", _one(BINNENKANAL, 4000, 10000, 8)),
    Case("the Kleiner Kanal, a drain beside the Rhine", _one(KLEINER_KANAL, 0, 1e9, 5)),
    Case("the Egelgraba, a drain beside the Rhine", _one(EGELGRABA, 0, 1e9, -5)),
    Case("the Wäschgraba, a drain beside the Rhine, half of it", _one(WAESCHGRABA, 900, 2800, 5)),
    Case("a stream that runs within 60 m of the Binnenkanal", _one(BESIDE_BINNENKANAL, 0, 1e9, 5)),
    Case("a path through the fields 90 m beside the Egelgraba", _field_path),
    Case("out along one drain and home along the next", _two_drains),
    Case("there and back on either bank of the Grosser Kanal", _there_and_back),
    Case("there and back on the same bank of the Binnenkanal", _there_and_back_same_bank),
    Case("a walk up the Valorschbach with an hour of lunch", _lunch, times=3),
    Case("a walk along the Binnenkanal with 300 m of tunnel", _tunnel, times=3),
    Case("a drive past the Rhine at 60 km/h", _drive_past, times=4),
    Case("a drive past the Rhine at 60 km/h, a fix every 5 s", _drive_past, (5, 5), times=4),
    Case("a drive along the Binnenkanal, then a walk on from there", _drive_then_walk, times=4),
    Case(
        "a road square across five waterways",
        _road((9.488, 47.1665), (9.515, 47.1640)),
        crossed=(RHEIN, BINNENKANAL, KLEINER_KANAL, EGELGRABA, WAESCHGRABA),
    ),
    Case("a road across three drains at 50 degrees", _road((9.515, 47.190), (9.495, 47.172))),
    Case("a road across three drains at 14 degrees", _road((9.494, 47.182), (9.510, 47.160))),
    Case("a walk down the Giessen with one fix thrown 500 m off", _one(GIESSEN, 0, 1e9, 5), mishap=with_spike, times=4),
    Case("a walk down the Giessen with fixes delivered twice", _one(GIESSEN, 0, 1e9, 5), mishap=with_duplicates),
]
OUTINGS = [(case, sigma_m, time) for case in CASES for sigma_m in SIGMAS_M for time in range(1, case.times + 1)]

"""The whole generated county in one value: land, places, rivers, forest, zones, people."""

from dataclasses import dataclass

import numpy as np
import shapely

from patrol.demo import divisions, forest, rivers, streams, terrain, zoning
from patrol.demo import people as staffing

SEED = 14


@dataclass(frozen=True)
class County:
    """What was generated; `places` are the county, its townships, its villages, in that order."""

    places: list[divisions.Place]
    segments: list[rivers.Segment]
    plots: list[forest.Plot]
    zones: list[zoning.Zone]
    people: list[staffing.Person]
    duties: list[staffing.Duty]

    @property
    def villages(self) -> list[divisions.Place]:
        """The villages alone."""
        return [place for place in self.places if place.level == "village"]


def generate(seed: int = SEED) -> County:
    """The county of one seed; nothing in it depends on the day."""
    land = terrain.shape(seed)
    places = divisions.settle(land, seed)
    villages = [place for place in places if place.level == "village"]
    drawn = streams.flow(land, seed)
    lines = np.array([shapely.linestrings(stream.path) for stream in drawn])
    segments = rivers.segments(drawn, villages, seed)
    plots = forest.plant(land, villages, lines, seed)
    staff = staffing.staff(places, segments, seed)
    return County(
        places=places,
        segments=segments,
        plots=plots,
        zones=zoning.zones(places, drawn, plots, seed),
        people=staff,
        duties=staffing.duties(staff, places, segments, plots, seed),
    )

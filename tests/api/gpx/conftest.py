"""GPX files of hand-held receivers, as another library writes them."""

from datetime import UTC, datetime, timedelta

import gpxpy.gpx

from tests.api.conftest import at

GPX = "/api/v1/patrols/gpx"
MORNING = datetime.now(UTC).replace(hour=1, minute=0, second=0, microsecond=0) - timedelta(days=3)
"""Nine o'clock in the county, three days ago."""


def spots(count: int = 200, first_m: float = 1_000.0, start: datetime = MORNING) -> list[tuple]:
    """A walk down the river of the county: lon, lat, moment; 12 m every 10 s."""
    return [(*at(first_m + 12 * step, 1_010), start + timedelta(seconds=10 * step)) for step in range(count)]


def written(*segments: list[tuple], waypoints=(), version: str = "1.1") -> bytes:
    """A GPX file as another library writes it."""
    file = gpxpy.gpx.GPX()
    file.creator = "Garmin eTrex 32x"
    track = gpxpy.gpx.GPXTrack("巡河")
    file.tracks.append(track)
    for segment in segments:
        points = [gpxpy.gpx.GPXTrackPoint(lat, lon, time=moment) for lon, lat, moment in segment]
        track.segments.append(gpxpy.gpx.GPXTrackSegment(points))
    for lon, lat, moment, name, words in waypoints:
        file.waypoints.append(gpxpy.gpx.GPXWaypoint(lat, lon, time=moment, name=name, description=words))
    return file.to_xml(version).encode()


def send(caller, content: bytes, kind: str = "river", mimetype: str = "application/gpx+xml", **query):
    return caller.client.post(
        GPX, headers=caller.headers, data=content, content_type=mimetype, query_string={"kind": kind, **query}
    )

"""GPX files of hand-held receivers become patrols."""

import io
import time
from datetime import UTC, datetime, timedelta
from itertools import accumulate

import gpxpy.gpx
import pytest
from sqlalchemy import func, select

from patrol.models import Observation, Patrol
from tests.api.conftest import at, walk

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


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_file_becomes_a_patrol_and_counts_like_any_other(signed_in, version):
    answer = send(signed_in("wang"), written(spots(), version=version))
    assert answer.status_code == 201, answer.json
    (receipt,) = answer.json["items"]
    assert (receipt["status"], receipt["effective"]) == ("complete", True)
    assert receipt["distance_m"] == pytest.approx(199 * 12, rel=0.02)
    assert [segment["code"] for segment in receipt["segments"]] == ["R-1"]


def test_a_form_with_the_file_is_taken_too(signed_in):
    wang = signed_in("wang")
    form = {"file": (io.BytesIO(written(spots())), "周三 巡河.gpx")}
    answer = wang.client.post(f"{GPX}?kind=river", headers=wang.headers, data=form)
    assert answer.status_code == 201, answer.json
    assert send(wang, written(spots())).status_code == 200


def test_the_same_file_twice_is_one_patrol(signed_in, session):
    wang, file = signed_in("wang"), written(spots())
    first, again = send(wang, file), send(wang, file)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert session.scalar(select(func.count()).select_from(Patrol)) == 1


def test_the_same_walk_of_another_officer_or_kind_is_not_the_same_patrol(signed_in):
    first = send(signed_in("wang"), written(spots())).json["items"][0]["id"]
    assert send(signed_in("li"), written(spots())).json["items"][0]["id"] != first
    known = send(signed_in("wang"), written(spots()), kind="forest")
    assert (known.status_code, known.json["items"][0]["id"]) == (200, first)
    assert MORNING.date().isoformat() in known.json["remarks"][0]


def test_the_new_days_of_a_growing_file_come_in_whatever_else_changed_in_it(signed_in, session):
    first = send(signed_in("wang"), written(spots())).json["items"][0]["id"]
    grown = written(spots(), spots(start=MORNING + timedelta(days=1)))
    answer = send(signed_in("wang"), grown, kind="forest")
    assert answer.status_code == 201
    assert [each["id"] == first for each in answer.json["items"]] == [True, False]
    assert len(answer.json["remarks"]) == 1
    assert session.scalar(select(func.count()).select_from(Patrol)) == 2


def exported(body: dict) -> bytes:
    """A patrol as the phone app writes it into a file: what it measured, not yet rounded for the wire."""
    track, points = body["track"], []
    for dt, lon, lat in zip(*(accumulate(track[key]) for key in ("dt", "lon", "lat")), strict=True):
        seconds = track["t0"] / 1000 + dt + 0.4
        points.append((lon / 1e6, lat / 1e6, datetime.fromtimestamp(seconds, UTC)))
    return written(points[:40], points[40:])


def test_the_file_that_a_phone_wrote_of_a_patrol_is_that_patrol_and_accuses_nobody(signed_in, session):
    wang, body = signed_in("wang"), walk([(1_500, 1_005), (4_000, 995)], start=MORNING)
    receipt = wang.submit(body).json
    again = send(wang, exported(body))
    assert again.status_code == 200, again.json
    assert [each["id"] for each in again.json["items"]] == [receipt["id"]]
    assert again.json["items"][0]["flags"] == receipt["flags"]
    assert len(again.json["remarks"]) == 1
    assert session.scalar(select(func.count()).select_from(Patrol)) == 1


def test_a_phone_that_gets_through_after_its_file_takes_its_place_and_is_accused_of_nothing(signed_in, session):
    wang, body = signed_in("wang"), walk([(1_500, 1_005), (4_000, 995)], start=MORNING)
    (imported,) = send(wang, exported(body)).json["items"]
    before = wang.get("/api/v1/sync").json["duties"]
    receipt = wang.submit(body).json
    assert (receipt["effective"], receipt["flags"]) == (True, [])
    assert receipt["segments"]
    after = wang.get(f"/api/v1/patrols/{imported['id']}").json
    assert (after["effective"], after["segments"]) == (False, [])
    assert wang.get("/api/v1/sync").json["duties"] == before
    told = signed_in("sup").get(f"/api/v1/reviews/{imported['id']}").json["history"]
    assert receipt["id"] in told[0]["words"]


def test_a_rejected_file_still_speaks_against_the_phone_that_repeats_it(signed_in):
    wang, body = signed_in("wang"), walk([(1_500, 1_005), (4_000, 995)], start=MORNING)
    (imported,) = send(wang, exported(body)).json["items"]
    decision = {"decision": "rejected", "words": "当天在外地开会"}
    office = signed_in("sup")
    path = f"/api/v1/reviews/{imported['id']}/decisions"
    assert office.client.post(path, headers=office.headers, json=decision).status_code < 300
    assert "replayed" in {flag["code"] for flag in wang.submit(body).json["flags"]}


def test_the_walk_of_another_s_phone_is_no_patrol_of_ones_own(signed_in):
    body = walk([(1_500, 1_005), (4_000, 995)], start=MORNING)
    receipt = signed_in("wang").submit(body).json
    answer = send(signed_in("li"), exported(body))
    assert answer.status_code == 201
    assert answer.json["items"][0]["id"] != receipt["id"]


def test_each_local_day_and_each_outing_is_a_patrol_of_its_own(signed_in):
    day = timedelta(days=1)
    file = written(
        spots(start=MORNING),
        spots(start=MORNING + timedelta(hours=6)),
        spots(start=MORNING + day),
        spots(start=MORNING + day + timedelta(hours=1)),
    )
    answer = send(signed_in("wang"), file)
    assert answer.status_code == 201
    assert len(answer.json["items"]) == 3
    wang = signed_in("wang")
    begun = [wang.get(f"/api/v1/patrols/{receipt['id']}").status_code for receipt in answer.json["items"]]
    assert begun == [200] * 3


def test_gaps_stay_gaps(signed_in):
    later = MORNING + timedelta(seconds=1_600)
    receipt = send(signed_in("wang"), written(spots(60), spots(60, 3_000.0, later))).json["items"][0]
    assert receipt["distance_m"] == pytest.approx(2 * 59 * 12, rel=0.05)


def test_waypoints_become_observations(signed_in, session):
    place, noted = at(1_500, 1_010), MORNING + timedelta(minutes=8)
    far = at(9_000, 9_000)
    file = written(
        spots(),
        waypoints=[
            (*place, noted, "排污口", "水发黑 & 有味"),
            (*place, None, "桥", None),
            (*far, None, "加油站", None),
            (*place, noted - timedelta(days=300), "去年", None),
        ],
    )
    receipt = send(signed_in("wang"), file).json["items"][0]
    found = session.scalars(select(Observation).order_by(Observation.text)).all()
    assert [(each.text, str(each.patrol_id)) for each in found] == [
        ("排污口：水发黑 & 有味", receipt["id"]),
        ("桥", receipt["id"]),
    ]
    assert found[0].observed_at == noted
    assert abs(found[1].observed_at - MORNING) < timedelta(minutes=10)


def test_times_without_a_zone_are_read_in_the_one_that_is_named(signed_in, session):
    local = written(spots()).replace(b"Z</time>", b"</time>").replace(b"+00:00</time>", b"</time>")
    send(signed_in("wang"), local, tz="Asia/Shanghai")
    started = session.scalar(select(Patrol.started_at))
    assert started == MORNING - timedelta(hours=8)
    assert "XX" in send(signed_in("wang"), local, tz="XX").json["errors"]["tz"]


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace('encoding="UTF-8"', 'encoding="GBK"').encode("gbk"),
        lambda text: text.replace('encoding="UTF-8"', 'encoding="gb2312"').encode("gb18030"),
        lambda text: text.encode("gbk"),
        lambda text: text.encode("utf-16"),
    ],
    ids=["byte order mark", "declared GBK", "declared GB2312", "GBK said to be UTF-8", "UTF-16"],
)
def test_encodings_of_chinese_programs_are_read(signed_in, session, encode):
    text = written(spots(), waypoints=[(*at(1_500, 1_010), None, "排污口", None)]).decode()
    assert send(signed_in("wang"), encode(text)).status_code == 201
    assert session.scalar(select(Observation.text)) == "排污口"


@pytest.mark.parametrize("name", ["punycode", "undefined", "unicode_escape", "utf-7", "idna", "hex", "no-such"])
def test_a_declared_encoding_that_no_logger_writes_is_not_asked(signed_in, name):
    """Codecs for other ends than files fail in ways of their own, or take hours for a long file."""
    odd = written(spots()).replace(b'encoding="UTF-8"', f'encoding="{name}"'.encode(), 1)
    assert send(signed_in("wang"), odd.replace(b"</gpx>", b"<!-- \\ud800 +2AA- --></gpx>")).status_code == 201


def broken_at(text: bytes, old: bytes, new: bytes) -> bytes:
    assert old in text
    return text.replace(old, new, 1)


GOOD = written(spots(20))
BOMB = b"""<?xml version="1.0"?><!DOCTYPE gpx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<gpx version="1.1"><wpt lat="27.5" lon="116.5"><name>&b;</name></wpt></gpx>"""
OUTSIDE = b"""<!DOCTYPE gpx SYSTEM "file:///etc/passwd"><gpx version="1.1"/>"""
UNTIMED = b'<gpx><trk><trkseg><trkpt lat="27.5" lon="116.5"/><trkpt lat="27.6" lon="116.5"/></trkseg></trk></gpx>'
ROUTE = b'<gpx version="1.1"><rte><rtept lat="27.5" lon="116.5"/><rtept lat="27.6" lon="116.5"/></rte></gpx>'
KML = b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document/></kml>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空"),
        (b"  \n ", "空"),
        (b"PK\x03\x04rest", "压缩包"),
        (KML, "KML"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "网页"),
        (b"<html><body>Sign in</body></html>", "网页"),
        (b"TrainingCenter", "不是 GPX"),
        (b"\x00\x01\x02\xff\xfe", "不是 GPX"),
        (b'<TrainingCenterDatabase xmlns="x"/>', "TCX"),
        (BOMB, "DOCTYPE"),
        (OUTSIDE, "DOCTYPE"),
        (GOOD[: len(GOOD) // 2], "没有写完"),
        (broken_at(GOOD, b'lat="27', b'lat="97'), "坐标无效"),
        (broken_at(GOOD, b'lat="27', b'lat="NaN'), "坐标无效"),
        (broken_at(GOOD, b'lon="116', b'lon="1e999'), "坐标无效"),
        (broken_at(GOOD, b' lon="', b' long="'), "坐标无效"),
        (broken_at(GOOD, b"<time>2", b"<time>yesterday 2"), "时间无法读取"),
        (broken_at(GOOD, b"<time>20", b"<time>00"), "时间无法读取"),
        (UNTIMED, "记录时间"),
        (ROUTE, "没有轨迹"),
        (written(spots(1)), "没有轨迹"),
        (b"<gpx>" + b"<a>" * 5000, "嵌套层数过多"),
    ],
)
def test_what_is_no_gpx_of_a_walk_is_refused_in_a_sentence(signed_in, session, content, said):
    answer = send(signed_in("wang"), content)
    assert answer.status_code == 422, answer.json
    assert said in answer.json["errors"]["file"]
    assert session.scalar(select(func.count()).select_from(Patrol)) == 0


def test_what_the_intake_refuses_names_the_day_and_leaves_nothing_of_the_file(signed_in, session):
    tomorrow = spots(start=datetime.now(UTC) + timedelta(days=5))
    answer = send(signed_in("wang"), written(spots(), tomorrow))
    assert answer.status_code == 422
    day = tomorrow[0][2].astimezone().date()
    assert any(field.startswith(str(day)[:8]) for field in answer.json["errors"])
    assert session.scalar(select(func.count()).select_from(Patrol)) == 0


def test_other_requests_are_told_what_is_wanted(signed_in, client):
    wang = signed_in("wang")
    assert send(wang, GOOD, mimetype="text/plain").status_code == 415
    assert "file" in wang.client.post(f"{GPX}?kind=river", headers=wang.headers, data={"x": "y"}).json["message"]
    assert send(wang, GOOD, kind="swamp").status_code == 422
    assert "kind" in wang.client.post(GPX, headers=wang.headers, data=GOOD, content_type="text/xml").json["errors"]
    assert client.post(f"{GPX}?kind=river", data=GOOD, content_type="text/xml").status_code == 401
    assert send(signed_in("sup"), GOOD).status_code == 403


def test_two_hundred_thousand_points_over_several_days_are_taken_in_time(signed_in):
    days = [
        [(116.5 + step * 1e-6, 27.51, MORNING - timedelta(days=day, seconds=-step)) for step in range(40_000)]
        for day in range(5)
    ]
    point = '<trkpt lat="27.51" lon="{:.6f}"><time>{:%FT%TZ}</time></trkpt>'
    lines = [point.format(lon, moment) for day in days for lon, _, moment in day]
    file = f'<gpx version="1.1"><trk><trkseg>{"".join(lines)}</trkseg></trk></gpx>'.encode()
    began = time.monotonic()
    answer = send(signed_in("wang"), file)
    print(f"{len(lines)} points, {len(file) >> 20} MB: {time.monotonic() - began:.1f} s")
    assert answer.status_code == 201
    assert len(answer.json["items"]) == 5


def test_a_file_with_more_points_than_weeks_of_walking_have_is_refused(signed_in):
    point = b'<trkpt lat="27.5" lon="116.5"/>'
    answer = send(signed_in("wang"), b"<gpx><trk><trkseg>" + point * 250_001 + b"</trkseg></trk></gpx>")
    assert answer.status_code == 422
    assert "250000" in answer.json["errors"]["file"]


def test_a_day_with_more_points_than_a_track_may_hold_is_refused(signed_in):
    point = '<trkpt lat="27.51" lon="116.51"><time>{:%FT%T}.{}Z</time></trkpt>'
    lines = [point.format(MORNING + timedelta(seconds=k // 10), k % 10) for k in range(60_000)]
    file = f'<gpx version="1.1"><trk><trkseg>{"".join(lines)}</trkseg></trk></gpx>'.encode()
    answer = send(signed_in("wang"), file)
    assert answer.status_code == 422
    assert any("50000" in said for said in answer.json["errors"].values())

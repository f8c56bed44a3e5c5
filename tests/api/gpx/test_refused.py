"""What is no GPX of a walk is refused in a sentence, and nothing of it is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from patrol.models import Patrol
from tests.api.gpx.conftest import GPX, MORNING, send, spots, written


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

"""GPX files of hand-held receivers become patrols."""

import io
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from patrol.models import Observation, Patrol
from tests.api.conftest import at
from tests.api.gpx.conftest import GPX, MORNING, send, spots, written


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

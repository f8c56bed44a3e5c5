"""The words on a served photo: from the record, on the copy for the screen alone."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageStat
from sqlalchemy import update

from patrol import stamping
from patrol.errors import Unavailable
from patrol.models import RiverSegment
from patrol.stamping import stamped
from tests.api.conftest import at, walk
from tests.api.test_photos import ALONG, declared, digest, picture

LONG = [
    "2026-05-20 12:03:27  阿卜杜热合曼·买买提吐尔逊江",
    "新疆维吾尔自治区博尔塔拉蒙古自治州阿拉山口市艾比湖镇艾比湖村民委员会第三小组 · 博尔塔拉河左岸湿地保护区一期河段",
    "82.50123°E  45.10123°N",
]


def sent(caller, content: bytes, **photo) -> dict:
    """A patrol with this one photo, and its bytes."""
    body = walk(ALONG)
    body["photos"] = [declared(content, body) | photo]
    assert caller.submit(body).status_code == 201
    assert caller.put(f"/api/v1/photos/{digest(content)}", data=content).status_code < 300
    return body


def served(caller, content: bytes, size: str = "screen") -> bytes:
    answer = caller.get(f"/api/v1/photos/{digest(content)}", size=size)
    assert answer.status_code == 200
    return answer.data


def words(monkeypatch, caller, content: bytes) -> list[str]:
    """What is written on the copy that this caller gets."""
    said = []

    def noting(image, lines):
        said.extend(lines)
        return stamped(image, lines)

    monkeypatch.setattr("patrol.pictures.stamped", noting)
    served(caller, content)
    return said


def test_it_says_when_who_where_and_on_which_segment(signed_in, monkeypatch):
    wang, content = signed_in("wang"), picture()
    body = sent(wang, content)
    taken = datetime.fromisoformat(body["started_at"]).astimezone(ZoneInfo("Asia/Shanghai"))
    lon, lat = at(2_000, 1_000)
    assert words(monkeypatch, wang, content) == [
        f"{taken:%Y-%m-%d %H:%M:%S}  王河",
        "云岫县上乡 · 清溪河 R-1",
        f"{lon:.5f}°E  {lat:.5f}°N",
    ]


def test_the_band_is_on_the_copy_for_the_screen_alone(signed_in):
    wang, content = signed_in("wang"), picture(1600, 1200)
    sent(wang, content)
    plain = Image.open(io.BytesIO(content))
    screen = Image.open(io.BytesIO(served(wang, content)))
    thumb = Image.open(io.BytesIO(served(wang, content, "thumb")))
    bottom = (1200, 1100, 1600, 1200)
    assert ImageStat.Stat(screen.crop(bottom)).mean[0] < ImageStat.Stat(plain.crop(bottom)).mean[0] / 2
    corner = (240, 220, 320, 240)
    assert ImageStat.Stat(thumb.crop(corner)).mean[0] == pytest.approx(
        ImageStat.Stat(plain.crop(bottom)).mean[0], abs=9
    )
    assert wang.get(f"/api/v1/photos/{digest(content)}").data == content


def test_the_words_come_from_the_record_and_not_from_exif(signed_in, monkeypatch):
    exif = Image.Exif()
    exif[0x0132] = "1999:01:01 00:00:00"
    wang, content = signed_in("wang"), picture(exif=exif)
    sent(wang, content)
    assert not any("1999" in line for line in words(monkeypatch, wang, content))


def test_without_a_position_the_division_of_the_patrol_is_named(signed_in, monkeypatch):
    wang, content = signed_in("wang"), picture()
    sent(wang, content, position=None)
    assert words(monkeypatch, wang, content)[1:] == ["云岫县上乡河口村"]


def test_of_several_patrols_the_one_that_the_viewer_may_see_speaks(signed_in, monkeypatch):
    zhao, wang, content = signed_in("zhao"), signed_in("wang"), picture()
    sent(zhao, content)
    sent(wang, content)
    assert words(monkeypatch, signed_in("chief"), content)[0].endswith("  王河")
    assert words(monkeypatch, zhao, content)[0].endswith("  赵远")


def test_a_photo_that_no_patrol_declares_goes_without(signed_in, monkeypatch):
    wang, content = signed_in("wang"), picture()
    wang.put(f"/api/v1/photos/{digest(content)}", data=content)
    assert words(monkeypatch, wang, content) == []


def test_the_copy_is_kept_until_the_record_says_otherwise(signed_in, session, settings, monkeypatch):
    wang, content = signed_in("wang"), picture()
    sent(wang, content)
    first = served(wang, content)
    assert words(monkeypatch, wang, content) == [], "the kept copy is served"
    session.execute(update(RiverSegment).where(RiverSegment.code == "R-1").values(name="上游段"))
    session.flush()
    assert words(monkeypatch, wang, content)[1] == "云岫县上乡 · 清溪河 上游段"
    assert served(wang, content) != first


@pytest.mark.parametrize(
    "size", [(1600, 1200), (1200, 1600), (640, 480), (480, 320), (100, 80), (300, 2000), (1600, 60)]
)
def test_long_names_fit_pictures_of_every_shape(size):
    grey = Image.new("RGB", size, (128, 128, 128))
    found = stamped(grey, LONG)
    assert found.width >= stamping.LEAST_WIDTH
    top = (found.width - size[0]) // 2
    whole = found.crop((top, 0, top + size[0], size[1] - round(size[1] * stamping.MOST_OF_HEIGHT) - 1))
    assert whole.getextrema() == ((128, 128),) * 3, "the picture above the band is as it was"
    edge = found.crop((found.width - 4, found.height // 2, found.width, found.height))
    assert max(high for _, high in edge.getextrema()) <= 128, "no letter runs over the edge"
    assert found.crop((0, found.height - 60, found.width, found.height)).getextrema()[0][1] == 255, "letters are white"


def test_a_missing_font_is_told(tmp_path, monkeypatch):
    stamping._font.cache_clear()
    monkeypatch.setattr(stamping, "FONT", tmp_path / "none.ttc")
    with pytest.raises(Unavailable, match="font_missing"):
        stamped(Image.new("RGB", (800, 600)), ["王河"])
    stamping._font.cache_clear()

"""ODK Collect from an empty phone to a patrol that counts, over real HTTP, with the requests that the app makes."""

import csv
import hashlib
import io
import json
from datetime import UTC, datetime, timedelta
from itertools import accumulate

import numpy as np
import pytest
import shapely
from PIL import Image

from tests.collect import Collect, Instance, iso, trace
from tests.running import Phone

WALKED_M = 1_500


def photo(colour: int, size: int = 600) -> bytes:
    """A JPEG as a phone makes it: noise, so that it has some hundred kilobytes."""
    noise = np.random.default_rng(colour).integers(0, 255, (size, size, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).save(out, "JPEG", quality=95)
    return out.getvalue()


@pytest.fixture(scope="module")
def patroller(live_server) -> Phone:
    """The patroller of the demonstration, to ask the API what became of it."""
    return live_server.phone("patroller")


@pytest.fixture
def collect(live_server) -> Collect:
    """The patroller's Collect, just set up."""
    return Collect(f"{live_server.url}/openrosa", "patroller", live_server.token("patroller"))


@pytest.fixture(scope="module")
def way(patroller) -> tuple[str, list]:
    """A segment of the patroller's own and points along it, 12 m apart as every ten seconds on foot."""
    segment = max(patroller.get("/api/v1/sync")["segments"], key=lambda each: each["length_m"])
    line = shapely.LineString(
        np.column_stack([list(accumulate(segment["line"][axis])) for axis in ("lon", "lat")]) / 1e6
    )
    share = min(1.0, WALKED_M / segment["length_m"])
    places = shapely.get_coordinates(line.interpolate(np.linspace(0, share, 126), normalized=True))
    # A receiver scatters: points on a line would look drawn.
    places = places + np.random.default_rng(int(WALKED_M)).normal(0, 5e-6, places.shape)
    return segment["code"], [tuple(map(float, place)) for place in places]


@pytest.fixture
def instance(collect, way) -> Instance:
    """A filled-in 巡河 of yesterday morning along the own segment."""
    version = collect.forms()["river-patrol"]["version"]
    start = (datetime.now(UTC) - timedelta(days=1)).replace(microsecond=0)
    return Instance("river-patrol", version, trace(way[1]), start, minutes=40, place=way[0])


def seen(instance: Instance, way, **answers: str) -> dict[str, str]:
    lon, lat = way[1][20]
    at = iso(instance.start + timedelta(minutes=12))
    return {"category": "岸边垃圾", "at": at, "position": f"{lat} {lon} 150.0 6.0"} | answers


def test_a_phone_finds_its_forms_and_fetches_again_only_what_changed(collect):
    forms = collect.forms()
    assert collect.log[:2] == [("GET", "/openrosa/formList", 401), ("GET", "/openrosa/formList", 200)]
    assert {form_id: each["name"] for form_id, each in forms.items()} == {
        "river-patrol": "巡河",
        "forest-patrol": "巡林",
    }
    for listed in forms.values():
        xml = collect.request("GET", listed["downloadUrl"]).body
        assert listed["hash"] == f"md5:{hashlib.md5(xml).hexdigest()}"
        assert f'version="{listed["version"]}"'.encode() in xml
        (file,) = collect.media(listed["manifestUrl"])
        places = collect.request("GET", file["downloadUrl"]).body
        assert file["hash"] == f"md5:{hashlib.md5(places).hexdigest()}"
        assert f"jr://file-csv/{file['filename']}".encode() in xml
    assert collect.forms() == forms


def test_the_places_to_choose_are_the_officers_own(collect, patroller):
    (file,) = collect.media(collect.forms()["river-patrol"]["manifestUrl"])
    rows = list(csv.DictReader(io.StringIO(collect.request("GET", file["downloadUrl"]).body.decode())))
    own = [segment["code"] for segment in patroller.get("/api/v1/sync")["segments"]]
    assert [row["name"] for row in rows] == [*own, "other"]
    assert all(row["label"] for row in rows)


def test_a_walk_with_photos_becomes_a_patrol_that_counts(collect, patroller, instance, way):
    files = {"1763600000001.jpg": photo(1), "1763600000002.jpg": photo(2)}
    first, second = files
    instance.observations = [seen(instance, way, photo=first, photo_2=second, text="两处"), {"category": ""}]
    answer = collect.send(instance.xml, files)
    assert answer.status == 201, answer.message
    assert "已核收" in answer.message
    receipt = patroller.ask_patrol(instance.id).json()
    assert receipt["status"] == "complete"
    assert receipt["distance_m"] == pytest.approx(WALKED_M, rel=0.1)
    assert receipt["segments"][0]["code"] == way[0]
    assert [flag["code"] for flag in receipt["flags"]] == ["times_interpolated"]
    assert "39 分钟" in receipt["flags"][0]["message"]
    for data in files.values():
        kept = patroller.session.get(f"{patroller.base}/api/v1/photos/{hashlib.sha256(data).hexdigest()}", timeout=30)
        assert kept.content == data


def test_the_same_form_again_is_taken_again_and_changes_nothing(collect, patroller, instance, way):
    files = {"a.jpg": photo(3)}
    instance.observations = [seen(instance, way, photo="a.jpg")]
    first = collect.send(instance.xml, files)
    before = patroller.ask_patrol(instance.id).json()
    again = collect.send(instance.xml, files)
    assert (first.status, again.status) == (201, 201)
    assert (again.message, patroller.ask_patrol(instance.id).json()) == (first.message, before)


def test_posts_that_are_split_are_merged(collect, patroller, instance, way):
    files = {f"{number}.jpg": photo(number, 900) for number in (4, 5, 6)}
    assert sum(map(len, files.values())) > 2 * 2**20
    names = dict(zip(("photo", "photo_2", "photo_3"), files, strict=True))
    instance.observations = [seen(instance, way, **names)]
    answer = collect.send(instance.xml, files)
    posts = [status for method, _, status in collect.log if method == "POST"]
    assert posts == [202] * (len(posts) - 1) + [201]
    assert len(posts) > 1
    assert answer.status == 201
    assert patroller.ask_patrol(instance.id).json()["status"] == "complete"


def test_a_phone_whose_token_ended_is_asked_to_sign_in(live_server):
    stranger = Collect(f"{live_server.url}/openrosa", "patroller", "no-such-token")
    answer = stranger.request("GET", f"{stranger.server}/formList")
    assert answer.status == 401
    assert "登录" in answer.message


def test_office_staff_are_told_that_they_do_not_patrol(live_server):
    gis = Collect(f"{live_server.url}/openrosa", "gis", live_server.token("gis"))
    answer = gis.request("GET", f"{gis.server}/formList")
    assert (answer.status, answer.message) == (403, "您的职务不提交巡查。")


def test_the_qr_code_sets_up_collect_with_the_token_that_asked_for_it(live_server, collect):
    collect.forms()
    answer = collect.request("GET", f"{collect.server}/settings.json")
    general = json.loads(answer.body)["general"]
    assert (general["server_url"], general["username"]) == (collect.server, "patroller")
    assert general["password"] == collect.token
    picture = collect.request("GET", f"{collect.server}/settings.png")
    assert picture.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(picture.body)).width > 200


def test_a_browsers_cookie_is_not_given_out(live_server):
    browser = live_server.phone("patroller")
    token = browser.session.headers.pop("Authorization").removeprefix("Bearer ")
    browser.session.cookies.set("patrol_token", token)
    assert "password" not in browser.get("/openrosa/settings.json")["general"]

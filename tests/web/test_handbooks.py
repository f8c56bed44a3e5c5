"""The handbooks: each chapter is walked in Chromium, what it names is on the screen, and its pictures are of now.

`HANDBOOK_PICTURES=1 bin/test tests/web/test_handbooks.py` takes the tree's pictures anew; otherwise nothing is written.
"""

import os
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from patrol.config import ROOT
from tests.web.conftest import painted, settled
from tests.web.field.conftest import Phone, open_phone, phone, relay, river_way, take_picture  # noqa: F401

HANDBOOKS = ROOT / "docs" / "handbooks"
TAKING = os.environ.get("HANDBOOK_PICTURES") == "1"
LARGEST_BYTES = 120_000
WIDEST_PX = 1100
OFFICE_PC = {"width": 1366, "height": 768}
WALL = {"width": 1920, "height": 1080}
LABEL = re.compile("「([^」]+)」")
PICTURE = re.compile(r"!\[[^]]+\]\(pictures/([a-z-]+\.webp)\)")
SAID = """() => [document.body.innerText, ...[...document.querySelectorAll('[aria-label], [placeholder], [title]')]
  .map(each => [each.ariaLabel, each.placeholder, each.title].join('\\n'))].join('\\n')"""


class Tour:
    """A walk through the screens of a chapter: what they said, and the pictures that were taken."""

    def __init__(self):
        self.said = ""
        self.pictures: dict[str, Image.Image] = {}

    def look(self, page: Page, picture: str | None = None, of: str | None = None) -> None:
        """Hears what a screen says, and takes its picture, or that of a part, where the chapter shows it."""
        self.said += page.evaluate(SAID)
        if picture:
            shown = page.locator(of) if of else page
            shot = Image.open(BytesIO(shown.screenshot())).convert("RGB")
            shot.thumbnail((WIDEST_PX, WIDEST_PX), Image.Resampling.LANCZOS)
            self.pictures[picture] = shot


def chapters() -> dict[tuple[str, str], str]:
    """(handbook, title) → text of each chapter."""
    found = {}
    for path in sorted(HANDBOOKS.glob("[!R]*.md")):
        for chapter in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            title, text = chapter.split("\n", 1)
            found[path.stem, title] = text
    return found


CHAPTERS = chapters()
TOURS: dict[tuple[str, str], Callable] = {}


def tour(handbook: str, title: str):
    """Marks the walk of a chapter; its arguments are fixtures."""

    def mark(walk):
        TOURS[handbook, title] = walk
        return walk

    return mark


@pytest.fixture
def out_walking(phone, river_way) -> Phone:  # noqa: F811
    """A patroller's phone, recording."""
    phone.sign_in("patroller")
    phone.start(river_way[0])
    phone.walk(river_way[1:6])
    return phone


@pytest.fixture
def board(console) -> Callable[..., Page]:
    """A board of the console on an office PC, with everything there."""

    def board(address: str, username: str = "supervisor") -> Page:
        page = console(address, username=username, viewport=OFFICE_PC)
        page.wait_for_selector("#subject > :not(.state)")
        page.wait_for_load_state("networkidle")
        expect(page.locator(".spinner")).to_have_count(0)
        return page

    return board


@tour("ranger", "第一次登录")
def sign_in(tour: Tour, request) -> None:
    page = request.getfixturevalue("phone").page
    page.get_by_role("button", name="登录").wait_for()
    tour.look(page, "ranger-sign-in.webp")


@tour("ranger", "出门巡查")
def going_out(tour: Tour, request) -> None:
    held, way = request.getfixturevalue("phone"), request.getfixturevalue("river_way")
    held.sign_in("patroller")
    tour.look(held.page, "ranger-home.webp")
    held.start(way[0])
    held.walk(way[1:6])
    tour.look(held.page, "ranger-walking.webp")


@tour("ranger", "看到问题，记一笔")
def noting(tour: Tour, request) -> None:
    held, photo = request.getfixturevalue("out_walking"), request.getfixturevalue("take_picture")
    tour.look(held.page)
    held.page.get_by_role("button", name="记一笔").click()
    held.page.get_by_role("radio").first.click()
    held.page.fill("textarea", "左岸约十平方米漂浮物")
    held.page.set_input_files("input[name=camera]", photo(1))
    expect(held.page.locator(".thumbs img")).to_have_count(1)
    tour.look(held.page, "ranger-note.webp")


@tour("ranger", "结束和上传")
def finishing(tour: Tour, request) -> None:
    held, network = request.getfixturevalue("out_walking"), request.getfixturevalue("relay")
    network.cut()
    tour.look(held.page)
    held.page.get_by_role("button", name="结束").click()
    held.page.wait_for_selector(".finish")
    tour.look(held.page, "ranger-finish.webp")
    held.page.get_by_role("button", name="保存并上传").click()
    held.state("已保存在手机")
    held.turn_to("记录")
    expect(held.page.get_by_role("button", name="立即上传")).to_be_visible()
    tour.look(held.page)
    network.mend()
    held.online()
    held.send_now()
    expect(held.page.locator(".state-verified").first).to_be_visible()
    tour.look(held.page, "ranger-records.webp")


@tour("ranger", "我的手机")
def own_phone(tour: Tour, request) -> None:
    held = request.getfixturevalue("phone").sign_in("patroller")
    held.turn_to("我的")
    held.page.wait_for_selector("[data-map]")
    tour.look(held.page, "ranger-me.webp")


@tour("gis", "导入图层")
def importing(tour: Tour, request) -> None:
    page = request.getfixturevalue("board")("/?tab=imports", "gis")
    tour.look(page, "gis-import.webp")


@tour("gis", "导出成果")
def exporting(tour: Tour, request) -> None:
    page = request.getfixturevalue("board")("/?tab=imports", "gis")
    tour.look(page, "gis-export.webp", of=".imports-export")


@tour("gis", "直接用 QGIS")
def layers(tour: Tour, request) -> None:
    page = request.getfixturevalue("board")("/", "gis")
    painted(page)
    tour.look(page, "gis-map.webp")


@tour("gis", "看谁改了什么")
def changes(tour: Tour, request) -> None:
    page = request.getfixturevalue("board")("/?tab=changes", "gis")
    tour.look(page, "gis-changes.webp")


@tour("supervisor", "看一张图")
def the_map(tour: Tour, request) -> None:
    page = request.getfixturevalue("board")("/")
    painted(page)
    settled(page)
    tour.look(page, "supervisor-map.webp")
    if TAKING:
        # The README's picture is the same screen.
        shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
        shot.save(ROOT / "docs" / "console.png", optimize=True)
    page.get_by_role("tab", name="林长制").click()
    painted(page)
    tour.look(page)


@tour("supervisor", "今天怎么样")
def today(tour: Tour, request) -> None:
    tour.look(request.getfixturevalue("board")("/?tab=today"), "supervisor-today.webp")


@tour("supervisor", "问题销号")
def issues(tour: Tour, request) -> None:
    page = request.getfixturevalue("board")("/?tab=issues")
    tour.look(page, "supervisor-issues.webp")
    api = request.getfixturevalue("api")
    numbers = (issue["number"] for issue in api("issues", "office", limit=100)["items"])
    number = next(each for each in numbers if set(api(f"issues/{each}", "office")["issuable"]) - {"transfer_letter"})
    page = request.getfixturevalue("board")(f"/?tab=issues&selected={number}", "office")
    page.get_by_role("heading", name="文书").wait_for()
    tour.look(page)


@tour("supervisor", "谁没有履职")
def duties(tour: Tour, request) -> None:
    board, api = (request.getfixturevalue(name) for name in ("board", "api"))
    tour.look(board("/?tab=duties"), "supervisor-duties.webp")
    [somebody] = api("officers", "office", post="patroller", active="true", limit=1)["items"]
    page = board(f"/?tab=admin&part=people&selected={somebody['username']}", "office")
    page.get_by_role("button", name="登记请假").wait_for()
    tour.look(page)


@tour("supervisor", "验收作业")
def accepting(tour: Tour, request) -> None:
    page = request.getfixturevalue("board")("/?tab=works", "admin")
    page.locator(".data tbody .row-link").first.click()
    page.locator(".issue-head h2").wait_for()
    tour.look(page)
    page.goto("/?tab=admin&part=schemes")
    page.locator(".admin-form").first.wait_for()
    tour.look(page)


@tour("supervisor", "出通报")
def bulletins(tour: Tour, request) -> None:
    tour.look(request.getfixturevalue("board")("/?tab=bulletins"), "supervisor-bulletins.webp")


@tour("supervisor", "挂到大屏上")
def the_wall(tour: Tour, request) -> None:
    page = request.getfixturevalue("board")("/?tab=today")
    page.locator(".officer .pick").click()
    page.get_by_label("放在哪里").fill("一楼大厅")
    page.get_by_role("button", name="生成大屏地址").click()
    address = page.locator(".screens-address input").input_value()
    page.locator(".screens li", has_text="一楼大厅").first.wait_for()
    tour.look(page)
    wall = request.getfixturevalue("open_page")(viewport=WALL)
    wall.goto(address)
    wall.wait_for_selector(".wall-ground[data-painted=true]")
    tour.look(wall, "supervisor-wall.webp")
    page.locator(".screens li", has_text="一楼大厅").first.get_by_role("button", name="停用").click()
    expect(page.locator(".screens li", has_text="一楼大厅")).to_have_count(0)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: f"{chapter[0]}-{list(CHAPTERS).index(chapter)}")
def test_what_a_chapter_names_is_on_the_screen_and_its_pictures_are_small(chapter, request):
    text, walked = CHAPTERS[chapter], Tour()
    TOURS[chapter](walked, request)
    assert [label for label in LABEL.findall(text) if label not in walked.said] == []
    assert sorted(PICTURE.findall(text)) == sorted(walked.pictures)
    for name, picture in walked.pictures.items():
        kept(name, picture)


def kept(name: str, picture: Image.Image) -> None:
    """The picture in the tree is as large as the one just taken; with HANDBOOK_PICTURES=1 it is that one."""
    content = small(picture)
    path = HANDBOOKS / "pictures" / name
    if TAKING:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    with Image.open(path) as shown:
        assert shown.size == picture.size, f"{name} is of another screen: take it anew with HANDBOOK_PICTURES=1"
    assert path.stat().st_size <= LARGEST_BYTES


def small(picture: Image.Image) -> bytes:
    """WebP of at most as many bytes as a handbook's picture may have."""
    for quality in (82, 70, 58, 46, 34):
        content = BytesIO()
        picture.save(content, "WEBP", quality=quality, method=6)
        if content.tell() <= LARGEST_BYTES:
            break
    return content.getvalue()


def test_every_chapter_is_walked_and_tells_the_usual_way_and_the_way_out():
    assert set(CHAPTERS) == set(TOURS)
    for chapter, text in CHAPTERS.items():
        assert "**正常办法**" in text, chapter
        assert "**出了问题怎么办**" in text, chapter


def test_no_picture_is_left_over():
    named = {name for text in CHAPTERS.values() for name in PICTURE.findall(text)}
    assert {path.name for path in Path(HANDBOOKS / "pictures").iterdir()} == named

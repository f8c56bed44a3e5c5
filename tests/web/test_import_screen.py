"""Files in and out in the browser: dropped, checked, mended, looked at on a map, committed."""

import re

import pyproj
import pytest
import shapely
from playwright.sync_api import expect

from tests.gis.making import write, zipped
from tests.web.conftest import PATIENCE_MS, PHONE
from tests.web.test_accessibility import complaints

OFFICE_PC = {"width": 1366, "height": 768}
DRAWN = ".import-canvas[data-painted=true]"
LONG_MS = 90_000


@pytest.fixture
def place(api):
    """A township of the demo, its code and the middle of it."""
    township = next(each for each in api("divisions")["items"] if each["level"] == "township")
    west, south, east, north = township["bbox"]
    return township["code"], (west + east) / 2, (south + north) / 2


def squares(place, count, epsg=4490):
    _code, x, y = place
    to = pyproj.Transformer.from_crs(4490, epsg, always_xy=True)
    boxes = [shapely.box(x + at * 0.002, y, x + at * 0.002 + 0.001, y + 0.001) for at in range(count)]
    return [shapely.transform(box, to.transform, interleaved=False) for box in boxes]


def test_a_shapefile_without_a_system_is_mended_looked_at_and_brought_in(console, place, tmp_path, api):
    folder = tmp_path / "parts"
    folder.mkdir()
    shapes = squares(place, 4, 4527)
    x, y = shapely.get_coordinates(shapes[3])[0]
    shapes[3] = shapely.Polygon([(x, y), (x + 90, y + 90), (x + 90, y), (x, y + 90)])
    stem = f"Z{tmp_path.name[-3:]}"
    columns = {"甲": [f"{stem}-{at}" for at in range(4)], "乙": ["红一", "红二", "红三", "坏的"]}
    write(folder / "小班.shp", shapes, 4527, encoding="GBK", columns=columns)
    (folder / "小班.prj").unlink()
    page = console("/?tab=imports", username="gis", viewport=OFFICE_PC)
    page.set_input_files("input[type=file]", zipped(folder, tmp_path / "小班.zip"))
    expect(page.get_by_role("alert")).to_contain_text("坐标系", timeout=LONG_MS)
    page.locator(".import-systems label", has_text="EPSG:4527").click()
    page.get_by_label("没有区划的要素归入").select_option(place[0])
    page.get_by_role("button", name="重新检查").click()
    expect(page.get_by_role("alert")).to_contain_text("plot_number", timeout=LONG_MS)
    page.get_by_label(re.compile("^小班编码")).select_option("甲")
    page.get_by_label("小班名称").select_option("乙")
    page.get_by_role("button", name="重新检查").click()
    commit = page.get_by_role("button", name=re.compile("确认入库"))
    expect(commit).to_contain_text("新增 3", timeout=LONG_MS)
    page.wait_for_selector(DRAWN, timeout=PATIENCE_MS)
    row = page.locator(".import-list tbody tr").first
    expect(row).to_contain_text("自相交")
    row.click()
    expect(row).to_have_attribute("aria-current", "true")
    assert complaints(page) == []
    commit.click()
    expect(page.locator(".import-in")).to_contain_text("新增 3", timeout=LONG_MS)
    assert page.url.count("selected=")
    page.get_by_role("button", name="全部导入").click()
    expect(page.locator(".imports-table tbody tr").first).to_contain_text("已入库")


def test_a_file_that_is_none_is_refused_at_once_in_words(console, tmp_path):
    page = console("/?tab=imports", username="gis", viewport=OFFICE_PC)
    bad = tmp_path / "a.parquet"
    bad.write_bytes(b"PAR1")
    page.set_input_files("input[type=file]", bad)
    expect(page.get_by_role("alert")).to_contain_text("GeoParquet")
    assert complaints(page) == []


def test_what_is_discarded_is_gone_from_the_list(console, place, tmp_path):
    page = console("/?tab=imports", username="gis", viewport=OFFICE_PC)
    name = f"弃用-{tmp_path.name[-3:]}.gpkg"
    columns = {"code": ["D1"], "name": ["弃"]}
    page.set_input_files("input[type=file]", write(tmp_path / name, squares(place, 1), columns=columns))
    page.on("dialog", lambda dialog: dialog.accept())
    expect(page.get_by_role("button", name=re.compile("确认入库"))).to_be_visible(timeout=LONG_MS)
    page.get_by_role("button", name="放弃").click()
    expect(page.locator(".imports-card h3", has_text="最近的导入")).to_be_visible()
    expect(page.locator(".imports-table", has_text=name)).to_have_count(0)


def test_only_who_may_import_finds_the_board(console):
    page = console("/", username="supervisor", viewport=OFFICE_PC)
    expect(page.get_by_role("tab").first).to_be_visible()
    expect(page.get_by_role("tab", name="图层导入")).to_have_count(0)


def test_it_all_fits_a_phone(console):
    page = console("/?tab=imports", username="gis", viewport=PHONE, has_touch=True, is_mobile=True)
    expect(page.locator(".imports-drop")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert complaints(page) == []

"""An empty county of its own, and what an administrator brings into it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from openpyxl import Workbook
from playwright.sync_api import Page

from tests.gis.making import write
from tests.running import Server
from tests.web.conftest import PATIENCE_MS

OFFICE_PC = {"width": 1366, "height": 768}
COUNTY, TOWN, VILLAGE = "361099000000", "361099101000", "361099101201"
WEST, SOUTH = 116.4, 27.4


def box(west: float, south: float, size: float) -> shapely.Polygon:
    return shapely.box(WEST + west, SOUTH + south, WEST + west + size, SOUTH + south + size)


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Iterator[Server]:
    """A system with nobody in it but the administrator whom its first start made."""
    with Server(tmp_path_factory.mktemp("empty")) as server:
        yield server


@pytest.fixture
def administrator(browser, empty) -> Iterator[Page]:
    """The administrator of the empty county, signed in."""
    password = re.search(r"^\s*admin\s+(\S+)", (empty.folder / "serve.log").read_text(), re.MULTILINE)[1]
    page = browser.new_page(base_url=empty.base, viewport=OFFICE_PC)
    page.set_default_timeout(PATIENCE_MS)
    login = {"username": "admin", "password": password, "device": "test"}
    assert page.request.post("/api/v1/tokens", data=login, headers={"X-Patrol": "web"}).ok
    yield page
    page.close()


@pytest.fixture
def files(tmp_path) -> dict[str, Path]:
    """Boundaries, two segments and a plot, as a county would have them; a list of two people in Excel."""
    places = {"编码": [COUNTY, TOWN, VILLAGE], "名称": ["云岫县", "上乡", "河口村"], "级别": ["县", "乡镇", "村"]}
    rivers = {"河段编码": ["R-1", "R-2"], "河段名称": ["清溪上段", "清溪下段"], "河流": ["清溪", "清溪"]}
    lines = [shapely.LineString([(WEST + x, SOUTH + 0.05), (WEST + x + 0.03, SOUTH + 0.05)]) for x in (0.02, 0.05)]
    plots = {"小班编码": ["P-1"], "小班名称": ["竹山"], "行政区划代码": [VILLAGE]}
    people = Workbook()
    for row in (
        ["账号", "姓名", "职务", "行政区划代码"],
        ["wangwei", "王伟", "巡河员", VILLAGE],
        ["lili", "李丽", "护林员", VILLAGE],
    ):
        people.active.append(row)
    people.save(tmp_path / "people.xlsx")
    people.active.append(["zhao", "赵", "皇帝", VILLAGE])
    people.save(tmp_path / "wrong.xlsx")
    return {
        "boundary": write(tmp_path / "区划.gpkg", [box(0, 0, 0.2), box(0, 0, 0.1), box(0, 0, 0.1)], columns=places),
        "rivers": write(tmp_path / "河段.gpkg", lines, columns=rivers),
        "plots": write(tmp_path / "小班.gpkg", [box(0.02, 0.02, 0.01)], columns=plots),
        "people": tmp_path / "people.xlsx",
        "wrong": tmp_path / "wrong.xlsx",
    }

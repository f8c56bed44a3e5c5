"""The county's own base map under the console's map: a tile service that runs here, asked with its key."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.conftest import DEMO_PASSWORD
from tests.running import Server
from tests.web.conftest import painted

KEY = "abc123secret"
APPROVAL = "GS（2026）0001号"
GROUND = (214, 120, 214)


class TileService:
    """A WMTS that paints every tile in one colour for those who have its key."""

    def __init__(self):
        self.asked: list[dict] = []
        picture = BytesIO()
        Image.new("RGB", (256, 256), GROUND).save(picture, "PNG")
        service = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self):
                asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
                service.asked.append(asked)
                self.send_response(200 if asked.get("tk") == KEY else 403)
                self.send_header("Content-Type", "image/png")
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()
                if asked.get("tk") == KEY:
                    self.wfile.write(picture.getvalue())

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def template(self) -> str:
        """Its address, as Tianditu's is written."""
        layer = "SERVICE=WMTS&REQUEST=GetTile&LAYER=vec&TILEMATRIXSET=w"
        return f"{self.origin}/vec_w/wmts?{layer}&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={{key}}"


@pytest.fixture(scope="module")
def service():
    running = TileService()
    yield running
    running.server.shutdown()


@pytest.fixture(scope="module")
def mapped(live_server, service, tmp_path_factory):
    """A second server on the demo county, with a tile service and an approval number in its settings."""
    settings = {
        "DATABASE_URL": live_server.database_url,
        "PATROL_BASE_WMTS": service.template,
        "PATROL_BASE_WMTS_KEY": KEY,
        "PATROL_MAP_APPROVAL": APPROVAL,
    }
    with Server(tmp_path_factory.mktemp("mapped"), **settings) as server:
        yield server


@pytest.fixture
def page(open_page, mapped):
    page = open_page()
    login = {"username": "supervisor", "password": DEMO_PASSWORD, "device": "test"}
    assert page.request.post(f"{mapped.base}/api/v1/tokens", data=login, headers={"X-Patrol": "web"}).ok
    page.goto(mapped.base)
    page.wait_for_selector(".console")
    return page


def share(page) -> float:
    """How much of the map's edge, where no figures lie, shows the service's colour, a little paler."""
    shot = Image.open(BytesIO(page.locator(".map canvas").screenshot())).convert("RGB").crop((8, 8, 150, 60))
    tinted = [amount for amount, (r, g, b) in shot.getcolors(10_000) if r - g > 25 and b - g > 25]
    return sum(tinted) / (shot.width * shot.height)


def test_tiles_of_the_service_lie_under_the_figures_and_the_switch_takes_them_away(page, service):
    expect(page.locator(".map-origin")).to_contain_text(f"审图号：{APPROVAL}")
    page.wait_for_timeout(500)
    painted(page)
    assert share(page) > 0.9
    assert {asked["tk"] for asked in service.asked} == {KEY}
    page.locator(".layers .pick").click()
    page.get_by_label("山林水系底图").uncheck()
    page.keyboard.press("Escape")
    painted(page)
    assert share(page) < 0.1


def test_a_sheet_has_the_number_of_the_settings(page):
    painted(page)
    page.get_by_role("button", name="出图").click()
    assert page.get_by_label("审图号").input_value() == APPROVAL


def test_the_key_is_told_to_nobody_who_is_not_signed_in(open_page, mapped):
    page = open_page()
    answers = []
    page.on("response", lambda answer: answers.append(answer) if answer.url.startswith(mapped.base) else None)
    page.goto(mapped.base)
    page.wait_for_selector("form")
    assert answers
    assert not [answer.url for answer in answers if KEY in answer.text()]
    assert page.request.get(f"{mapped.base}/api/v1/base-map").status == 401


def test_the_page_may_fetch_from_that_host_alone(open_page, mapped, service):
    page = open_page()
    policy = page.request.get(mapped.base).headers["content-security-policy"]
    assert f"connect-src 'self' {service.origin};" in policy
    assert service.origin not in page.request.get(f"{mapped.base}/field/").headers["content-security-policy"]

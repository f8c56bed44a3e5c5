"""What a person in a browser is told who is refused: a short page in words, where programs get JSON."""

from http import HTTPStatus

from flask import Response, request

from gis import pages
from gis.errors import NotPublished
from gis.publisher import Publisher, root

FOR_PROGRAMS = frozenset({"json", "geojson", "jsonfg"})
TITLES = {
    HTTPStatus.BAD_REQUEST: ("这个地址读不懂", "This address cannot be read"),
    HTTPStatus.UNAUTHORIZED: ("请先登录", "Please sign in"),
    HTTPStatus.FORBIDDEN: ("您不能查看这一页", "This page is not for you to see"),
    HTTPStatus.NOT_FOUND: ("没有这一页", "There is no such page"),
}
OTHERWISE = ("现在无法回答", "This cannot be answered just now")


def in_words(publisher: Publisher, response: Response) -> Response:
    """The answer itself, or where a person is refused, the same refusal as a page."""
    if response.status_code < HTTPStatus.BAD_REQUEST or not response.is_json or not _is_person():
        return response
    told = response.get_json()
    title = TITLES.get(HTTPStatus(response.status_code), OTHERWISE)[publisher.locale().startswith("en")]
    signing_in = publisher.sign_in if response.status_code == HTTPStatus.UNAUTHORIZED else None
    page = pages.page(
        publisher, "refused.html", title, [], told=told, here=request.url, layers=f"{root()}/collections",
        signing_in=signing_in,
    )  # fmt: skip
    response.set_data(page.get_data())
    response.content_type = page.content_type
    response.headers.update(pages.HEADERS)
    if signing_in and "WWW-Authenticate" in response.headers:
        # With Basic in it, browsers ask for a name and a password in a box of their own before they show any page.
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def nowhere(publisher: Publisher, path: str) -> Response:
    """Public: what has no route of its own is not found, in words for a person here too."""
    raise NotPublished(path[:100])


def _is_person() -> bool:
    """Whether a browser reads the answer, whichever format was asked for: a file that is refused is no file."""
    if request.method not in ("GET", "HEAD") or request.args.get("f") in FOR_PROGRAMS:
        return False
    return pages.wanted({}) or request.args.get("f") == "html"

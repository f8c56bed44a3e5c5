"""Values in an instance of Collect: text, moments, points, lines, the instance's id; Invalid where unreadable."""

import re
import uuid
from datetime import datetime
from math import isfinite
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError
from zoneinfo import ZoneInfo

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from patrol.errors import Invalid, Refusal

INSTANCE_ID = re.compile(r"uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)
EARLIEST, LATEST = 1900, 2200
SHOWN = 64


class Spot(NamedTuple):
    """One point as Collect writes it ("lat lon altitude accuracy"): degrees, and metres of accuracy where measured.

    Collect writes an accuracy of 0 for a point that was tapped on the map or came from a mock location.
    """

    lon: float
    lat: float
    accuracy_m: float | None

    @property
    def position(self) -> dict:
        """The same as a position of the contract."""
        return {"lon": self.lon, "lat": self.lat, "accuracy_m": self.accuracy_m}


def parsed(xml: bytes) -> Element:
    """The root of an XML document; Refusal when it is none, or when it declares a DTD or entities."""
    try:
        return fromstring(xml, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Refusal("collect_forbidden_xml") from error
    except (ParseError, ValueError, LookupError, RecursionError) as error:
        raise Refusal("collect_bad_xml") from error


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element, name: str) -> list[Element]:
    """The children of this name, in whatever namespace."""
    return [child for child in element if local_name(child) == name]


def text(element: Element, *path: str) -> str:
    """The text at a path of names below `element`, stripped; empty where there is none."""
    for name in path:
        found = children(element, name)
        if not found:
            return ""
        element = found[0]
    return (element.text or "").strip()


def instance_id(root: Element) -> uuid.UUID:
    """The UUID in an instance's meta block."""
    said = text(root, "meta", "instanceID")
    known = INSTANCE_ID.fullmatch(said)
    if known is None:
        raise Invalid({"instanceID": ("collect_instance_id", {"value": said[:SHOWN]})})
    return uuid.UUID(known[1])


def file_name(said: str) -> str:
    """A file's name without the folders before it: some phones name a photo by its path in one place only."""
    return said.replace("\\", "/").rpartition("/")[2]


def moment(said: str, field: str, zone: ZoneInfo) -> datetime | None:
    """An ISO time; without an offset it is the county's. None where nothing is said."""
    if not said:
        return None
    try:
        at = datetime.fromisoformat(said)
    except ValueError as error:
        raise Invalid({field: ("collect_time", {"value": said[:SHOWN]})}) from error
    # Years at the edges of the calendar cannot be moved to another zone.
    if not EARLIEST <= at.year <= LATEST:
        raise Invalid({field: ("collect_time", {"value": said[:SHOWN]})})
    return at if at.tzinfo else at.replace(tzinfo=zone)


def spot(said: str, field: str, index: int = 1) -> Spot:
    """One point; what is not two to four finite numbers is refused."""
    try:
        numbers = [float(part) for part in said.split()]
    except ValueError:
        numbers = []
    if not 2 <= len(numbers) <= 4 or not all(map(isfinite, numbers)):
        raise Invalid({field: ("collect_point", {"index": index, "value": said[:SHOWN]})})
    lat, lon = numbers[:2]
    return Spot(lon, lat, numbers[3] if len(numbers) == 4 and numbers[3] > 0 else None)


def line(said: str, field: str) -> list[Spot]:
    """The points of a geotrace, which semicolons part."""
    return [spot(part, field, index) for index, part in enumerate(filter(str.strip, said.split(";")), start=1)]

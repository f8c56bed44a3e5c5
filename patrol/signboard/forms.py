"""The form of a report as it comes in: words checked one by one, each complaint by its field."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import isfinite
from uuid import UUID, uuid4, uuid5

from patrol.errors import Invalid

LONGEST = {"category": 64, "text": 1000, "place": 200, "phone": 20}
PHONE = re.compile(r"\+?[0-9][0-9 ()-]{4,18}[0-9]")
TRAP = "subject"


@dataclass(frozen=True)
class Given:
    """What somebody wrote into the form, as they wrote it, so that nothing is lost when it is shown again."""

    key: str = ""
    category: str = ""
    text: str = ""
    place: str = ""
    phone: str = ""
    lon: str = ""
    lat: str = ""
    accuracy_m: str = ""


def fresh() -> Given:
    """An empty form with a key of its own, by which a report that is sent twice is known."""
    return Given(key=str(uuid4()))


def given(form: Mapping[str, str]) -> Given:
    """What came in, shortened to what is worth showing again."""
    return Given(**{name: form.get(name, "").strip()[:2000] for name in asdict(Given())})


def check(said: Given, trap: str) -> None:
    """Invalid for what cannot be taken, by field; a filled trap is a machine's."""
    errors: dict[str, object] = {}
    if trap:
        errors["subject"] = "public_trap"
    for name, most in LONGEST.items():
        value = getattr(said, name)
        if len(value) > most:
            errors[name] = ("public_long", {"most": most})
        if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            errors[name] = "nul"
    if not said.category:
        errors.setdefault("category", "public_category")
    if len(said.text) < 2:
        errors.setdefault("text", "public_text")
    if said.phone and not PHONE.fullmatch(said.phone):
        errors["phone"] = "public_phone"
    if errors:
        raise Invalid(errors)


def position(said: Given) -> dict[str, float] | None:
    """Degrees, where the form carries them; Invalid when they are none."""
    if not said.lon and not said.lat:
        return None
    try:
        lon, lat = float(said.lon), float(said.lat)
    except ValueError as error:
        raise Invalid({"position": "public_position"}) from error
    if not (isfinite(lon) and isfinite(lat)):
        raise Invalid({"position": "public_position"})
    return {"lon": lon, "lat": lat}


def identity(said: Given, address: str, photos: list[str]) -> UUID:
    """The id of this very report: the form's key and all it says, so that a reload is one and a new text another."""
    try:
        key = UUID(said.key)
    except ValueError as error:
        raise Invalid({"key": "public_key"}) from error
    content = "\0".join([address, *asdict(said).values(), *photos])
    return uuid5(key, hashlib.sha256(content.encode()).hexdigest())

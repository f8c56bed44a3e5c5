"""The generated county as rows of the tables."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from patrol.demo import rules
from patrol.demo.county import County
from patrol.demo.works import Target
from patrol.demo.writing import insert, stored
from patrol.models import AnnualTarget

PHONE = "demo"  # in place of a number: which officers the demonstration brought


def divisions(county: County, today: date) -> list[dict]:
    """County, townships, villages."""
    return [
        {
            "code": place.code,
            "name": place.name,
            "level": place.level,
            "parent_code": place.parent,
            "valid_from": date(today.year - 5, 1, 1),
            "geom": stored(place.boundary),
        }
        for place in county.places
    ]


def officers(county: County, password_hash: str, sign_ins: Sequence[tuple[str, str, str]]) -> list[dict]:
    """Everybody; only those of the sign-ins have a password."""
    may_sign_in = {username for username, _password, _who in sign_ins}
    return [
        {
            "username": person.username,
            "name": person.name,
            "post": person.post,
            "division_code": person.division_code,
            "phone": PHONE,
            "password_hash": password_hash if person.username in may_sign_in else None,
        }
        for person in county.people
    ]


def rivers(county: County) -> list[dict]:
    """The rivers, once each."""
    return [{"code": code, "name": name} for code, name in {s.river_code: s.river for s in county.segments}.items()]


def segments(county: County, river_ids: dict[str, int]) -> list[dict]:
    """The river segments."""
    return [
        {
            "code": segment.code,
            "name": segment.name,
            "river_id": river_ids[segment.river_code],
            "division_code": segment.division_code,
            "geom": stored(segment.line),
        }
        for segment in county.segments
    ]


def plots(county: County) -> list[dict]:
    """The forest plots."""
    village = {place.code: place.name for place in county.villages}
    return [
        {
            "code": plot.code,
            "name": f"{village[plot.division_code]}{plot.compartment}林班{plot.number}小班",
            "division_code": plot.division_code,
            "compartment": plot.compartment,
            "plot_number": plot.number,
            "tree_species": plot.species,
            "land_class": plot.land_class,
            "recorded_area_m2": plot.recorded_area_m2,
            "geom": stored(plot.boundary),
        }
        for plot in county.plots
    ]


def zones(county: County) -> list[dict]:
    """The zoning units."""
    return [
        {
            "code": zone.code,
            "name": zone.name,
            "category": zone.category,
            "division_code": zone.division_code,
            "geom": stored(zone.boundary),
        }
        for zone in county.zones
    ]


def assignments(county: County, officer_ids, object_ids, today: date) -> list[dict]:
    """Who answers for what, since before the first patrol."""
    return [
        {
            "officer_id": officer_ids[duty.username],
            "segment_id": object_ids[duty.code] if duty.kind == "river" else None,
            "plot_id": object_ids[duty.code] if duty.kind == "forest" else None,
            "post": duty.post,
            "valid_from": rules.two_years_before(today),
        }
        for duty in county.duties
    ]


def insert_targets(session: Session, targets: list[Target]) -> None:
    """The annual targets; they follow the season curves."""
    insert(
        session,
        AnnualTarget,
        (
            {
                "year": target.year,
                "division_code": target.division_code,
                "work_type": target.work_type,
                "area_m2": target.area_m2,
            }
            for target in targets
        ),
    )

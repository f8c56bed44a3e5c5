"""One feature goes the way of an import's: staged, judged with the database in sight, written, and laid."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from sqlalchemy import text
from sqlalchemy.orm import Session

from gis.errors import BadFeature
from patrol.access import Viewer
from patrol.config import Settings
from patrol.editing.drawing import is_swapped
from patrol.editing.editable import Editable
from patrol.editing.words import Words
from patrol.errors import Conflict
from patrol.importing import Order, judging, laying, staging, writing

FIELDS = {
    "division_unknown": "division_code",
    "division_none": "division_code",
    "plot_taken": "plot_number",
    "parent_unknown": "parent_code",
    "outside_county": "geometry",
    "code_missing": "code",
}

NEAR_M = 200
"""A river along a border may belong to either side, and boundaries of two sources differ."""
_APART = """
SELECT d.code, d.name, t.code IS NOT NULL AS stays FROM incoming i JOIN division d ON d.code = i.division_code
LEFT JOIN {table} t ON t.code = i.code AND t.division_code = i.division_code
WHERE NOT i.placed AND NOT ST_Intersects(d.geom, i.geom)
  AND NOT ST_DWithin(d.geom::geography, i.geom::geography, :near_m)
  AND (t.code IS NULL OR ST_DWithin(d.geom::geography, t.geom::geography, :near_m))
"""


def take(
    session: Session,
    viewer: Viewer,
    editable: Editable,
    values: Mapping[str, Any],
    shape: shapely.Geometry | None,
    settings: Settings,
    *,
    new: bool,
) -> str:
    """Write one feature, `values` by the columns of the staging table; returns its code.

    BadFeature names what cannot be taken; Conflict where a new one has the code of another.
    """
    kind = editable.kind
    fields = editable.mapped(values)
    staging.create(session, kind)
    staging.copy(session, fields, np.array([1]), [[value] for value in values.values()], np.array([shape]))
    judging.judge(session, kind, fields, Order(), settings, for_good=True)
    for remark in judging.refused(session):
        raise BadFeature(_said(session, remark, shape))
    code = _own(session, viewer, editable)
    _check_ground(session, editable)
    writing.compare(session, kind, fields)
    if not new:
        writing.write(session, kind, fields, settings)
    elif not writing.add(session, kind, fields):
        # Others write meanwhile: only the insert itself knows whether the code is free.
        raise Conflict("edit_code_taken", {"code": ("edit_code_taken", {"code": code})}, code=code)
    laying.lay(session, kind, settings, lambda *_: None)
    return code


def _said(session: Session, remark, shape: shapely.Geometry | None) -> dict[str, Any]:
    reason = remark.why
    if reason.key == "outside_county" and shape is not None and is_swapped(session, shape):
        return {"geometry": Words("edit_axes")}
    if reason.key == "division_none":
        return {"division_code": Words("edit_no_division")}
    field = reason.params["name"] if reason.key == "value_missing" else FIELDS.get(reason.key, "body")
    return {field: reason}


def _check_ground(session: Session, editable: Editable) -> None:
    """BadFeature where a feature comes to lie apart from its division, on the ground or on paper. One that was apart
    from it already can still be edited."""
    if editable.layer == "divisions":
        return
    apart = session.execute(text(_APART.format(table=editable.kind.table)), {"near_m": NEAR_M}).first()
    if apart is not None:
        field, said = ("geometry", "edit_dragged") if apart.stays else ("division_code", "edit_apart")
        raise BadFeature({field: Words(said, code=apart.code, name=apart.name)})


def _own(session: Session, viewer: Viewer, editable: Editable) -> str:
    """The feature's code; BadFeature where it would lie outside the viewer's division."""
    code, division = session.execute(text("SELECT code, division_code FROM incoming")).one()
    field = "code" if editable.layer == "divisions" else "division_code"
    place = code if editable.layer == "divisions" else division
    if not place.startswith(viewer.prefix):
        raise BadFeature({field: Words("edit_outside", code=place)})
    return code

"""Rows with a point for a shape, as our own tables have them: they change a stored feature's figures, not its shape."""

import json

import numpy as np
import shapely
from sqlalchemy import text
from sqlalchemy.orm import Session

from gis.files.checking import Checked
from patrol.importing.kinds import Kind
from patrol.importing.reasons import Reason

_TAKE = """
UPDATE incoming i SET geom = t.geom{division}
FROM {table} t WHERE t.code = i.code AND i.geom IS NULL AND i.refused IS NULL
"""
_ITS_DIVISION = ", division_code = coalesce(i.division_code, t.division_code)"
_REFUSE_OTHERS = """
UPDATE incoming SET refused = 'shape_needed', params = CAST(:params AS jsonb) WHERE geom IS NULL AND refused IS NULL
"""


def spare(kind: Kind, geometries: np.ndarray, checked: Checked) -> None:
    """Let points pass as features without a shape, where the shape may be stored already."""
    if kind.family == "place":
        return
    points = np.flatnonzero(shapely.get_type_id(geometries) == shapely.GeometryType.POINT)
    for at in map(int, points):
        if at in checked.refused and checked.refused[at].key == "geometry_type":
            del checked.refused[at]


def take(session: Session, kind: Kind) -> list[Reason]:
    """Give features of `incoming` without a shape that of the stored one of their code, and refuse those of no known
    code; what is to be said about it."""
    waiting = session.scalar(text("SELECT count(*) FROM incoming WHERE geom IS NULL AND refused IS NULL"))
    if not waiting:
        return []
    division = "" if kind.table == "division" else _ITS_DIVISION
    taken = session.execute(text(_TAKE.format(table=kind.table, division=division))).rowcount
    params = {"title": kind.title("zh-CN"), "title_en": kind.title("en")}
    session.execute(text(_REFUSE_OTHERS), {"params": json.dumps(params)})
    return [Reason("shapes_kept", {"count": taken})] if taken else []

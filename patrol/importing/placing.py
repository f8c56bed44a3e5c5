"""Which division an incoming feature belongs to, and whether it lies in the county at all."""

import shapely
from sqlalchemy import text
from sqlalchemy.orm import Session

from patrol.importing.reasons import ImportRefused

FAR_M = 5_000
# Nothing within FAR_M lies farther than this in degrees, in any Chinese latitude; it lets the index look first.
_FAR_DEG = 0.1

_REFUSE_UNKNOWN = """
UPDATE incoming i SET refused = 'division_unknown', params = jsonb_build_object('code', division_code)
WHERE refused IS NULL AND division_code IS NOT NULL
  AND NOT EXISTS (SELECT FROM division d WHERE d.code = i.division_code)
"""

# Tables of the forest survey name township and village by name, by the three digits of their level, or by full code.
_BY_NAME = """
UPDATE incoming i SET division_code = found.code
FROM (
  SELECT n.number, min(v.code) AS code
  FROM incoming n
  JOIN division v ON v.level = 'village' AND (v.name = n.village OR v.code = n.village
    OR (n.village ~ '^[0-9]{1,3}$' AND substr(v.code, 10, 3) = lpad(n.village, 3, '0')))
  JOIN division t ON t.code = v.parent_code AND (t.name = n.township OR t.code = rpad(n.township, 12, '0')
    OR (n.township ~ '^[0-9]{1,3}$' AND substr(t.code, 7, 3) = lpad(n.township, 3, '0')))
  WHERE n.division_code IS NULL
  GROUP BY n.number HAVING count(*) = 1
) found
WHERE i.number = found.number
"""

_BY_OPTION = "UPDATE incoming SET division_code = :division WHERE division_code IS NULL"

# Only where several divisions of the deepest level meet a feature is the overlap worked out; the larger one wins.
_BY_PLACE = """
UPDATE incoming i SET division_code = found.code, placed = true
FROM (
  SELECT DISTINCT ON (number) number, code
  FROM (
    SELECT n.number, d.code, d.geom AS division, n.geom, d.depth, max(d.depth) OVER feature AS deepest,
           count(*) OVER (PARTITION BY n.number, d.depth) AS rivals
    FROM incoming n
    JOIN (
      SELECT code, geom, array_position(ARRAY['county', 'township', 'village'], level) AS depth
      FROM division WHERE valid_to IS NULL
    ) d ON ST_Intersects(d.geom, n.geom)
    WHERE n.division_code IS NULL AND n.refused IS NULL
    WINDOW feature AS (PARTITION BY n.number)
  ) met
  WHERE depth = deepest
  ORDER BY number, CASE WHEN rivals > 1 THEN
    CASE ST_Dimension(geom) WHEN 1 THEN ST_Length(ST_Intersection(division, geom))
      ELSE ST_Area(ST_Intersection(division, geom)) END END DESC, code
) found
WHERE i.number = found.number
"""

_REFUSE_NONE = """
UPDATE incoming SET refused = 'division_none', params = '{}' WHERE refused IS NULL AND division_code IS NULL
"""

_REFUSE_FAR = """
UPDATE incoming i SET refused = 'outside_county', params = jsonb_build_object('distance_km', (
  SELECT min(ST_Distance(c.geom::geography, i.geom::geography)) / 1000 FROM division c WHERE c.level = 'county'))
WHERE refused IS NULL AND NOT placed
  AND EXISTS (SELECT FROM division WHERE level = 'county' AND geom IS NOT NULL)
  AND NOT EXISTS (
    SELECT FROM division c
    WHERE c.level = 'county' AND ST_DWithin(c.geom, i.geom, :far_deg)
      AND (ST_Intersects(c.geom, i.geom) OR ST_DWithin(c.geom::geography, i.geom::geography, :far_m)))
"""


def place(session: Session, division: str | None, names_places: bool) -> None:
    """Give every incoming feature its division: by its own code, by names, by `division` for all, by where it lies."""
    session.execute(text(_REFUSE_UNKNOWN))
    if names_places:
        session.execute(text(_BY_NAME))
    if division:
        session.execute(text(_BY_OPTION), {"division": division})
    session.execute(text(_BY_PLACE))
    session.execute(text(_REFUSE_NONE))
    session.execute(text(_REFUSE_FAR), {"far_m": FAR_M, "far_deg": _FAR_DEG})


def known_division(session: Session, code: str | None) -> str | None:
    """The 12 digits of a division given as an option; ImportRefused where there is none of that code."""
    if code is None:
        return None
    full = code.strip().ljust(12, "0")
    if not session.scalar(text("SELECT true FROM division WHERE code = :code"), {"code": full}):
        raise ImportRefused("division_option", code=code)
    return full


def county_box(session: Session) -> tuple[float, float, float, float] | None:
    """West, south, east, north of the county in degrees; None where no boundary is stored yet."""
    extent = "SELECT ST_XMin(e), ST_YMin(e), ST_XMax(e), ST_YMax(e) FROM (SELECT ST_Extent(geom) e FROM division) d"
    box = session.execute(text(extent)).one()
    return None if box[0] is None else tuple(box)


def county_shape(session: Session) -> shapely.Geometry | None:
    """What the divisions cover together, a little generously; None where no boundary is stored yet."""
    shape = "SELECT ST_AsBinary(ST_Union(ST_Simplify(geom, 0.0001, true))) FROM division WHERE level = 'county'"
    for where in (shape, shape.replace(" WHERE level = 'county'", "")):
        found = session.scalar(text(where))
        if found is not None:
            return shapely.from_wkb(bytes(found))
    return None

"""Where QGIS gets a layer from, as its providers write it. No source holds a name or a password: QGIS asks for them."""


def quoted(value: object) -> str:
    """A value in a source of the database providers."""
    escaped = str(value).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def postgis_source(host: str, port: int, database: str, schema: str, table: str, kind: str, srid: int) -> str:
    """A table or view of PostGIS with the whole-number key `id` and the geometry `geom`."""
    where = f"dbname={quoted(database)} host={quoted(host)} port={quoted(port)} key='id'"
    what = f'srid={srid} type={kind} checkPrimaryKeyUnicity=\'0\' table="{schema}"."{table}" (geom)'
    return f"{where} estimatedmetadata=false {what}"


def features_source(url: str, collection: str) -> str:
    """A collection of an OGC API - Features server."""
    paging = "pagingEnabled='true' pageSize='1000' restrictToRequestBBOX='1'"
    return f"{paging} srsname='OGC:CRS84' typename={quoted(collection)} url={quoted(url)}"


def tiles_source(url: str, collection: str, zooms: tuple[int, int]) -> str:
    """A collection's vector tiles in WebMercatorQuad."""
    address = f"{url}/collections/{collection}/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}"
    return f"type=xyz&url={address}&zmin={zooms[0]}&zmax={zooms[1]}"


def geometry_of(kind: str) -> str:
    """Point, Line or Polygon: what a project calls a layer of this geometry type."""
    return {"Point": "Point", "LineString": "Line", "Polygon": "Polygon"}[kind.removeprefix("Multi")]

"""An empty county around Liechtenstein: its divisions as a file, the real waterways and forests with codes."""

from pathlib import Path

import shapely

from tests.hamlet import write_layer
from tests.running import ROOT, Phone, Server

from .ground import Ground, Plane, read_layer

DATA = ROOT.parent / "shared" / "data"
SOURCE = DATA / "liechtenstein.gpkg"
PHOTOS = sorted((DATA / "photos").glob("*.jpg"))
PLANE = Plane(9.53, 47.14)
COUNTY, TOWNSHIP, VILLAGE = "900000000000", "900000101000", "900000101201"
PASSWORD = "Drei Schwestern 2052"
BOUNDARY = shapely.box(9.40, 46.90, 9.72, 47.36)


def write_divisions(path: Path) -> None:
    """County, township and village, all three the same box."""
    columns = {
        "code": [COUNTY, TOWNSHIP, VILLAGE],
        "name": ["列支县", "莱茵镇", "瓦杜兹村"],
        "level": ["county", "township", "village"],
        "parent": [None, COUNTY, TOWNSHIP],
    }
    write_layer(path, [BOUNDARY] * 3, columns)


def write_plots(path: Path) -> dict[str, shapely.Geometry]:
    """The forests with a code for each, which the source lacks; their shapes by that code."""
    fids, _, shapes = read_layer(SOURCE, "forests")
    plots = {f"F{fid}": shape for fid, shape in zip(fids, shapes, strict=True)}
    write_layer(path, list(plots.values()), {"code": list(plots)})
    return plots


def waterways() -> dict[str, shapely.LineString]:
    """The waterways of the source by osm_id, in degrees."""
    _, columns, shapes = read_layer(SOURCE, "waterways")
    return dict(zip(columns["osm_id"], shapes, strict=True))


def fill(server: Server) -> dict[str, shapely.Geometry]:
    """Puts divisions, waterways, forests and two officers into the county through bin/patrol; the plots by code."""
    write_divisions(server.folder / "divisions.gpkg")
    plots = write_plots(server.folder / "plots.gpkg")
    server.patrol("import", "divisions", server.folder / "divisions.gpkg")
    source = ("--layer", "waterways", "--field", "code=osm_id", "--field", "name=name")
    server.patrol("import", "river-segments", SOURCE, *source, "--division", VILLAGE)
    source = ("--layer", "plots", "--field", "code=code")
    server.patrol("import", "forest-plots", server.folder / "plots.gpkg", *source, "--division", VILLAGE)
    for username, post, division in (("ranger", "ranger", VILLAGE), ("office", "office", COUNTY)):
        officer = ("--name", username, "--post", post, "--division", division, "--password-stdin")
        server.patrol("officer", "add", username, *officer, stdin=f"{PASSWORD}\n")
    return plots


class County:
    """The filled county: its ground, its plots, and who is signed in."""

    def __init__(self, server: Server):
        self.plots = fill(server)
        self.lines = waterways()
        self.ground = Ground.of(self.lines, PLANE)
        self.ranger = Phone(server.base).sign_in("ranger", PASSWORD)
        self.office = Phone(server.base).sign_in("office", PASSWORD)

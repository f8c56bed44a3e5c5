"""Tiles of CGCS2000Quad as QGIS reads them. Its own tile layer knows Web Mercator alone; GDAL's driver of tiles, which
comes with it, takes any square grid that a file beside the tiles describes."""

import json
from base64 import b64encode
from pathlib import Path
from urllib.request import Request, urlopen

from qgis.core import QgsVectorLayer

ZOOM = 11
SIDE = 180 / 2**ZOOM
# The driver counts from one square of the whole turn; ours begins with two, so that its levels are one ahead.
AHEAD = 1


def quad(url, name, sign_in, folder):
    """What QGIS finds in the layer's tiles of one level."""
    level = Path(folder) / "cgcs2000" / str(ZOOM + AHEAD)
    extent = json.loads(fetched(f"{url}/collections/{name}", sign_in))["extent"]["spatial"]["bbox"][0]
    tiles = download(f"{url}/collections/{name}/tiles/CGCS2000Quad/{ZOOM}", extent, sign_in, level)
    describe(level.parent, name)
    found = QgsVectorLayer(str(level), name, "ogr")
    box = found.extent()
    return {
        "tiles": tiles,
        "valid": found.isValid(),
        "crs": found.crs().authid(),
        "codes": sorted({feature["code"] for feature in found.getFeatures()}),
        "extent": [box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()],
        "of_the_layer": extent,
        "unit": SIDE / 4096,
    }


def download(address, extent, sign_in, level):
    """The tiles that the extent touches, as files column/row; how many were not empty."""
    west, south, east, north = extent
    many = 0
    for column in range(int((west + 180) / SIDE), int((east + 180) / SIDE) + 1):
        for row in range(int((90 - north) / SIDE), int((90 - south) / SIDE) + 1):
            content = fetched(f"{address}/{row}/{column}", sign_in)
            if content:
                path = level / str(column) / f"{row}.pbf"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                many += 1
    return many


def describe(folder, name):
    """The file that tells the driver where the squares lie."""
    grid = {"crs": "EPSG:4490", "tile_origin_upper_left_x": -180, "tile_origin_upper_left_y": 90}
    layers = {"vector_layers": [{"id": name, "fields": {"code": "String"}}]}
    told = {"name": name, **grid, "tile_dimension_zoom_0": 360, "json": json.dumps(layers)}
    (folder / "metadata.json").write_text(json.dumps(told))


def fetched(address, sign_in):
    """The bytes at an address, signed in as Basic (user name, token)."""
    credentials = b64encode(":".join(sign_in).encode()).decode()
    with urlopen(Request(address, headers={"Authorization": f"Basic {credentials}"}), timeout=60) as answer:
        return answer.read()

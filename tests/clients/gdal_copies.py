"""Layers copied by the GDAL inside pyogrio, each into a GeoPackage; run apart, because the application's own process
keeps GDAL from the network: URL USERNAME TOKEN FOLDER, and as JSON {name: {layer, and options of reading}}
or {name: {document: what is fetched as a file first}}."""

import json
import sys
from pathlib import Path

import pyogrio
import requests
from pyogrio import raw


def main(url, username, token, folder, wanted):
    """Copies all that is wanted."""
    pyogrio.set_gdal_config_options({"GDAL_HTTP_USERPWD": f"{username}:{token}"})
    source = f"OAPIF:{url}"
    print(json.dumps(pyogrio.list_layers(source)[:, 0].tolist()))
    for name, options in json.loads(wanted).items():
        if "document" in options:
            answer = requests.get(f"{url}/{options['document']}", auth=(username, token), timeout=60)
            (Path(folder) / f"{name}.json").write_bytes(answer.content)
            meta, _fids, shapes, columns = raw.read(Path(folder) / f"{name}.json")
        else:
            box = tuple(options.pop("bbox", ())) or None
            meta, _fids, shapes, columns = raw.read(source, bbox=box, PAGE_SIZE="1000", **options)
        known = meta["geometry_type"]
        told = {"crs": meta["crs"], "geometry_type": known, "layer": name, "driver": "GPKG"}
        raw.write(Path(folder) / f"{name}.gpkg", shapes, columns, list(meta["fields"]), **told)


main(*sys.argv[1:])

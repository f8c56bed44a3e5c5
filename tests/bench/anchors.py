"""The publishers that ours is measured against, tipg and pygeoapi, each as its documents say, in a place of their own.

They are no part of this project: without them, or without a network to fetch them from, what compares is skipped.
"""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from tests.running import _free_port

PACKAGES = (
    "tipg==1.6.1",
    "uvicorn[standard]",
    "pygeoapi==0.21.0",
    "gunicorn",
    "psycopg2-binary",
    "sqlalchemy",
    "geoalchemy2",
)
TABLE = "forest_plot"
# pygeoapi takes degrees that are not north first to be EPSG:4326: it gets the same rows, called so.
COPY = """
CREATE TABLE IF NOT EXISTS plot_in_4326 AS
  SELECT id, code, name, division_code, compartment, plot_number, tree_species, land_class, object_class,
    recorded_area_m2, area_m2, cells, ST_SetSRID(geom, 4326)::geometry(MultiPolygon, 4326) AS geom FROM forest_plot;
ALTER TABLE plot_in_4326 ADD PRIMARY KEY (id);
CREATE INDEX ON plot_in_4326 USING gist (geom);
ANALYZE plot_in_4326;
"""


def environment(folder: Path) -> Path:
    """The programs of an environment with both; BENCH_ANCHORS names one that is kept. Skips where there is none."""
    home = Path(os.environ.get("BENCH_ANCHORS", folder / "anchors"))
    programs = home / "bin"
    if (programs / "pygeoapi").exists():
        return programs
    made = subprocess.run([sys.executable, "-m", "venv", home], check=False, capture_output=True)
    fetched = subprocess.run(
        [programs / "pip", "install", "-q", *PACKAGES], check=False, capture_output=True, text=True
    )
    if made.returncode or fetched.returncode:
        pytest.skip(f"tipg and pygeoapi cannot be installed here: {fetched.stderr.strip()[-200:]}")
    return programs


@contextmanager
def served(command: list, settings: dict[str, str], address: str, log: Path):
    """The pid of a server that answers at an address for as long as the block runs."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    with log.open("wb") as written:
        process = subprocess.Popen(command, env=clean | settings, stdout=written, stderr=written)
        try:
            _wait(process, address, log)
            yield process.pid
        finally:
            process.terminate()
            process.wait(30)


def _wait(process: subprocess.Popen, address: str, log: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            if requests.get(address, timeout=5).ok:
                return
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.1)
    raise AssertionError(f"not ready: {log.read_text()[-3000:]}")


@contextmanager
def tipg(programs: Path, database: dict, folder: Path, workers: int):
    """tipg over the table, without a cache of tiles; gives its pid and the address of its collection."""
    port = _free_port()
    url = "postgresql://{user}:{password}@{host}:{port}/{dbname}".format(**database)
    settings = {"DATABASE_URL": url, "TIPG_DB_SCHEMAS": '["public"]', "TIPG_DB_TABLES": f'["public.{TABLE}"]'}
    options = ["--port", str(port), "--log-level", "warning", "--workers", str(workers)]
    home = f"http://127.0.0.1:{port}"
    with served(
        [programs / "uvicorn", "tipg.main:app", *options], settings, f"{home}/healthz", folder / "tipg.log"
    ) as pid:
        yield pid, f"{home}/collections/public.{TABLE}"


CONFIGURATION = """
server:
  bind: {{host: 127.0.0.1, port: {own_port}}}
  url: http://127.0.0.1:{own_port}
  mimetype: application/json; charset=UTF-8
  encoding: utf-8
  languages: [en-US]
  limits: {{default_items: 100, max_items: 10000}}
  map: {{url: "http://127.0.0.1/", attribution: none}}
logging: {{level: ERROR}}
metadata:
  identification: {{title: t, description: d, keywords: [k], terms_of_service: t, url: "http://127.0.0.1"}}
  license: {{name: l, url: "http://127.0.0.1"}}
  provider: {{name: p, url: "http://127.0.0.1"}}
  contact: {{name: c}}
resources:
  plots:
    type: collection
    title: plots
    description: plots
    keywords: [k]
    links: []
    extents: {{spatial: {{bbox: [116, 27, 117, 28], crs: "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}}}}
    providers:
      - type: feature
        name: PostgreSQL
        data: {{host: "{host}", port: {port}, dbname: {dbname}, user: {user}, password: "{password}",
               search_path: [public]}}
        id_field: id
        table: plot_in_4326
        geom_field: geom
        count: true
"""


@contextmanager
def pygeoapi(programs: Path, database: dict, folder: Path, workers: int):
    """pygeoapi over the table, by gunicorn; gives its pid and the address of its collection."""
    port = _free_port()
    written = folder / "pygeoapi.yml"
    written.write_text(CONFIGURATION.format(own_port=port, **database))
    settings = {
        "PYGEOAPI_CONFIG": str(written),
        "PYGEOAPI_OPENAPI": str(folder / "openapi.yml"),
        "PATH": f"{programs}:{os.environ['PATH']}",
    }
    document = [programs / "pygeoapi", "openapi", "generate", written, "-of", folder / "openapi.yml"]
    subprocess.run(document, env=os.environ | settings, check=True, capture_output=True)
    command = [programs / "gunicorn", "-b", f"127.0.0.1:{port}", "--workers", str(workers), "pygeoapi.flask_app:APP"]
    home = f"http://127.0.0.1:{port}"
    with served(command, settings, f"{home}/conformance?f=json", folder / "pygeoapi.log") as pid:
        yield pid, f"{home}/collections/plots"

import csv
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import numpy as np
import openpyxl
import pyogrio
import pytest
import shapely

from gis import files
from gis.files import saving
from gis.files.schema import Column, Output
from gis.refused import Refused

COLUMNS = [
    Column("code", "编码", "string"),
    Column("division_code", "行政区划代码", "string"),
    Column("division_name", "行政区划", "string"),
    Column("visits", "巡查次数", "integer"),
    Column("area_mu", "面积（亩）", "number"),
    Column("last_visit_on", "最近巡查", "date"),
    Column("at", "时间", "date-time"),
    Column("covered", "已巡查", "boolean"),
]
MANY = 25
TOLD = {"check": True, "capture_output": True, "text": True, "cwd": Path(__file__).parents[2]}


def output(batch=10):
    shape = shapely.MultiPolygon([shapely.box(116.4, 27.5, 116.401, 27.501)])
    rows = [
        (
            shape.wkb,
            f"红{i}",
            "361099101201",
            "竹山村",
            i or None,
            i / 2,
            date(2026, 5, 1),
            datetime(2026, 5, 1, 8),
            True,
        )
        for i in range(MANY)
    ]
    return Output("plots", "MultiPolygon", COLUMNS, (rows[at : at + batch] for at in range(0, MANY, batch)))


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".zip", ".gdb", ".geojson", ".fgb", ".kml"])
@pytest.mark.parametrize("crs", [None, "EPSG:4548"])
def test_what_is_written_reads_back_the_same(tmp_path, suffix, crs):
    if crs and suffix == ".kml":
        pytest.skip("KML is in degrees")
    assert saving.save(tmp_path / f"小班{suffix}", output(), crs) == MANY
    with files.read(tmp_path / f"小班{suffix}") as source:
        assert source.system.label in ((crs,) if crs else ("EPSG:4490", "EPSG:4326"))
        (batch,) = source.batches(1000)
    assert set(batch.columns["code"]) == {f"红{i}" for i in range(MANY)}
    assert np.allclose(shapely.bounds(batch.geometries), [116.4, 27.5, 116.401, 27.501], atol=1e-7)
    assert not list(tmp_path.glob(".export*"))


def test_a_shapefile_has_short_names_each_once_and_a_list_of_the_whole_ones(tmp_path):
    saving.save(tmp_path / "a.shp", output())
    names = list(pyogrio.read_info(tmp_path / "a.shp")["fields"])
    assert names[1:3] == ["division_c", "division_n"]
    assert (tmp_path / "a.cpg").read_text() == "UTF-8"
    listed = list(csv.DictReader((tmp_path / "a_fields.txt").open(encoding="utf-8-sig")))
    assert listed[2] == {"field": "division_n", "name": "division_name", "title": "行政区划"}


def test_names_that_shorten_to_the_same_are_told_apart(tmp_path):
    rows = [(shapely.Point(116, 27).wkb, "a", "b")]
    columns = [Column("last_visit_on", "", "string"), Column("last_visit_by", "", "string")]
    saving.save(tmp_path / "a.shp", Output("x", "Point", columns, [rows]))
    assert list(pyogrio.read_info(tmp_path / "a.shp")["fields"]) == ["last_visit", "last_vis_2"]


def test_tables_have_chinese_headings_and_a_place(tmp_path):
    saving.save(tmp_path / "a.csv", output())
    first = next(csv.DictReader((tmp_path / "a.csv").open(encoding="utf-8-sig")))
    assert first["编码"] == "红0"
    assert (float(first["lon"]), float(first["lat"])) == pytest.approx((116.4005, 27.5005))
    saving.save(tmp_path / "metres.csv", output(), "EPSG:4548")
    metres = next(csv.DictReader((tmp_path / "metres.csv").open(encoding="utf-8-sig")))
    assert float(metres["东坐标（EPSG:4548）"]) == pytest.approx(440_761.767, abs=0.01)
    assert float(metres["北坐标（EPSG:4548）"]) == pytest.approx(3_043_232.543, abs=0.01)
    saving.save(tmp_path / "a.xlsx", output())
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.values)
    assert len(rows) == MANY + 1
    assert rows[0][0] == "编码"
    assert rows[2][3:5] == (1, 0.5)
    assert rows[2][5] == datetime(2026, 5, 1)


def test_text_never_becomes_a_formula_in_a_table(tmp_path):
    rows = [(shapely.Point(116, 27).wkb, "=1+1\x07")]
    for name in ("a.csv", "a.xlsx"):
        saving.save(tmp_path / name, Output("x", "Point", COLUMNS[:1], [rows]))
    assert "'=1+1" in (tmp_path / "a.csv").read_text("utf-8-sig")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").active["A2"]
    assert (cell.data_type, cell.value) == ("s", "=1+1")


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".geojson", ".fgb", ".csv", ".xlsx"])
def test_an_empty_layer_is_a_file_without_features(tmp_path, suffix):
    assert saving.save(tmp_path / f"a{suffix}", Output("x", "MultiPolygon", COLUMNS, [])) == 0
    assert (tmp_path / f"a{suffix}").exists()


@pytest.mark.parametrize(
    ("name", "crs", "key"),
    [
        ("a.docx", None, "file_not_written"),
        ("there.csv", None, "file_exists"),
        ("a.gpkg", "EPSG:2437", "crs_datum_refused"),
        ("a.gpkg", "EPSG:25832", "crs_not_written"),
        ("a.gpkg", "GCJ02", "crs_not_written"),
        ("a.kml", "EPSG:4548", "crs_not_written"),
        ("a.gpx", "EPSG:4548", "crs_not_written"),
    ],
)
def test_what_cannot_be_written_is_refused_and_leaves_nothing(tmp_path, name, crs, key):
    (tmp_path / "there.csv").write_text("mine")
    with pytest.raises(Refused) as caught:
        saving.save(tmp_path / name, output(), crs)
    assert caught.value.key == key
    assert caught.value.sentence()
    assert [file.name for file in tmp_path.iterdir()] == ["there.csv"]
    assert (tmp_path / "there.csv").read_text() == "mine"


def test_rows_that_end_in_the_middle_leave_no_file(tmp_path):
    def broken():
        yield from output().batches
        raise ConnectionError

    with pytest.raises(ConnectionError):
        saving.save(tmp_path / "a.gpkg", Output("plots", "MultiPolygon", COLUMNS, broken()))
    assert list(tmp_path.iterdir()) == []


PEAK = """
import resource, sys
from pathlib import Path
import shapely
from gis.files import saving
from gis.files.schema import Column, Output
wkb = shapely.MultiPolygon([shapely.box(116.4, 27.5, 116.401, 27.501)]).wkb
batch = [(wkb, "红9", 7) for _ in range(10_000)]
columns = [Column("code", "编码", "string"), Column("visits", "次数", "integer")]
batches = (batch for _ in range(int(sys.argv[2])))
saving.save(Path(sys.argv[1]), Output("plots", "MultiPolygon", columns, batches))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.mark.parametrize("suffix", [".gpkg", ".shp"])
def test_three_hundred_thousand_rows_take_no_more_memory_than_ten_thousand(tmp_path, suffix):
    few, many = (
        int(subprocess.run([sys.executable, "-c", PEAK, tmp_path / f"{n}{suffix}", str(n)], **TOLD).stdout)
        for n in (1, 30)
    )
    assert many < few + 40, "MB; the rows alone are 80 MB"

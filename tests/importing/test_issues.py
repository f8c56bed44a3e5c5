"""Parcels of remote sensing as issues: each once by its batch and number, points and polygons, all or none."""

import pytest
import shapely

from patrol.importing import ImportRefused
from tests.gis.making import write

BATCH = ("batch=2026年第3期",)


def parcels(*places):
    """Squares of about 55 m around places."""
    return [shapely.box(x - 0.00025, y - 0.00025, x + 0.00025, y + 0.00025) for x, y in places]


def columns(numbers, category="违法占用林地", **more):
    return {"图斑号": list(numbers), "问题类别": [category] * len(numbers)} | more


@pytest.fixture
def file(tmp_path):
    """`file(shapes, columns)` is a GPKG."""
    return lambda shapes, told: write(tmp_path / f"{len(list(tmp_path.iterdir()))}.gpkg", shapes, columns=told)


def test_polygons_become_reported_issues_with_numbers_clocks_and_their_shape(county, file):
    shapes = parcels((116.42, 27.5), (116.47, 27.5))
    report = county("issues", file(shapes, columns(["T1", "T2"], 备注=["新开挖", None])), constants=BATCH)
    assert (report.new, report.same, report.refused) == (2, 0, [])
    rows = county.rows(
        "SELECT i.number, i.kind, i.severity, i.source, i.state, i.title, i.text, i.due_on IS NOT NULL AS owed,"
        " i.division_code, p.batch, p.number AS parcel, ST_Area(p.geom::geography) - i.area_m2 AS off,"
        " ST_Intersects(p.geom, i.geom) AS inside, e.action, e.officer_id"
        " FROM issue i JOIN issue_parcel p ON p.issue_id = i.id JOIN issue_event e ON e.issue_id = i.id ORDER BY i.id"
    )
    first, second = rows
    assert (first.kind, first.severity, first.source, first.state) == (
        "forest",
        "critical",
        "remote_sensing",
        "reported",
    )
    assert (first.title, first.text, second.text) == ("违法占用林地 2026年第3期 T1", "新开挖", "")
    assert [row.division_code[-3:] for row in rows] == ["201", "202"]
    assert int(second.number.split("-")[1]) == int(first.number.split("-")[1]) + 1
    assert (first.batch, first.parcel, first.action, first.officer_id) == ("2026年第3期", "T1", "report", None)
    assert first.owed
    assert first.inside
    assert first.off == pytest.approx(0, abs=0.1)


def test_points_become_issues_too(county, file):
    shapes = [shapely.Point(116.42, 27.5), shapely.Point(116.47, 27.5)]
    report = county("issues", file(shapes, columns([1, 2], "非法采砂")), constants=BATCH)
    assert report.new == 2
    assert county.rows("SELECT kind, area_m2, p.number FROM issue JOIN issue_parcel p ON p.issue_id = id") == [
        ("river", None, "1"),
        ("river", None, "2"),
    ]


def test_the_same_parcel_again_is_the_same_issue_and_another_batch_opens_another(county, file):
    shapes = parcels((116.42, 27.5), (116.43, 27.5))
    county("issues", file(shapes[:1], columns(["T1"])), constants=BATCH)
    again = county("issues", file(shapes, columns(["T1", "T2"])), constants=BATCH)
    assert (again.new, again.same) == (1, 1)
    other = county("issues", file(shapes[:1], columns(["T1"])), constants=("batch=2026年第4期",))
    assert (other.new, other.same) == (1, 0)
    assert county.column("SELECT count(*) FROM issue_event") == [3]


def test_an_area_makes_an_occupation_of_the_river_graver(county, file):
    shapes = parcels((116.42, 27.5), (116.43, 27.5), (116.44, 27.5))
    told = columns(["1", "2", "3"], "围垦侵占", 面积平方米=[10, 1_000, 6_000])
    county("issues", file(shapes, told), constants=BATCH)
    assert county.column("SELECT severity FROM issue ORDER BY id") == ["minor", "major", "critical"]


def test_what_cannot_be_taken_is_told_with_its_reason_and_the_rest_comes_in(county, file):
    places = [(116.41, 27.5), (116.42, 27.5), (116.43, 27.5), (116.44, 27.5), (118.9, 29.9)]
    told = columns(["1", None, "3", "3", "5"])
    told["问题类别"][0] = "天外来客"
    report = county("issues", file(parcels(*places), told), constants=BATCH)
    said = {remark.number: remark.why.text("zh-CN") for remark in report.refused}
    assert (report.new, set(said)) == (0, {1, 2, 3, 4, 5})
    assert "天外来客" in said[1]
    assert "违法占用林地" in said[1]
    assert "没有编码" in said[2]
    assert "重复" in said[3]
    assert county.column("SELECT count(*) FROM issue") == [0]


def test_lines_are_no_parcels(county, file):
    line = shapely.LineString([(116.41, 27.5), (116.42, 27.5)])
    report = county("issues", file([line], columns(["1"])), constants=BATCH)
    assert (report.new, len(report.refused)) == (0, 1)


def test_a_file_without_a_batch_is_refused_as_a_whole(county, file):
    with pytest.raises(ImportRefused) as refused:
        county("issues", file(parcels((116.42, 27.5)), columns(["1"])))
    assert "batch" in refused.value.sentence("zh-CN")


def test_a_parcel_is_stamped_with_every_zone_it_touches(county, file):
    county.rows(
        "INSERT INTO zoning_unit (code, name, category, division_code, geom) VALUES ('H', '红线', 'red_line',"
        " '361099000000', ST_Multi(ST_MakeEnvelope(116.4202, 27.4, 116.5, 27.6, 4490))) RETURNING 1"
    )
    county("issues", file(parcels((116.42, 27.5), (116.41, 27.5)), columns(["1", "2"])), constants=BATCH)
    assert county.rows("SELECT p.number, z.code, z.name FROM issue_zoning z JOIN issue_parcel p USING (issue_id)") == [
        ("1", "H", "红线")
    ]

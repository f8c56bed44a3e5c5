"""Classes of segments (河道等级) and plots (森林类别) come in with them, and rules of that class hold for these."""

from datetime import date

import pytest
import shapely

from patrol.models import Assignment, Officer, PatrolRule
from patrol.queries.required import required_visits
from patrol.queries.terms import Told
from tests.gis.making import squares, write
from tests.importing.conftest import COUNTY, WEST

MAY = date(2026, 5, 1), date(2026, 5, 31)
LINES = [shapely.LineString([(lon, 27.5), (lon + 0.01, 27.5)]) for lon in (116.41, 116.43)]


def segments(path, **columns):
    return write(path, LINES, columns={"河段编码": ["H1", "H2"]} | columns, geometry_type="LineString")


@pytest.mark.parametrize(("column", "fields"), [("河道等级", ()), ("dj", ("class=dj",))])
def test_a_river_s_grade_decides_how_often_it_is_walked(county, tmp_path, column, fields):
    county("river-segments", segments(tmp_path / "河.gpkg", **{column: ["黑臭水体", "三级"]}), fields=fields)
    ids = dict(county.rows("SELECT code, id FROM river_segment"))
    officer = Officer(username="w", name="王", post="patroller", division_code=WEST)
    rule = {"division_code": COUNTY, "post": "patroller", "kind": "river", "valid_from": date(2026, 1, 1)}
    county.session.add_all([officer, PatrolRule(times=1, period="month", **rule)])
    county.session.add(PatrolRule(times=1, period="day", object_class="黑臭水体", **rule))
    county.session.flush()
    duty = {"officer_id": officer.id, "post": "patroller", "valid_from": date(2026, 1, 1)}
    county.session.add_all([Assignment(segment_id=each, **duty) for each in ids.values()])
    county.session.flush()
    owed = required_visits(county.session, "river", list(ids.values()), Told.of(*MAY))
    assert {code: owed[ids[code]].visits for code in ids} == {"H1": 31, "H2": 1}


def test_a_plot_s_class_comes_in_and_changes_with_the_next_import(county, tmp_path):
    for classes in (["公益林", "商品林"], ["公益林", None]):
        columns = {"编码": ["X1", "X2"], "森林类别": classes}
        county("forest-plots", write(tmp_path / "班.gpkg", squares(2, west=116.41), columns=columns))
        assert county.column("SELECT object_class FROM forest_plot ORDER BY code") == classes


def test_a_file_without_classes_leaves_those_that_are_known(county, tmp_path):
    county("river-segments", segments(tmp_path / "a.gpkg", 等级=["一级", "二级"]))
    county("river-segments", segments(tmp_path / "b.gpkg", 名称=["上段", "下段"]))
    assert county.column("SELECT object_class FROM river_segment ORDER BY code") == ["一级", "二级"]


def test_one_class_may_be_given_for_all(county, tmp_path):
    county("river-segments", segments(tmp_path / "a.gpkg"), constants=("class=一级",))
    assert county.column("SELECT object_class FROM river_segment") == ["一级", "一级"]

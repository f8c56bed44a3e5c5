"""What a GIS user sees of the database: their division, in typed views with Chinese names."""

import pytest

from tests.two_rivers import COUNTY

VIEWS = {
    "divisions": "MULTIPOLYGON",
    "segments": "LINESTRING",
    "segment_coverage": "LINESTRING",
    "stretches": "LINESTRING",
    "plots": "MULTIPOLYGON",
    "plot_coverage": "MULTIPOLYGON",
    "issues": "POINT",
    "works": "MULTIPOLYGON",
    "zoning": "MULTIPOLYGON",
}


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_a_whole_number_as_key_and_a_typed_geometry(desk, view):
    columns = desk.asked(
        "county_reads",
        "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum",
        f"gis_views.{view}",
    )
    assert columns[0] in (("id", "integer"), ("id", "bigint"))
    assert columns[-1][0] == "geom"
    assert columns[-1][1].upper() == f"GEOMETRY({VIEWS[view]},4490)"
    known = desk.asked(
        "county_reads",
        "SELECT type, srid FROM geometry_columns WHERE f_table_schema = 'gis_views' AND f_table_name = %s",
        view,
    )
    assert known == [(VIEWS[view], 4490)]


def test_every_view_and_every_column_has_a_chinese_name(desk):
    names = desk.asked(
        "county_reads",
        "SELECT c.relname, a.attname, obj_description(c.oid), col_description(c.oid, a.attnum) FROM pg_class c"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
        " WHERE c.relnamespace = 'gis_views'::regnamespace AND c.relkind = 'v'",
    )
    assert {view for view, *_ in names} == set(VIEWS)
    for view, column, title, alias in names:
        for said in (title, alias):
            assert said, (view, column)
            assert any("\u4e00" <= letter <= "\u9fff" for letter in said), (view, column, said)


def test_views_ask_with_the_rights_of_the_reader(desk):
    kept = desk.asked(
        "county_reads",
        "SELECT relname FROM pg_class WHERE relnamespace = 'gis_views'::regnamespace AND relkind = 'v'"
        " AND NOT coalesce('security_invoker=true' = ANY(reloptions), false)",
    )
    assert kept == []


def test_a_reader_sees_the_rows_of_their_division_and_no_others(desk):
    assert desk.asked("county_reads", "SELECT code FROM segments ORDER BY code") == [("R1",), ("R2",)]
    assert desk.asked("village_reads", "SELECT code FROM segments") == [("R1",)]
    assert desk.asked("village_reads", "SELECT code FROM segment_coverage") == [("R1",)]
    assert {code for (code,) in desk.asked("village_reads", "SELECT DISTINCT code FROM stretches")} == {"R1"}
    assert desk.asked("village_reads", "SELECT count(*) FROM divisions") == [(1,)]
    assert desk.asked("village_reads", "SELECT count(*) FROM zoning") == [(0,)]
    assert desk.asked("county_reads", "SELECT count(*) FROM zoning") == [(1,)]


def test_coverage_is_that_of_the_api(desk, as_owner):
    (owed, visits, status) = desk.asked(
        "county_reads", "SELECT required, visits, status FROM segment_coverage WHERE code = 'R1'"
    )[0]
    assert (owed >= 1, visits, status) == (True, 0, "unvisited")
    as_owner.execute("UPDATE segment_visit SET patrolled_on = (now() AT TIME ZONE 'Asia/Shanghai')::date")
    try:
        share, visits = desk.asked("county_reads", "SELECT share, visits FROM segment_coverage WHERE code = 'R1'")[0]
        assert visits == 2
        (walked,) = desk.asked("county_reads", "SELECT sum(to_m - from_m) FROM stretches WHERE code = 'R1' AND covered")
        (length,) = desk.asked("county_reads", "SELECT length_m FROM segments WHERE code = 'R1'")
        assert float(walked[0] / length[0]) == pytest.approx(float(share), abs=0.001)
    finally:
        as_owner.execute("UPDATE segment_visit SET patrolled_on = '2026-05-03'")


def test_the_application_is_neither_slowed_nor_restricted(as_owner):
    assert as_owner.execute("SELECT count(*) FROM river_segment").fetchone() == (2,)
    plan = "\n".join(line for (line,) in as_owner.execute("EXPLAIN SELECT * FROM river_segment"))
    assert "scope" not in plan


def test_the_scope_is_asked_once_and_finds_its_rows_by_the_index(desk, as_owner):
    as_owner.execute("ANALYZE river_segment")
    with desk.connect("village_reads") as connection:
        connection.execute("SET enable_seqscan = off")
        plan = "\n".join(line for (line,) in connection.execute("EXPLAIN SELECT id FROM segments"))
    assert "ix_river_segment_division_code" in plan
    assert "InitPlan" in plan


def test_styles_and_projects_can_be_read_and_not_changed(desk):
    for table in ("layer_styles", "qgis_projects"):
        desk.asked("county_reads", f"SELECT count(*) FROM {table}")
        with pytest.raises(Exception, match="permission denied"):
            desk.asked("county_reads", f"DELETE FROM {table} RETURNING 1")


def test_a_county_in_a_province_sees_itself(desk):
    assert desk.asked("county_reads", "SELECT gis_views.scope()") == [(COUNTY[:6],)]

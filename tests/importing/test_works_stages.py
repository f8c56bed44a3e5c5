"""Works from a file get a stage, a history and their zones; the next file leaves the stage alone."""

from tests.gis.making import squares, write


def test_a_file_s_areas_tell_how_far_a_work_has_come_and_later_files_change_no_stage(county, tmp_path):
    columns = {
        "作业编码": ["W1", "W2", "W3", "W4"],
        "年度": ["2026"] * 4,
        "作业类型": ["人工造林"] * 4,
        "上报面积亩": [15.0, 15.0, 15.0, 0.0],
        "核实面积亩": [14.0, 14.0, None, None],
        "合格面积亩": [13.0, None, None, None],
    }
    shapes = squares(4, west=116.42)
    county("forestry-works", write(tmp_path / "w.gpkg", shapes, columns=columns))
    stages = county.rows("SELECT code, stage, counted_area_m2 > 0 FROM forestry_work ORDER BY code")
    assert stages == [
        ("W1", "qualified", True),
        ("W2", "verified", True),
        ("W3", "reported", True),
        ("W4", "planned", False),
    ]
    columns["合格面积亩"] = [12.0, 12.0, None, None]
    county("forestry-works", write(tmp_path / "again.gpkg", shapes, columns=columns))
    assert county.column("SELECT stage FROM forestry_work ORDER BY code") == [stage for _, stage, _ in stages]
    events = "SELECT w.code, e.action, e.stage, (e.detail -> 'areas_m2' ->> 'qualified')::float8 FROM work_event e"
    history = county.rows(f"{events} JOIN forestry_work w ON w.id = e.work_id ORDER BY e.id")
    assert [row[:3] for row in history if row[0] in ("W1", "W2")] == [
        ("W1", "enter", "qualified"),
        ("W2", "enter", "verified"),
        ("W1", "change", "qualified"),
        ("W2", "change", "verified"),
    ]
    assert history[-2][3] == 8000.0


def test_zoning_that_comes_in_stamps_the_works_that_are_there_and_those_that_follow(county, tmp_path):
    shapes = squares(2, west=116.42)
    works = {"code": ["W1"], "年度": ["2026"], "作业类型": ["人工造林"], "上报面积亩": [1.0]}
    stamps = "SELECT w.code, z.code FROM work_zone JOIN forestry_work w ON w.id = work_id"
    stamps += " JOIN zoning_unit z ON z.id = unit_id ORDER BY 1, 2"
    county("forestry-works", write(tmp_path / "w.gpkg", shapes[:1], columns=works))
    county("zoning", write(tmp_path / "z.gpkg", shapes, columns={"BSM": ["F1", "F2"], "类别": ["永久基本农田"] * 2}))
    assert county.rows(stamps) == [("W1", "F1")]
    county("forestry-works", write(tmp_path / "w2.gpkg", shapes[1:], columns=works | {"code": ["W2"]}))
    assert county.rows(stamps) == [("W1", "F1"), ("W2", "F2")]
    # The unit moves away from the one work and onto the other.
    county("zoning", write(tmp_path / "z2.gpkg", shapes[1:], columns={"BSM": ["F1"], "类别": ["永久基本农田"]}))
    assert county.rows(stamps) == [("W2", "F1"), ("W2", "F2")]


def test_what_was_reported_here_is_not_moved_or_rewritten_by_a_file(county, tmp_path):
    columns = {"code": ["W1"], "年度": ["2026"], "作业类型": ["人工造林"], "上报面积亩": [15.0]}
    shapes = squares(2, west=116.42)
    county("forestry-works", write(tmp_path / "w.gpkg", shapes[:1], columns=columns))
    county.rows(
        "INSERT INTO work_event (work_id, action, stage, round) SELECT id, 'report', stage, round FROM forestry_work"
        " RETURNING id"
    )
    before = "SELECT ST_AsText(geom), reported_area_m2, year FROM forestry_work"
    kept = county.rows(before)
    for name, shape, changed in (
        ("moved", shapes[1], {}),
        ("areas", shapes[0], {"上报面积亩": [14.0]}),
        ("verified", shapes[0], {"核实面积亩": [15.0]}),
        ("year", shapes[0], {"年度": ["2025"]}),
    ):
        report = county("forestry-works", write(tmp_path / f"{name}.gpkg", [shape], columns=columns | changed))
        assert [remark.why.key for remark in report.refused] == ["work_held"], name
    county("forestry-works", write(tmp_path / "empty.gpkg", shapes[:1], columns=columns | {"上报面积亩": [None]}))
    assert county.rows(before) == kept

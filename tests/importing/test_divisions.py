from tests.gis.making import squares, write
from tests.importing.conftest import COUNTY, TOWNSHIP, WEST


def test_codes_tell_level_and_parent(county):
    rows = county.rows("SELECT code, level, parent_code FROM division ORDER BY code")
    assert rows[0] == (COUNTY, "county", None)
    assert rows[1] == (TOWNSHIP, "township", COUNTY)
    assert rows[2] == (WEST, "village", TOWNSHIP)


def test_short_codes_are_filled_up_and_chinese_levels_are_understood(importer, tmp_path):
    columns = {"代码": ["361099", "361099101"], "名称": ["山河县", "青溪镇"], "级别": ["县", "乡镇"]}
    assert importer("divisions", write(tmp_path / "a.gpkg", squares(2), columns=columns)).new == 2
    assert importer.column("SELECT code FROM division ORDER BY code") == [COUNTY, TOWNSHIP]


def test_a_village_without_its_township_is_refused_and_named(importer, tmp_path):
    columns = {"code": [COUNTY, WEST], "name": ["山河县", "竹山村"]}
    report = importer("divisions", write(tmp_path / "a.gpkg", squares(2), columns=columns))
    assert report.new == 1
    assert [(remark.code, remark.why.key) for remark in report.refused] == [(WEST, "parent_unknown")]
    assert TOWNSHIP in report.text()


def test_a_division_without_a_name_or_with_a_word_for_a_code_is_refused(importer, tmp_path):
    columns = {"code": [COUNTY, "青溪镇", "361098000000"], "name": ["山河县", "青溪镇", None]}
    report = importer("divisions", write(tmp_path / "a.gpkg", squares(3), columns=columns))
    assert sorted(remark.why.key for remark in report.refused) == ["value_division", "value_missing"]

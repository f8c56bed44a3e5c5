import os

import numpy as np
import pyogrio
import pytest
import shapely

from gis import files, gcj
from gis.refused import Refused
from tests.gis.making import COUNTY, squares, write, zipped


def taken(path, **how):
    """Everything of the layer: the source, the geometries and the columns."""
    with files.read(path, near=COUNTY, **how) as source:
        batches = list(source.batches())
        columns = {name: np.concatenate([b.columns[name] for b in batches]) for name in batches[0].columns}
        return source, np.concatenate([b.geometries for b in batches]), columns


def refusal(path, **how):
    with pytest.raises(Refused) as caught:
        taken(path, **how)
    return caught.value


def lies_where_it_should(geometries):
    return shapely.bounds(geometries[0]) == pytest.approx([116.4, 27.5, 116.401, 27.501], abs=1e-7)


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".geojson", ".kml", ".fgb", ".gdb"])
def test_every_format_gives_features_in_the_stored_system_with_chinese_names(tmp_path, suffix):
    epsg = 4326 if suffix in (".geojson", ".kml") else 4527
    path = write(tmp_path / f"小班{suffix}", squares(3, epsg), epsg, encoding="UTF-8" if suffix == ".shp" else None)
    source, geometries, columns = taken(path)
    assert source.count == 3
    in_order = np.argsort(columns["编码"].astype(str))  # FlatGeobuf sorts features by place
    assert lies_where_it_should(geometries[in_order])
    assert list(columns["编码"][in_order]) == ["红1", "红2", "红3"]


@pytest.mark.parametrize("epsg", [4526, 4527, 4547, 4548, 4490])
@pytest.mark.parametrize("inner", ["", "报送数据/"])
def test_a_zipped_gbk_shapefile_in_any_zone_is_read(tmp_path, epsg, inner):
    folder = tmp_path / "parts"
    folder.mkdir()
    write(folder / "小班.shp", squares(2, epsg), epsg, encoding="GBK")
    source, geometries, columns = taken(zipped(folder, tmp_path / "小班.zip", inner))
    assert source.layer == "小班"
    assert lies_where_it_should(geometries)
    assert list(columns["名称"]) == ["竹山村小班"] * 2


@pytest.mark.parametrize(
    ("written", "cpg", "how"),
    [
        ("GBK", None, "note_encoding_detected"),
        ("UTF-8", None, "note_encoding_detected"),
        ("GBK", "UTF-8", "note_encoding_corrected"),
        ("UTF-8", "GBK", "note_encoding_corrected"),
        ("GBK", "936", None),
        ("GBK", "CP936", None),
        ("GBK", "ANSI 936", None),
        ("UTF-8", "65001", None),
        ("UTF-8", "UTF8", None),
    ],
)
def test_text_is_read_in_its_real_encoding_whatever_the_cpg_says(tmp_path, written, cpg, how):
    path = write(tmp_path / "小班.shp", squares(9, 4527), 4527, encoding=written)
    path.with_suffix(".cpg").unlink()
    if cpg:
        path.with_suffix(".cpg").write_text(cpg)
    source, _geometries, columns = taken(path)
    assert list(columns["编码"])[:2] == ["红1", "红2"]
    assert next(iter(columns["名称"])) == "竹山村小班"
    assert [note.key for note in source.notes] == ([how] if how else [])


def test_an_encoding_that_is_given_overrules_and_a_wrong_one_is_refused(tmp_path):
    path = write(tmp_path / "小班.shp", squares(2, 4527), 4527, encoding="GBK")
    _source, _geometries, columns = taken(path, encoding="gb2312")
    assert columns["名称"][0] == "竹山村小班"
    assert refusal(path, encoding="klingon").key == "encoding_unknown"


@pytest.mark.parametrize("encoding", ["GBK", "UTF-8"])
def test_characters_cut_in_half_at_the_width_of_a_name_or_a_cell_do_not_break_the_file(tmp_path, encoding):
    columns = {"所在乡镇行政村": ["江西省抚州市临川区" * 20] * 2, "编码": ["红1", "红2"]}
    path = write(tmp_path / "小班.shp", squares(2, 4527), 4527, encoding=encoding, columns=columns)
    dbf = bytearray(path.with_suffix(".dbf").read_bytes())
    start = int.from_bytes(dbf[8:10], "little") + 1
    width = dbf[32 + 16]
    dbf[start : start + width] = ("x" + "林" * 200).encode(encoding)[:width]
    path.with_suffix(".dbf").write_bytes(dbf)
    source, _geometries, columns = taken(path)
    assert [field.name for field in source.fields][1] == "编码"
    assert next(iter(columns.values()))[0].rstrip("林") == "x"


def test_a_missing_prj_is_refused_with_the_right_system_and_taken_when_it_is_given(tmp_path):
    path = write(tmp_path / "小班.shp", squares(2, 4548), 4548, encoding="GBK")
    path.with_suffix(".prj").unlink()
    refused = refusal(path)
    assert refused.key == "crs_missing"
    assert refused.params["first"] == "EPSG:4548"
    assert lies_where_it_should(taken(path, crs="EPSG:4548")[1])


def test_a_prj_that_contradicts_the_coordinates_is_refused_with_the_right_system(tmp_path):
    path = write(tmp_path / "小班.gpkg", squares(2, 4527), 4548)
    assert refusal(path).params["first"] == "EPSG:4527"
    source, geometries, _columns = taken(path, crs="EPSG:4527")
    assert lies_where_it_should(geometries)
    assert [note.key for note in source.notes] == ["note_crs_overridden"]


def test_declared_gcj02_is_converted_exactly(tmp_path):
    shifted = [shapely.transform(shape, gcj.gcj02_from_true) for shape in squares(2)]
    source, geometries, _columns = taken(write(tmp_path / "a.geojson", shifted, 4326), crs="GCJ02")
    assert shapely.bounds(geometries[0]) == pytest.approx([116.4, 27.5, 116.401, 27.501], abs=1e-6)
    assert [note.key for note in source.notes] == ["note_shifted"]


def test_heights_are_dropped_and_that_is_said(tmp_path):
    path = write(tmp_path / "a.gpkg", list(shapely.force_3d(squares(2), 80)), geometry_type="Polygon Z")
    source, geometries, _columns = taken(path)
    assert not shapely.has_z(geometries).any()
    assert [note.key for note in source.notes] == ["note_dimensions"]


def test_a_kml_document_in_gbk_is_read(tmp_path):
    written = write(tmp_path / "a.kml", squares(2), 4326).read_text("utf-8")
    gbk = '<?xml version="1.0" encoding="GBK"?>' + written.partition("?>")[2]
    (tmp_path / "b.kml").write_bytes(gbk.encode("gbk"))
    assert list(taken(tmp_path / "b.kml")[2]["编码"]) == ["红1", "红2"]


def test_a_character_that_lies_across_the_pieces_of_a_kml_document_is_read(tmp_path):
    written = write(tmp_path / "a.kml", squares(2), 4326).read_text("utf-8").partition("?>")[2]
    for filled in (2**20 - 40, 2**20 - 39):
        text = f'<?xml version="1.0" encoding="GBK"?><!--{"x" * filled}{"江" * 40}-->{written}'
        (tmp_path / "b.kml").write_bytes(text.encode("gbk"))
        assert list(taken(tmp_path / "b.kml")[2]["编码"]) == ["红1", "红2"]


UNTYPED = (
    '<Placemark><name>甲</name><ExtendedData><Data name="小班号"><displayName>号</displayName><value>5</value></Data>'
    '<Data name="备 注"><value>a &amp; b</value></Data>{more}</ExtendedData><Polygon><outerBoundaryIs><LinearRing>'
    "<coordinates>116.63,27.70 116.631,27.70 116.631,27.701 116.63,27.70</coordinates>"
    "</LinearRing></outerBoundaryIs></Polygon></Placemark>"
)
MORE = '<Data name="树种"><value>杉木</value></Data><Data name="林班"><value>55</value></Data>'
TYPED = '<SchemaData schemaUrl="#s"><SimpleData name="地类">乔木</SimpleData></SchemaData>'
SCHEMA = '<Schema id="s" name="s"><SimpleField name="地类" type="string"/></Schema>'


@pytest.mark.parametrize(
    ("around", "more", "expected"),
    [
        ("<Document>{}</Document>", MORE, {"树种": "杉木", "林班": "55"}),
        ("{}", MORE, {"树种": "杉木", "林班": "55"}),
        ("<Document><Folder><name>乙</name>{}</Folder></Document>", MORE, {"树种": "杉木", "林班": "55"}),
        (f"<Document>{SCHEMA}{{}}</Document>", TYPED + MORE, {"地类": "乔木", "树种": "杉木", "林班": "55"}),
    ],
)
def test_untyped_data_of_kml_keeps_its_chinese_names_and_every_value(tmp_path, around, more, expected):
    document = around.format(UNTYPED.format(more=more))
    text = f'<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2">{document}</kml>'
    (tmp_path / "a.kml").write_text(text, "utf-8")
    columns = taken(tmp_path / "a.kml")[2]
    told = {"Name": "甲", "小班号": "5", "备 注": "a & b"} | expected
    assert {name: columns[name][0] for name in told} == told


def test_untyped_data_of_kml_in_gbk_keeps_its_names_and_entities_stay_refused(tmp_path):
    root = f"<kml><Document>{UNTYPED.format(more=MORE)}</Document></kml>"
    (tmp_path / "a.kml").write_bytes(f'<?xml version="1.0" encoding="GBK"?>{root}'.encode("gbk"))
    assert taken(tmp_path / "a.kml")[2]["树种"][0] == "杉木"
    (tmp_path / "b.kml").write_text(f"<!DOCTYPE kml [<!ENTITY a 'b'>]>{root}", "utf-8")
    assert refusal(tmp_path / "b.kml").key == "file_xml_entities"


def test_a_kml_document_that_would_fill_the_memory_is_refused_before_it_is_read(tmp_path):
    path = write(tmp_path / "a.kml", squares(2), 4326)
    with path.open("ab") as file:
        file.truncate(64 * 2**20 + 1)
    assert refusal(path).key == "kml_too_large"


def test_a_prj_that_nobody_understands_is_as_good_as_none(tmp_path):
    path = write(tmp_path / "小班.shp", squares(2, 4548), 4548, encoding="GBK")
    path.with_suffix(".prj").write_text('PROJCS["broken')
    assert refusal(path).params["first"] == "EPSG:4548"
    source, _geometries, _columns = taken(path, crs="4548")
    assert "note_prj_unreadable" in [note.key for note in source.notes]


def test_an_empty_layer_is_read_as_empty(tmp_path):
    with files.read(write(tmp_path / "a.gpkg", [None], None)) as source:
        assert [batch.geometries[0] for batch in source.batches()] == [None]


def test_several_layers_and_none_named_is_refused_with_their_names(tmp_path):
    path = write(tmp_path / "a.gpkg", squares(1), layer="林场")
    write(path, squares(2), layer="乡村", append=True)
    refused = refusal(path)
    assert refused.key == "layers_several"
    assert "林场" in refused.sentence()
    assert "乡村" in refused.sentence()
    assert taken(path, layer="乡村")[0].count == 2
    assert refusal(path, layer="河流").key == "layer_missing"


@pytest.mark.parametrize("inner", ["县.gdb/", ""])
def test_a_zipped_geodatabase_is_read_with_or_without_its_folder(tmp_path, inner):
    write(tmp_path / "县.gdb", squares(2, 4527), 4527, layer="小班")
    archive = zipped(tmp_path / "县.gdb", tmp_path / "县.gdb.zip", inner)
    assert lies_where_it_should(taken(archive)[1])


def test_a_missing_shx_is_rebuilt_and_a_missing_dbf_is_named(tmp_path):
    path = write(tmp_path / "小班.shp", squares(2, 4527), 4527, encoding="GBK")
    path.with_suffix(".shx").unlink()
    source, geometries, _columns = taken(path)
    assert lies_where_it_should(geometries)
    assert "note_shx_rebuilt" in [note.key for note in source.notes]
    path.with_suffix(".dbf").unlink()
    assert refusal(path).params == {"part": ".dbf"}


def test_the_office_file_itself_is_never_touched(tmp_path):
    path = write(tmp_path / "小班.shp", squares(2, 4527), 4527, encoding="GBK")
    path.with_suffix(".shx").unlink()
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    taken(path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".fgb"])
def test_batches_of_any_size_hold_every_feature_once_in_order(tmp_path, suffix):
    path = write(tmp_path / f"a{suffix}", squares(10), 4326)
    with files.read(path) as source:
        numbers = [number for batch in source.batches(3) for number in batch.numbers]
        again = [number for batch in source.batches(4) for number in batch.numbers]
    assert numbers == again == list(range(1, 11))


def test_gdal_in_this_process_knows_no_driver_that_follows_addresses():
    assert not {"OGR_VRT", "WFS", "OAPIF", "HTTP", "CSW", "GML", "SQLite"} & set(pyogrio.list_drivers())


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.kml", b"<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>", "file_not_what_it_says"),
        ("a.kml", b"<!DOCTYPE kml [<!ENTITY a 'b'>]><kml>&a;</kml>", "file_xml_entities"),
        ("a.kml", b"no xml at all", "file_not_what_it_says"),
        ("a.kml", b"<?xml version='1.0' encoding='none'?><kml><Data name='x'/></kml>", "file_not_what_it_says"),
        ("a.gpkg", b"{}", "file_not_what_it_says"),
        ("a.shp", b"PK\x03\x04", "file_not_what_it_says"),
        ("a.fgb", b"\x00" * 40, "file_not_what_it_says"),
        ("a.geojson", b"", "file_empty"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [{"type"', "file_broken"),
        ("a.gpkg", b"SQLite format 3\0" + b"\0" * 84, "gpkg_broken"),
        ("a.xlsx", b"PK\x03\x04", "archive_broken"),
        ("a.xlsx", b"id,lon,lat", "file_not_what_it_says"),
        ("a.csv", b"<OGRVRTDataSource/>", "file_not_what_it_says"),
        ("a.csv", b"lon,lat\n116\0,27\n", "file_not_what_it_says"),
        ("a.csv", b"id,name\n1,2\n", "table_no_place"),
        ("a.csv", b"only\none\n", "table_no_header"),
        ("a.csv", b"id,lon,lat\n\xff\xff\xff,1,2\n", "encoding_wrong"),
        ("a.gpx", b"<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>", "file_not_what_it_says"),
        ("a.gpx", b"<!DOCTYPE gpx [<!ENTITY a 'b'>]><gpx>&a;</gpx>", "file_xml_entities"),
        ("a.geojson", b"<OGRVRTDataSource/>", "file_not_what_it_says"),
        ("a.parquet", b"PAR1", "file_kind"),
        ("a.vrt", b"<OGRVRTDataSource/>", "file_kind"),
        ("a.zip", b"PK\x03\x04 and nothing", "archive_broken"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_in_words(tmp_path, name, content, key):
    path = tmp_path / name
    path.write_bytes(content)
    refused = refusal(path)
    assert refused.key == key
    assert str(tmp_path) not in refused.sentence("en")
    assert refused.sentence("zh-CN")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "a.gpkg").key == "file_missing"


def test_nothing_is_left_in_the_temporary_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "t"))
    os.mkdir(tmp_path / "t")
    folder = tmp_path / "parts"
    folder.mkdir()
    write(folder / "小班.shp", squares(2, 4527), 4527, encoding="GBK")
    taken(zipped(folder, tmp_path / "a.zip"))
    assert list((tmp_path / "t").iterdir()) == []


@pytest.mark.parametrize("kept", [0.5, 0.05])
def test_a_geopackage_that_is_cut_off_is_told_without_the_words_of_sqlite(tmp_path, kept):
    path = write(tmp_path / "小班.gpkg", squares(500))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(Refused) as refused, files.read(path) as source:
        list(source.batches())
    assert refused.value.key == "gpkg_broken"
    assert "sqlite" not in refused.value.sentence().lower()


def test_eastings_are_written_so_that_their_zone_can_be_read(tmp_path):
    path = write(tmp_path / "a.gpkg", squares(1, 4527), None)
    with pytest.raises(Refused) as refused, files.read(path, near=COUNTY):
        pass
    assert "x=39," in refused.value.sentence()
    assert "EPSG:4527" in refused.value.sentence()

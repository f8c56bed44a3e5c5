import stat
import zipfile

import pytest

from gis.files import archives
from gis.refused import Refused


def refusal(path, into, **limits):
    with pytest.raises(Refused) as caught:
        archives.unpack(path, into, **limits)
    return caught.value.key


@pytest.mark.parametrize("name", ["../a.shp", "a/../../b.shp", "/etc/a.shp", "..\\a.shp", "C:\\a.shp"])
def test_a_member_that_leaves_the_folder_refuses_the_archive(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), b"x")
    assert refusal(tmp_path / "a.zip", tmp_path / "into") == "archive_path"
    assert not (tmp_path / "into").exists()


def test_a_link_refuses_the_archive(tmp_path):
    link = zipfile.ZipInfo("a.shp")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert refusal(tmp_path / "a.zip", tmp_path / "into") == "archive_link"


def test_a_bomb_is_stopped_while_it_unpacks(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", bytes(20 * 1024 * 1024))
    assert refusal(tmp_path / "a.zip", tmp_path / "into", max_bytes=5 * 1024 * 1024) == "archive_too_large"


def test_too_many_files_refuse_the_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(archives.MAX_FILES + 1):
            archive.writestr(f"{number}.txt", b"")
    assert refusal(tmp_path / "a.zip", tmp_path / "into") == "archive_too_many"


def test_names_in_gbk_as_chinese_windows_writes_them_are_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("xxxx.shp", b"x")
    raw = (tmp_path / "a.zip").read_bytes().replace(b"xxxx", "小班".encode("gbk"))
    (tmp_path / "a.zip").write_bytes(raw)
    assert [file.name for file in archives.unpack(tmp_path / "a.zip", tmp_path / "into").iterdir()] == ["小班.shp"]


def test_what_macos_adds_is_left_out(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("__MACOSX/._a.shp", b"x")
        archive.writestr("a.shp", b"x")
    assert [file.name for file in archives.unpack(tmp_path / "a.zip", tmp_path / "into").iterdir()] == ["a.shp"]

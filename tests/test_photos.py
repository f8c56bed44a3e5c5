"""Files of photos: durable when acknowledged, swept when nobody was told of them."""

import hashlib
import importlib
import io
import os

import pytest
from PIL import Image

from patrol import photos
from patrol.access import Viewer
from patrol.errors import Invalid
from patrol.models import Officer
from patrol.pictures import look_at
from patrol.storage import Folder

TWO_DAYS_S = 2 * 24 * 3600


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(buffer, "JPEG")
    return buffer.getvalue()


def test_a_photo_that_is_cut_off_is_refused_after_boards_were_printed_too(tmp_path):
    # Loading it is what lets Pillow make do with cut-off images.
    importlib.reload(importlib.import_module("weasyprint.images"))
    source = tmp_path / "photo"
    source.write_bytes(picture()[:-200])
    with pytest.raises(Invalid) as refused:
        look_at(source)
    assert refused.value.errors == {"photo": "photo_truncated"}


def test_old_files_without_a_row_are_swept_and_others_stay(session, settings, now):
    officer = Officer(username="w", name="王", post="patroller", division_code="361099101201")
    session.add(officer)
    session.flush()
    content = picture()
    kept = hashlib.sha256(content).hexdigest()
    viewer = Viewer(officer.id, "w", "王", "patroller", "361099101201")
    assert photos.store_photo(session, viewer, kept, io.BytesIO(content), now=now, settings=settings)
    folder = Folder(settings.data / "photos")
    strays = [folder.path("ab" * 32), folder.path("cd" * 32), folder.incoming / "half"]
    for path in strays:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"stray")
    old = now.timestamp() - TWO_DAYS_S
    for path in (folder.path(kept), strays[0], strays[2]):
        os.utime(path, (old, old))
    os.utime(strays[1], (now.timestamp(), now.timestamp()))
    assert photos.sweep(session, settings, now) == 1
    assert [path.exists() for path in (folder.path(kept), *strays)] == [True, False, True, False]

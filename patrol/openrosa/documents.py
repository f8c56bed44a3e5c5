"""The XML that OpenRosa clients read: the list of forms, a form's manifest, and the answer to a submission."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from patrol.openrosa.definitions import Definition
from patrol.openrosa.forms import Form, md5

LIST = "http://openrosa.org/xforms/xformsList"
MANIFEST = "http://openrosa.org/xforms/xformsManifest"
RESPONSE = "http://openrosa.org/http/response"


def form_list(forms: Iterable[Form], base: str, english: bool) -> bytes:
    """The forms to download from `base`, the address under which OpenRosa is served."""
    root = Element("xforms", xmlns=LIST)
    for form in forms:
        here = f"{base}/forms/{form.definition.id}"
        _fill(
            SubElement(root, "xform"),
            formID=form.definition.id,
            name=form.definition.title[english],
            version=form.version,
            hash=f"md5:{form.md5}",
            downloadUrl=f"{here}.xml",
            manifestUrl=f"{here}/manifest",
        )
    return _written(root)


def manifest(definition: Definition, places: bytes, base: str) -> bytes:
    """The one file that a form needs beside it: the officer's places, under the hash of what they are now."""
    root = Element("manifest", xmlns=MANIFEST)
    name = definition.places_file
    _fill(
        SubElement(root, "mediaFile"),
        filename=name,
        hash=f"md5:{md5(places)}",
        downloadUrl=f"{base}/forms/{definition.id}/{name}",
    )
    return _written(root)


def response(message: str, nature: str) -> bytes:
    """The envelope with a sentence for the person who holds the phone."""
    root = Element("OpenRosaResponse", xmlns=RESPONSE)
    SubElement(root, "message", nature=nature).text = message
    return _written(root)


def _fill(element: Element, **values: str) -> None:
    for name, value in values.items():
        SubElement(element, name).text = value


def _written(root: Element) -> bytes:
    return tostring(root, encoding="utf-8", xml_declaration=True)

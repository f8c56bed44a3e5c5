"""Untyped data of KML placemarks (`Data`), declared as if by a schema.

GDAL reads both, but spells the names of untyped ones in ASCII, one underscore a byte: names in Chinese are lost, and of
two that are equally long one is lost with its values.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO
from xml.sax import SAXException
from xml.sax.saxutils import XMLGenerator

from defusedxml import sax

_SCHEMA = "untyped-data"
_PLAIN = re.compile("[A-Za-z0-9_]+")
_ANY = re.compile(rb"<(?:\w+:)?Data\s")


def declared(path: Path, copy: Path) -> Path:
    """`copy`, written with its untyped data declared, where the document at `path` gives some names that GDAL
    would spell otherwise; else `path`, also where it is no document that may be read: whoever opens it says why."""
    if not _ANY.search(path.read_bytes()):
        return path
    with copy.open("w", encoding="utf-8") as target:
        handler = _Declaring(target)
        try:
            sax.parse(str(path), handler, forbid_dtd=True)
        except (SAXException, ValueError, LookupError):
            return path
    return path if all(map(_PLAIN.fullmatch, handler.names)) else copy


class _Declaring(XMLGenerator):
    """Writes what it hears, `Data` as `SimpleData` of one schema, declared where the outermost document ends."""

    def __init__(self, target: TextIO) -> None:
        super().__init__(target, "utf-8")
        self.names: dict[str, None] = {}
        self._open: list[str] = []
        self._lacks_document = False
        self._data: str | None = None
        self._value = ""

    def startElement(self, name: str, attrs: Mapping[str, str]) -> None:
        prefix, kind = _parted(name)
        if len(self._open) == 1 and kind != "Document" and not self._lacks_document:
            self._lacks_document = True
            super().startElement(f"{prefix}Document", {})
        self._open.append(kind)
        if kind == "Data":
            self._data, self._value = attrs.get("name", ""), ""
            self.names[self._data] = None
        elif self._data is None:
            super().startElement(name, attrs)

    def characters(self, content: str) -> None:
        if self._data is None:
            super().characters(content)
        elif self._open[-1] == "value":
            self._value += content

    def endElement(self, name: str) -> None:
        prefix, kind = _parted(name)
        self._open.pop()
        if kind == "Data":
            self._write_value(prefix)
        elif self._data is None:
            if len(self._open) == (0 if self._lacks_document else 1):
                self._end_document(prefix, kind)
            super().endElement(name)

    def _write_value(self, prefix: str) -> None:
        super().startElement(f"{prefix}SchemaData", {"schemaUrl": f"#{_SCHEMA}"})
        super().startElement(f"{prefix}SimpleData", {"name": self._data})
        self._data = None
        super().characters(self._value)
        super().endElement(f"{prefix}SimpleData")
        super().endElement(f"{prefix}SchemaData")

    def _end_document(self, prefix: str, kind: str) -> None:
        if not self._lacks_document and kind != "Document":
            return
        super().startElement(f"{prefix}Schema", {"name": _SCHEMA, "id": _SCHEMA})
        for name in self.names:
            super().startElement(f"{prefix}SimpleField", {"name": name, "type": "string"})
            super().endElement(f"{prefix}SimpleField")
        super().endElement(f"{prefix}Schema")
        if self._lacks_document:
            super().endElement(f"{prefix}Document")


def _parted(name: str) -> tuple[str, str]:
    before, colon, kind = name.rpartition(":")
    return before + colon, kind

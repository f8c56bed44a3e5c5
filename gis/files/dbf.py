"""The text of a shapefile's attribute table: which encoding it is in, and characters that were cut in half."""

import codecs
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gis.refused import Refused

# Language driver ids of the dBASE header that say a Chinese code page: 936 and 950.
_LANGUAGE_DRIVERS = {0x4D: "gb18030", 0x7A: "gb18030", 0x4F: "big5", 0x78: "big5"}
_CODE_PAGES = {"936": "gb18030", "950": "big5", "65001": "utf-8", "ansi 936": "gb18030"}
_CONVINCING_BYTES = 30


@dataclass
class Table:
    """The bytes of one .dbf: names of fields and text cells, each as raw bytes that may be cut in mid-character."""

    content: bytearray
    header: int
    record: int
    count: int
    text_columns: list[tuple[int, int]]
    name_ends: list[tuple[int, int]]

    @classmethod
    def load(cls, path: Path) -> "Table":
        """Read the header of the .dbf at `path`; Refused when it is not one."""
        content = bytearray(path.read_bytes())
        if len(content) < 33:
            raise Refused("file_broken", path=path.name, detail="DBF header")
        header = int.from_bytes(content[8:10], "little")
        record = int.from_bytes(content[10:12], "little")
        if not 33 <= header <= len(content) or record < 1:
            raise Refused("file_broken", path=path.name, detail="DBF header")
        text_columns, name_ends, offset = [], [], 1
        for start in range(32, header - 1, 32):
            if content[start] == 0x0D:
                break
            width = content[start + 16]
            if content[start + 11] == ord("C"):
                width += content[start + 17] * 256
                text_columns.append((offset, width))
            name = bytes(content[start : start + 11]).split(b"\0")[0]
            name_ends.append((start, start + len(name)))
            offset += width
        count = min(int.from_bytes(content[4:8], "little"), (len(content) - header) // record)
        return cls(content, header, record, count, text_columns, name_ends)

    @property
    def language_driver(self) -> str | None:
        """The encoding that the header's language driver id names, if it is a Chinese one."""
        return _LANGUAGE_DRIVERS.get(self.content[29])

    def texts(self) -> dict[bytes, list[tuple[int, int]]]:
        """Every different text that is not plain ASCII, with the spans (start, end) of the content that hold it."""
        found: dict[bytes, list[tuple[int, int]]] = {}
        for start, end in self.name_ends:
            found.setdefault(bytes(self.content[start:end]), []).append((start, end))
        rows = np.frombuffer(self.content, np.uint8, self.count * self.record, self.header)
        rows = rows.reshape(self.count, self.record)
        for offset, width in self.text_columns:
            cells = rows[:, offset : offset + width]
            for row in np.flatnonzero((cells > 127).any(axis=1)):
                start = self.header + int(row) * self.record + offset
                text = bytes(self.content[start : start + width]).rstrip(b" \0")
                found.setdefault(text, []).append((start, start + len(text)))
        return {text: spans for text, spans in found.items() if not text.isascii()}


@dataclass(frozen=True)
class Decision:
    """The encoding to read a table in, how it was found ("said", "detected", "corrected"), and what .cpg said."""

    encoding: str
    how: str
    said: str | None = None


def decide(table: Table, told: str | None, cpg: str | None) -> Decision:
    """The encoding of the table's text: as told, else as .cpg says where the bytes agree, else by the bytes."""
    if told:
        return Decision(known(told), "said")
    texts = table.texts()
    if not texts:
        return Decision("utf-8", "said", cpg)
    said = _code_page(cpg)
    is_utf8 = _fits(texts, "utf-8")
    if said and _fits(texts, said) and not (said != "utf-8" and is_utf8 and _is_convincing(texts)):
        return Decision(said, "said", cpg)
    for encoding in ["utf-8", table.language_driver or "gb18030", "gb18030"]:
        if _fits(texts, encoding):
            return Decision(encoding, "corrected" if said else "detected", cpg)
    raise Refused("encoding_wrong")


def mend(table: Table, encoding: str) -> int:
    """Blank the half characters at the ends of texts in the table's content; returns how many texts had one."""
    mended = 0
    for text, spans in table.texts().items():
        whole = _without_cut(text, encoding)
        if whole is None or len(whole) == len(text):
            continue
        for start, end in spans:
            blank = b"\0" if start < table.header else b" "
            table.content[start + len(whole) : end] = blank * (len(text) - len(whole))
        mended += len(spans)
    return mended


def known(name: str) -> str:
    """The name of an encoding as Python has it; Refused for one that it does not have."""
    try:
        found = codecs.lookup(_CODE_PAGES.get(name.strip().lower(), name.strip())).name
    except (LookupError, ValueError) as error:
        raise Refused("encoding_unknown", encoding=name[:40]) from error
    return "gb18030" if found in ("gbk", "gb2312") else found


def _code_page(cpg: str | None) -> str | None:
    if not cpg or not cpg.strip():
        return None
    try:
        return known(cpg.strip().lower().removeprefix("cp") if cpg.strip()[2:].isdigit() else cpg)
    except Refused:
        return None


def _fits(texts: dict[bytes, list], encoding: str) -> bool:
    return all(_without_cut(text, encoding) is not None for text in texts)


def _is_convincing(texts: dict[bytes, list]) -> bool:
    """Whether there is so much text that Chinese in GBK would not pass for UTF-8 by chance."""
    return sum(byte > 127 for text in texts for byte in text) >= _CONVINCING_BYTES


def _without_cut(text: bytes, encoding: str) -> bytes | None:
    """The text without a character that was cut at its end; None when it is not in that encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        decoder.decode(text)
    except UnicodeDecodeError:
        return None
    return text[: len(text) - len(decoder.getstate()[0])]

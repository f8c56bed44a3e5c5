"""What became of the features of a file, in words and as a file of those that were refused."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from gis.files import Note, Source, writing
from patrol.importing.kinds import Kind
from patrol.importing.reasons import Reason
from patrol.importing.writing import Counts

Why = Note | Reason
LINES_SHOWN = 20

_WORDS = {
    "zh-CN": {
        "head": "{title} ← {name}（图层 {layer}，{system}）",
        "counts": "读入 {read} 个：新增 {new}，更新 {updated}，未变 {same}，修复 {repaired}，拒绝 {refused}",
        "repaired": "修复：",
        "refused": "拒绝：",
        "line": "  第 {number} 个（编码 {code}）：{why}",
        "line_without": "  第 {number} 个：{why}",
        "more": "  ……另有 {count} 个",
        "none": "没有任何要素入库。",
        "undo": "变更集 {number}；要撤销这次导入：bin/patrol undo {number}",
    },
    "en": {
        "head": "{title} ← {name} (layer {layer}, {system})",
        "counts": "{read} read: {new} new, {updated} updated, {same} unchanged, {repaired} repaired, {refused} refused",
        "repaired": "Repaired:",
        "refused": "Refused:",
        "line": "  feature {number} (code {code}): {why}",
        "line_without": "  feature {number}: {why}",
        "more": "  … and {count} more",
        "none": "Nothing came in.",
        "undo": "Change set {number}; to undo this import: bin/patrol undo {number}",
    },
}


@dataclass(frozen=True)
class Remark:
    """Something about one feature: its number in the file from 1, its code where it has one, and what."""

    number: int
    code: str | None
    why: Why


@dataclass
class Report:
    """What came in, what was repaired, what was refused and why."""

    kind: Kind
    name: str
    layer: str
    system: str
    notes: list[Why]
    read: int = 0
    new: int = 0
    updated: int = 0
    same: int = 0
    change_set: int | None = None
    repaired: list[Remark] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)
    offered: dict[int, object] = field(default_factory=dict)

    @property
    def taken(self) -> int:
        """How many features of the file stand in the table now."""
        return self.new + self.updated + self.same

    def count(self, counts: Counts, refused: list[Remark]) -> None:
        """Add what was found when all features were in sight."""
        self.new, self.updated, self.same = counts
        self.refused += refused

    def text(self, locale: str = "zh-CN", limit: int | None = LINES_SHOWN) -> str:
        """The report in words, at most `limit` lines of each sort."""
        words = _WORDS["en" if locale.startswith("en") else "zh-CN"]
        heading = {"title": self.kind.title(locale), "name": self.name, "layer": self.layer, "system": self.system}
        counts = {name: getattr(self, name) for name in ("read", "new", "updated", "same")}
        lines = [words["head"].format(**heading), *(f"  {note.text(locale)}" for note in self.notes)]
        lines.append(
            words["counts"].format(**counts, repaired=len(self.repaired), refused=len(self.refused)),
        )
        for sort in ("repaired", "refused"):
            lines += _told(words, sort, sorted(getattr(self, sort), key=lambda remark: remark.number), locale, limit)
        if not self.taken:
            lines.append(words["none"])
        elif self.change_set and self.kind.has_history and self.new + self.updated:
            lines.append(words["undo"].format(number=self.change_set))
        return "\n".join(lines)

    def save(self, folder: Path, source: Source, locale: str = "zh-CN") -> list[Path]:
        """Write report.txt, and refused.gpkg where features were refused, into `folder`; returns what was written."""
        folder.mkdir(parents=True, exist_ok=True)
        written = [folder / "report.txt"]
        written[0].write_text(self.text(locale, limit=None) + "\n", encoding="utf-8")
        if self.refused:
            written.append(folder / "refused.gpkg")
            _save_refused(self, written[1], source, locale)
        return written


def _told(words: dict, sort: str, remarks: list[Remark], locale: str, limit: int | None) -> list[str]:
    if not remarks:
        return []
    lines = [words[sort]]
    for remark in remarks[:limit]:
        form = words["line"] if remark.code else words["line_without"]
        lines.append(form.format(number=remark.number, code=remark.code, why=remark.why.text(locale)))
    if limit is not None and len(remarks) > limit:
        lines.append(words["more"].format(count=len(remarks) - limit))
    return lines


def _save_refused(report: Report, path: Path, source: Source, locale: str) -> None:
    """The refused features as they came, with their number, their code and the reason; offered shapes beside them."""
    path.unlink(missing_ok=True)
    whys = {remark.number: remark for remark in report.refused}
    for batch in source.batches():
        chosen = np.flatnonzero(np.isin(batch.numbers, list(whys)))
        if not len(chosen):
            continue
        remarks = [whys[int(number)] for number in batch.numbers[chosen]]
        columns = {
            "feature_number": np.array([remark.number for remark in remarks], dtype=np.int32),
            "feature_code": np.array([remark.code for remark in remarks], dtype=object),
            "reason": np.array([remark.why.text(locale) for remark in remarks], dtype=object),
        }
        own = {name: values[chosen] for name, values in batch.columns.items() if name not in columns}
        writing.append(path, "refused", batch.geometries[chosen], {**columns, **own})
    if report.offered:
        numbers = np.array(sorted(report.offered), dtype=np.int32)
        shapes = np.array([report.offered[int(number)] for number in numbers], dtype=object)
        writing.append(path, "offered", shapes, {"feature_number": numbers})

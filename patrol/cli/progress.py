"""How far a long command is: a bar on a terminal, a line a step elsewhere."""

import sys
from typing import Any

import click

_LABELS = {
    "zh-CN": {"read": "读取", "check": "检查", "write": "入库", "lay": "布设巡查站点", "export": "导出"},
    "en": {"read": "Reading", "check": "Checking", "write": "Writing", "lay": "Laying stations", "export": "Exporting"},
}


class Steps:
    """Called with (step, done, total); total 0 where a step cannot be counted. Writes to standard error."""

    def __init__(self, language: str = "zh-CN") -> None:
        self._labels = _LABELS[language]
        self._step: str | None = None
        self._bar: Any = None

    def __enter__(self) -> "Steps":
        return self

    def __exit__(self, *_) -> None:
        self._finish()

    def __call__(self, step: str, done: int, total: int) -> None:
        """Say that `done` of `total` features have gone through `step`."""
        if step != self._step:
            self._finish()
            self._begin(step, total)
        if self._bar is not None:
            self._bar.update(done - self._bar.pos)

    def _begin(self, step: str, total: int) -> None:
        self._step = step
        label = self._labels[step]
        if sys.stderr.isatty() and total:
            self._bar = click.progressbar(length=total, label=label, file=sys.stderr)
            self._bar.render_progress()
        else:
            click.echo(f"{label} {total}" if total else label, err=True)

    def _finish(self) -> None:
        if self._bar is not None:
            self._bar.render_finish()
            self._bar = None

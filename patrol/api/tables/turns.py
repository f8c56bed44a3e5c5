"""Large workbooks take turns: each holds a hundred thousand rows and keeps a core busy."""

from threading import BoundedSemaphore

from flask import Flask, g

from patrol.errors import Unavailable

AT_ONCE = BoundedSemaphore(2)
"""Of a process, from the question to the database until the answer is written."""


def take_turn() -> None:
    """Begin a workbook within a request; Unavailable while as many are being made as can be."""
    if "workbook_turn" in g:
        return
    if not AT_ONCE.acquire(blocking=False):
        raise Unavailable("workbooks_busy")
    g.workbook_turn = True


def install_turns(app: Flask) -> None:
    """Give the turn back when the request ends, however it ends."""

    @app.teardown_request
    def give_back(_failure) -> None:
        if g.pop("workbook_turn", False):
            AT_ONCE.release()

"""How an import stands: how far it is, what stops it, how its features were judged."""

import logging
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError

from gis.refused import Refused
from patrol import db
from patrol.importing.reasons import ImportRefused
from patrol.importing.report import Report
from patrol.queries import imports

TELL_EVERY_S = 0.5
logger = logging.getLogger(__name__)


@contextmanager
def told(import_id: uuid.UUID, state: str) -> Iterator[None]:
    """Whatever stops an import is told by the import itself, then in `state`; a lost database is waited for."""
    try:
        yield
    except (Refused, ImportRefused) as refused:
        _stop(import_id, state, problem_of(refused))
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        with db.transaction() as session:
            gone = imports.one(session, import_id) is None
        if gone and isinstance(error, IntegrityError):
            return
        _stop(import_id, state, problem_of(ImportRefused("failed")))
        logger.exception("import %s failed", import_id)


def _stop(import_id: uuid.UUID, state: str, problem: dict) -> None:
    with db.transaction() as session:
        imports.step(session, import_id, ("reading", "committing"), state=state, problem=problem, step="wait")


def problem_of(refused: Refused | ImportRefused) -> dict:
    """What stops an import, kept in both languages."""
    key = refused.key if isinstance(refused, Refused) else refused.reason.key
    params = refused.params if isinstance(refused, Refused) else refused.reason.params
    return {
        "code": key,
        "zh-CN": refused.sentence("zh-CN"),
        "en": refused.sentence("en"),
        "choices": params.get("choices", []),
    }


def progress(import_id: uuid.UUID) -> Callable[[str, int, int], None]:
    """Tells how far an import is, in transactions of its own, now and then and at every new step."""
    last: dict[str, Any] = {"step": None, "at": 0.0}

    def tell(step: str, done: int, total: int) -> None:
        if step == last["step"] and time.monotonic() < last["at"] + TELL_EVERY_S:
            return
        last.update(step=step, at=time.monotonic())
        with db.transaction() as session:
            imports.step(session, import_id, ("reading", "committing"), step=step, done=done, total=total)

    return tell


def counts_of(report: Report) -> dict[str, int]:
    """How the features were judged."""
    return {
        "read": report.read,
        "new": report.new,
        "changed": report.updated,
        "unchanged": report.same,
        "repaired": len(report.repaired),
        "refused": len(report.refused),
    }

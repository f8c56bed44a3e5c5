"""A post of Collect comes in: the answers become a patrol at once, the files complete it, in whatever order."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from patrol import honesty, intake, photos, receipts
from patrol.access import Viewer
from patrol.config import Settings
from patrol.errors import Conflict, Invalid
from patrol.models import CollectFile, CollectSubmission
from patrol.openrosa.answers import Answers, read
from patrol.openrosa.places import OTHER
from patrol.queries.patrols import awaited_files
from patrol.rules.encoding import fixes_of
from patrol.rules.honesty.flags import Flag
from patrol.storage import CHUNK


@dataclass(frozen=True)
class Received:
    """The patrol's receipt, and the names of files that are still to come."""

    receipt: dict
    awaited: list[str]


def receive(
    session: Session, officer: Viewer, xml: bytes, files: Mapping[str, BinaryIO], *, now: datetime, settings: Settings
) -> Received:
    """Take in one post: an instance, and some of the files (name → bytes) that it names; others are left aside.

    The same post again changes nothing. Conflict for other answers under a known instanceID, or other bytes under a
    known name; Invalid names what cannot be read, and then nothing of this post is kept.
    """
    answers = read(xml, settings.timezone)
    try:
        scored, new = intake.submit_patrol(
            session, officer, answers.patrol_id, answers.data, now=now, settings=settings
        )
    except Conflict as conflict:
        # Collect gives a form its number: nobody can send a correction under another.
        raise Conflict("collect_differs") if conflict.key == "patrol_differs" else conflict from None
    if new:
        _doubt_place(session, answers, scored)
    _keep_answers(session, officer, answers, xml, now)
    for name in sorted(files.keys() & answers.files.keys()):
        _keep_file(session, officer, answers, name, files[name], now=now, settings=settings)
    receipt = receipts.receipt(session, answers.patrol_id, officer)
    return Received(receipt, awaited_files(session, answers.patrol_id))


def _doubt_place(session: Session, answers: Answers, scored: dict) -> None:
    """Flag a patrol whose form names a segment or plot where its track never was."""
    walked = {place["code"] for place in (*scored["segments"], *scored["plots"])}
    if answers.place and answers.place not in {OTHER, *walked}:
        honesty.add_remark(session, answers.patrol_id, Flag("place_not_walked", {"place": answers.place}))


def _keep_answers(session: Session, officer: Viewer, answers: Answers, xml: bytes, now: datetime) -> None:
    row = insert(CollectSubmission).values(
        patrol_id=answers.patrol_id,
        division_code=officer.division_code,
        form=answers.form,
        version=answers.version,
        device=answers.device,
        place=answers.place,
        answers=xml,
        received_at=now,
    )
    session.execute(row.on_conflict_do_nothing())
    # Posts of one form take turns from here on, so that the last of them knows that all has arrived.
    this = CollectSubmission.patrol_id == answers.patrol_id
    session.execute(select(CollectSubmission.patrol_id).where(this).with_for_update())
    if answers.files:
        rows = [{"patrol_id": answers.patrol_id, "name": name} for name in answers.files]
        session.execute(insert(CollectFile).on_conflict_do_nothing(), rows)


def _keep_file(
    session: Session, officer: Viewer, answers: Answers, name: str, stream: BinaryIO, *, now, settings
) -> None:
    """Declare a photo by its bytes, and store them; Invalid says which file is no photo."""
    sha256, size = _measure(stream)
    if not _is_new(session, answers.patrol_id, name, sha256):
        return
    if size:
        photo = answers.files[name] | {"sha256": sha256, "bytes": size}
        intake.declare_photos(session, answers.patrol_id, [photo])
        fixes = fixes_of(answers.data["track"], settings.track.max_points)
        honesty.look_at_late_photo(session, answers.patrol_id, photo, fixes)
    try:
        photos.store_photo(session, officer, sha256, stream, now=now, settings=settings)
    except Invalid as error:
        raise Invalid({name: next(iter(error.errors.values()))}) from error


def _measure(stream: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    stream.seek(0)
    return digest.hexdigest(), size


def _is_new(session: Session, patrol_id: uuid.UUID, name: str, sha256: str) -> bool:
    """Enter the hash of a file that is awaited; False when it is here already, Conflict when another one is."""
    this = (CollectFile.patrol_id == patrol_id) & (CollectFile.name == name)
    awaited = update(CollectFile).where(this, CollectFile.sha256.is_(None)).values(sha256=sha256)
    if session.scalar(awaited.returning(CollectFile.name)) is not None:
        return True
    if session.scalar(select(CollectFile.sha256).where(this)) != sha256:
        raise Conflict("collect_file_differs", name=name)
    return False

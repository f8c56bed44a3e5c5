"""Imports that nobody wants, that failed, or whose worker died: nothing stays behind."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from patrol import importing
from tests.api.imports.conftest import URL


def test_thrown_away_means_gone_with_its_file(desk, plots):
    found = desk.preview(plots)
    folder = desk.settings.data / "imports" / found["id"]
    assert folder.is_dir()
    assert desk.delete(found["id"]).status_code == 204
    assert not folder.exists()
    assert desk.caller.get(f"{URL}/{found['id']}").status_code == 404
    assert desk.scalar("SELECT count(*) FROM layer_import_row") == 0


def test_what_is_being_read_cannot_be_thrown_away_and_keeps_its_file(desk, plots, engine):
    import_id = desk.send(plots).json["id"]
    with engine.connect() as reader, reader.begin():
        reader.execute(text("LOCK TABLE layer_import_row IN SHARE MODE"))
        answer = desk.delete(import_id)
    assert (answer.status_code, answer.json["code"]) == (409, "import_running")
    assert desk.judge(import_id)["counts"]["new"] == 3


def test_an_import_whose_job_failed_for_good_is_given_back(desk, plots, session, settings):
    unread, unwritten, at_work = desk.send(plots).json["id"], desk.preview(plots)["id"], desk.send(plots).json["id"]
    assert desk.post(f"{unwritten}/commit").json["state"] == "committing"
    failed = "UPDATE procrastinate_jobs SET status = 'failed' WHERE args->>'import_id' <> :at_work"
    session.execute(text(failed), {"at_work": at_work})
    session.execute(text("UPDATE layer_import SET state = 'reading' WHERE state = 'waiting'"))
    importing.sweep(settings, datetime.now(UTC))
    states = {each: desk.get(each)["state"] for each in (unread, unwritten, at_work)}
    assert states == {unread: "refused", unwritten: "previewed", at_work: "reading"}
    assert desk.get(unread)["problem"]["code"] == desk.get(unwritten)["problem"]["code"] == "cut_off"
    assert desk.put(unread, {"kind": "forest-plots"}).status_code == 202
    assert desk.judge(unread)["state"] == "previewed"
    assert desk.commit(unwritten)["state"] == "committed"


def test_previews_that_nobody_committed_are_swept_with_their_files(desk, plots, session, settings):
    found, kept = desk.preview(plots), desk.preview(plots)
    desk.commit(kept["id"])
    later = datetime.now(UTC) + timedelta(days=settings.imports.days + 1)
    assert importing.sweep(settings, later) == 2
    assert not (settings.data / "imports" / found["id"]).exists()
    assert desk.get(kept["id"])["state"] == "committed"
    assert desk.scalar("SELECT count(*) FROM layer_import_row") == 0


def test_a_file_stays_while_its_row_does(desk, plots, session, settings):
    found = desk.preview(plots)
    session.execute(text("CREATE TABLE holds (id uuid REFERENCES layer_import)"))
    session.execute(text("INSERT INTO holds VALUES (:id)"), {"id": found["id"]})
    with pytest.raises(IntegrityError):
        importing.sweep(settings, datetime.now(UTC) + timedelta(days=settings.imports.days + 1))
    assert (settings.data / "imports" / found["id"] / plots.name).exists()
    assert desk.get(found["id"])["state"] == "previewed"
    assert desk.commit(found["id"])["state"] == "committed"


def test_a_file_that_ended_its_worker_again_and_again_is_given_up(desk, plots, session):
    import_id = desk.send(plots).json["id"]
    session.execute(
        text("UPDATE layer_import SET state = 'reading', attempts = 3 WHERE id = :id"), {"id": uuid.UUID(import_id)}
    )
    found = desk.judge(import_id)
    assert (found["state"], found["problem"]["code"]) == ("refused", "worker_died")

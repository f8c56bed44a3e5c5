"""The database itself keeps the history: rows are added, never changed."""

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from patrol.models import IssueEvent


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE issue_event SET opinion = '改'",
        "DELETE FROM issue_event",
        "TRUNCATE issue_event CASCADE",
        "DELETE FROM issue",
        "UPDATE issue_photo SET stage = 'after'",
        "DELETE FROM issue_escalation",
    ],
)
def test_nobody_changes_what_has_been_written(session, late, statement):
    issue_id = late("1", None)
    session.execute(insert(IssueEvent).values(issue_id=issue_id, action="report", state="reported"))
    with pytest.raises(DBAPIError), session.begin_nested():
        session.execute(text(statement))


def test_an_empty_history_may_be_truncated_so_that_a_broken_first_load_can_begin_anew(session):
    session.execute(text("TRUNCATE issue_event, issue_photo, issue_escalation, issue_paper"))

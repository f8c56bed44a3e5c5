"""The layer of issues tells how grave and how late they are, within one's own division."""

from datetime import date

from sqlalchemy import update

from patrol.models import Issue


def published(desk, username: str) -> dict[str, dict]:
    features = desk(username).caller.get("/ogc/collections/issues/items").json["features"]
    return {feature["properties"]["number"]: feature["properties"] for feature in features}


def test_severity_alert_lateness_and_supervision_are_in_the_layer(desk, bring, session):
    late, fresh = bring("rectifying"), bring("accepted", category="非法采砂")
    desk("county").step(late, "supervise", opinion="挂牌督办")
    session.execute(update(Issue).where(Issue.number == late).values(due_on=date(2026, 1, 5), alert="orange"))
    told = published(desk, "sup")
    names = ("severity", "alert", "overdue", "supervised")
    assert [told[late][name] for name in names] == ["minor", "orange", True, True]
    assert [told[fresh][name] for name in names] == ["critical", None, False, False]
    assert told[fresh]["source"] == "patrol"
    assert published(desk, "other_office") == {}

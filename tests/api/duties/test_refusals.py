"""What cannot be is refused in words."""

import pytest

from tests.api.conftest import COUNTY
from tests.api.duties.conftest import RULE


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/rules", RULE | {"times": 0}, "times"),
        ("/rules", RULE | {"period": "fortnight"}, "period"),
        ("/rules", RULE | {"season_from": "10-01"}, "season_to"),
        ("/rules", RULE | {"season_from": "02-30", "season_to": "05-31"}, "season_from"),
        ("/rules", RULE | {"per": "person", "object_class": "x"}, "object_class"),
        ("/rules", RULE | {"division": "999999999999"}, "division"),
        ("/rules", RULE | {"min_own_share": 1.5}, "min_own_share"),
        ("/leaves", {"from": "2026-05-03", "to": "2026-05-01", "reason": "x"}, "from"),
        ("/leaves", {"from": "2026-05-03", "to": "2029-05-01", "reason": "x"}, "to"),
        ("/leaves", {"from": "2026-05-01", "to": "2026-05-01", "reason": ""}, "reason"),
        ("/leaves", {"from": "2026-05-01", "to": "2026-05-01", "reason": "x", "substitute": "office"}, "substitute"),
        ("/leaves", {"from": "2026-05-01", "to": "2026-05-01", "reason": "x", "substitute": "sup"}, "substitute"),
        ("/rescorings", {"division": COUNTY, "from": "2026-05-03", "to": "2026-05-01", "reason": "x"}, "from"),
        ("/rescorings", {"division": COUNTY, "from": "2026-05-03", "to": "2199-05-01", "reason": "x"}, "to"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(post, path, body, field):
    answer = post("office", path, body)
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]

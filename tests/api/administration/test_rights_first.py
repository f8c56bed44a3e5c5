"""Who may not do a thing is told so, whatever else is wrong with what they sent: nobody learns fields by trying."""

import pytest

from tests.api.conftest import COUNTY

PATHS = [
    ("POST", "/rules"),
    ("POST", "/rules/reach"),
    ("POST", "/rules/1/end"),
    ("POST", "/rules/1/go-on"),
    ("POST", "/rules/presets/shicheng"),
    ("POST", "/rescorings"),
    ("POST", "/assessment-schemes"),
    ("POST", "/assessment-schemes/1/end"),
    ("POST", "/assessment-schemes/preset"),
    ("POST", "/assessments/2026-Q1/issue"),
    ("POST", "/assessments/entries"),
    ("GET", "/assessments/entries"),
    ("POST", "/assessments/entries/1/withdrawal"),
    ("POST", "/categories"),
    ("POST", "/deadlines"),
    ("POST", "/schemes"),
    ("PUT", "/office"),
    ("POST", "/officers"),
    ("POST", "/assignments/places"),
    ("PUT", "/targets/2026"),
    ("POST", "/screens"),
    ("POST", "/webhooks"),
    ("POST", "/works"),
    ("PATCH", "/works/1"),
]


@pytest.mark.parametrize(("method", "path"), PATHS)
@pytest.mark.parametrize("body", [{"nonsense": 1}, {"division": COUNTY, "from": "never"}])
def test_the_right_is_asked_for_before_the_fields(signed_in, county, method, path, body):
    wang = signed_in("wang")
    answer = wang.client.open(f"/api/v1{path}", method=method, headers=wang.headers, json=body)
    assert (answer.status_code, answer.json["errors"].keys() <= {"action"}) == (403, True), answer.json

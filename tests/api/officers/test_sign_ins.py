"""Sign-ins seen by those who keep officers; one's own password."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from patrol.models import Officer
from tests.api.conftest import COUNTY, OTHER_TOWN, PASSWORD

OWN = "/api/v1/me/password"
NEW = "another long one"


@pytest.mark.parametrize("username", ["wang", "sup", "root"])
def test_everybody_changes_their_own_password_and_their_other_devices_are_signed_out(
    keepers, signed_in, client, username
):
    here, lost = signed_in(username), signed_in(username)
    changed = here.client.post(OWN, headers=here.headers, json={"present": PASSWORD, "new": NEW})
    assert changed.status_code == 204
    assert (here.get("/api/v1/me").status_code, lost.get("/api/v1/me").status_code) == (200, 401)
    login = {"username": username, "password": NEW, "device": "x"}
    assert client.post("/api/v1/tokens", json=login).status_code == 201


def test_a_wrong_present_password_changes_nothing_and_waits_like_signing_in(keepers, signed_in, client):
    here = signed_in("wang")
    tries = [
        here.client.post(OWN, headers=here.headers, json={"present": "guess", "new": NEW}).status_code for _ in range(7)
    ]
    assert tries[0] == 422
    assert tries[-1] == 429
    short = signed_in("li")
    answer = short.client.post(OWN, headers=short.headers, json={"present": PASSWORD, "new": "short"})
    assert answer.status_code == 422
    assert "password" in answer.json["errors"]


def test_failed_sign_ins_are_seen_beside_the_officer(ask, client):
    for _ in range(3):
        client.post("/api/v1/tokens", json={"username": "Wang", "password": "no", "device": "x"})
    assert ask("root").get("/wang").json["tries"] == 3
    assert ask("root").get("/li").json["tries"] == 0
    failing = ask("office").get(query_string={"failing": "true"}).json["items"]
    assert [each["username"] for each in failing] == ["wang"]


def test_every_device_in_scope_is_listed_found_and_exported(ask, signed_in):
    signed_in("wang"), signed_in("zhao")
    root = ask("root")
    told = root.get("/devices", query_string={"sort": "username"}).json
    assert {"wang", "zhao", "root"} <= {each["username"] for each in told["items"]}
    assert root.get("/devices", query_string={"text": "王"}).json["total"] == 1
    below = root.get("/devices", query_string={"division": OTHER_TOWN}).json
    assert [each["username"] for each in below["items"]] == ["zhao"]
    book = load_workbook(BytesIO(root.get("/devices", query_string={"format": "xlsx"}).data))
    assert book.active.max_row == told["total"] + 1
    assert ask("sup").get("/devices").status_code == 403


def test_the_log_is_filtered_exported_and_read_by_auditors_who_change_nothing(ask, session, signed_in):
    session.add(Officer(username="audit", name="审计", post="auditor", division_code=COUNTY))
    session.flush()
    root = ask("root")
    root.patch("/wang", json={"phone": "138", "post": "ranger"})
    ask("office").post("/li/password")
    auditor = ask("audit")
    assert auditor.get("/audit").json["total"] == 2
    assert auditor.get("").status_code == 403
    changed = root.get("/audit", query_string={"action": "officer_changed"}).json["items"]
    assert [each["told"] for each in changed] == ["职务 巡河员 → 护林员；手机 无 → 138"]
    assert root.get("/audit", query_string={"actor": "office"}).json["items"][0]["officer"] == "li"
    assert root.get("/audit", query_string={"from": "2020-01-01", "to": "2020-12-31"}).json["total"] == 0
    assert root.get("/audit", query_string={"from": "2020-01-01"}).json["total"] == 2
    book = load_workbook(BytesIO(root.get("/audit", query_string={"format": "xlsx"}).data))
    assert [cell.value for cell in book.active[1]] == ["时间", "操作", "对象", "行政区划", "内容", "操作人"]
    assert root.get("/audit", query_string={"action": "none"}).status_code == 422

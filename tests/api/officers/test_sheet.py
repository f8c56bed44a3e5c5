"""A list of officers in Excel: tried first, entered whole or not at all."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from tests.api.conftest import VILLAGE

HEAD = ["账号", "姓名", "职务", "行政区划代码"]
GOOD = [["chen", "陈新", "巡河员", VILLAGE], ["liu", "刘林", "ranger", int(VILLAGE)]]


def book(rows, head=HEAD) -> bytes:
    made = Workbook()
    for row in (head, *rows):
        made.active.append(row)
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def test_a_list_is_tried_before_it_is_entered(ask):
    root = ask("root")
    tried = root.post("/import", data=book(GOOD)).json
    assert (tried["written"], [row["errors"] for row in tried["items"]]) == (False, [{}, {}])
    assert root.get("/chen").status_code == 404
    entered = root.post("/import?write=true", data=book(GOOD)).json
    assert entered["written"] is True
    assert all(len(row["password"]) == 12 for row in entered["items"])
    assert root.get("/liu").json["post"] == "ranger"


def test_one_bad_row_keeps_all_out_and_says_why(ask):
    bad = [
        ["wang", "王", "巡河员", VILLAGE],
        ["", "无名", "巡河员", VILLAGE],
        ["zhou", "周", "皇帝", VILLAGE],
        ["wu", "吴", "巡河员", "1"],
        ["chen", "陈二", "巡河员", VILLAGE],
    ]
    told = ask("root").post("/import?write=true", data=book([*GOOD, *bad])).json
    assert told["written"] is False
    rows = {row["row"]: row for row in told["items"]}
    assert "已被使用" in rows[4]["message"]
    assert (list(rows[5]["errors"]), list(rows[6]["errors"]), list(rows[7]["errors"])) == (
        ["username"],
        ["post"],
        ["division"],
    )
    assert "已被使用" in rows[8]["message"]
    assert ask("root").get("/chen").status_code == 404
    assert all(row["password"] is None for row in told["items"])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF", book([], ["姓名"])])
def test_what_is_no_such_list_is_refused(ask, content):
    answer = ask("root").post("/import", data=content)
    assert answer.status_code == 422
    assert "file" in answer.json["errors"]


def test_the_blank_list_is_taken_back_as_it_is(ask):
    root = ask("root")
    content = root.get("/import").data
    filled = load_workbook(BytesIO(content))
    filled.active.append(["chen", "陈新", "巡河员", VILLAGE, None, None, None])
    buffer = BytesIO()
    filled.save(buffer)
    assert root.post("/import", data=buffer.getvalue()).json["items"][0]["errors"] == {}

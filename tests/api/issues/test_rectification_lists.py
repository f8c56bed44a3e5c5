"""Rectification lists go out as workbooks, are filled in, and come back by number."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from patrol.casework import sheets
from tests.api.issues.conftest import SPOT
from tests.today import today as local_today

TODAY = local_today()


class Sheet:
    """A rectification list on somebody's desk."""

    def __init__(self, desk, **query):
        self.desk = desk
        answer = desk.caller.get("/api/v1/issues.xlsx", **query)
        assert answer.status_code == 200
        self.book = load_workbook(BytesIO(answer.data))
        self.columns = {sheets.FIELDS[cell.value]: cell.column for cell in self.book.active[1]}

    def numbers(self) -> list[str]:
        return [cell.value for cell in self.book.active["A"][1:]]

    def fill_in(self, item: str, **cells) -> int:
        row = self.numbers().index(item) + 2
        for field, value in cells.items():
            self.book.active.cell(row, self.columns[field], value)
        return row

    def add(self, **cells) -> None:
        row = self.book.active.max_row + 1
        for field, value in cells.items():
            self.book.active.cell(row, self.columns[field], value)

    def hand_in(self, *, dry_run: str = "true", **headers):
        content = BytesIO()
        self.book.save(content)
        return self.desk.caller.client.post(
            f"/api/v1/issues/import?dry_run={dry_run}",
            headers=self.desk.caller.headers | headers,
            data=content.getvalue(),
        )


def test_a_list_goes_out_is_filled_in_and_comes_back_by_number(desk, three):
    _, assigned, reported = three
    office = desk("office")
    sheet = Sheet(office)
    assert sheet.numbers() == three
    sheet.fill_in(reported, action="受理", opinion="属实")
    sheet.fill_in(assigned, action="转办", opinion="换人", assignee="village", new_due_on=TODAY + timedelta(days=9))
    tried = sheet.hand_in().json
    assert (tried["written"], tried["steps"], tried["refused"], tried["unchanged"]) == (False, 2, 0, 1)
    assert office.see(reported).json["state"] == "reported"
    done = sheet.hand_in(dry_run="false").json
    assert done["written"]
    assert [(item["number"], item["state"]) for item in done["items"]] == [
        (assigned, "assigned"),
        (reported, "accepted"),
    ]
    assert office.see(reported).json["events"][-1]["opinion"] == "属实"
    issue = office.see(assigned).json
    assert issue["assignee"]["username"] == "village"
    assert issue["rectify_by"] == (TODAY + timedelta(days=9)).isoformat()


def test_one_refused_line_keeps_the_whole_list_out_and_is_told_by_row_and_column(desk, three):
    closed, assigned, reported = three
    office = desk("office")
    sheet = Sheet(office)
    sheet.fill_in(reported, action="accept")
    row = sheet.fill_in(assigned, action="转办", opinion="换人", assignee="nobody")
    last = sheet.fill_in(closed, action="销号")
    tried = sheet.hand_in().json
    assert (tried["steps"], tried["refused"]) == (1, 2)
    refused = sheet.hand_in(dry_run="false")
    assert (refused.status_code, refused.json["code"]) == (422, "sheet_refused")
    assert set(refused.json["errors"]) == {f"rows.{row}.assignee", f"rows.{last}.action"}
    assert office.see(reported).json["state"] == "reported"


def test_a_list_that_lay_too_long_is_refused_for_what_others_have_moved(desk, three):
    reported = three[-1]
    sheet = Sheet(desk("office"))
    row = sheet.fill_in(reported, action="备注", opinion="晚了")
    desk("office").step(reported, "accept")
    refused = sheet.hand_in(dry_run="false")
    assert set(refused.json["errors"]) == {f"rows.{row}.version"}
    again = Sheet(desk("office"))
    again.fill_in(reported, action="备注", opinion="刚好")
    assert again.hand_in(dry_run="false").json["steps"] == 1


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"opinion": "忘了办理"}, "action"),
        ({"action": "爆破"}, "action"),
        ({"action": "备注", "opinion": "x" * 4001}, "opinion"),
        ({"action": "受理", "new_due_on": "soon"}, "new_due_on"),
        ({"action": "受理", "version": "three"}, "version"),
        ({"action": "受理", "number": "2026-9999"}, "number"),
    ],
)
def test_a_line_that_cannot_be_read_is_told_by_its_column(desk, bring, cells, field):
    number = bring("reported")
    sheet = Sheet(desk("office"))
    sheet.fill_in(number, **cells)
    (item,) = sheet.hand_in().json["items"]
    assert set(item["errors"]) == {field}
    (english,) = sheet.hand_in(**{"Accept-Language": "en"}).json["items"]
    assert english["errors"][field] != item["errors"][field]


def test_a_list_holds_only_what_one_may_see(desk, three):
    assert Sheet(desk("other_office")).numbers() == []
    sheet = Sheet(desk("office"))
    sheet.fill_in(three[-1], action="受理")
    sheet.desk = desk("other_office")
    (item,) = sheet.hand_in().json["items"]
    assert set(item["errors"]) == {"number"}


@pytest.mark.parametrize("username", ["li", "wang", "auditor", "gis", "admin"])
def test_a_list_of_somebody_who_hands_in_none_is_refused_before_it_is_read(desk, username):
    path, headers = "/api/v1/issues/import", desk(username).caller.headers
    answer = desk(username).caller.client.post(path, headers=headers, data=b"not a workbook")
    assert (answer.status_code, answer.json["code"]) == (403, "sheet_not_your_post")


def test_what_is_no_workbook_is_refused(desk):
    caller = desk("office").caller
    refused = caller.client.post("/api/v1/issues/import", headers=caller.headers, data=b"number,action")
    assert (refused.status_code, set(refused.json["errors"])) == (422, {"file"})


def test_a_title_that_begins_like_a_formula_stays_text(desk):
    desk("office").report(title="=HYPERLINK(1)", position=SPOT)
    sheet = Sheet(desk("office"))
    assert sheet.book.active.cell(2, sheet.columns["title"]).data_type != "f"


HANDED_DOWN = {
    "kind": "河流",
    "category": "非法采砂",
    "title": "省级暗访发现采砂",
    "lon": SPOT["lon"],
    "lat": SPOT["lat"],
}


def test_items_that_were_handed_down_are_opened_once_however_often_the_list_comes(desk, bring):
    known = bring("reported")
    sheet = Sheet(desk("office"))
    sheet.add(**HANDED_DOWN, severity="较大")
    assert sheet.hand_in().json["steps"] == 1
    assert len(Sheet(desk("office")).numbers()) == 1
    (item,) = sheet.hand_in(dry_run="false").json["items"]
    sheet.desk = desk("inspector")
    (again,) = sheet.hand_in(dry_run="false").json["items"]
    assert item["number"] == again["number"] != known
    issue = desk("office").see(item["number"]).json
    assert (issue["source"], issue["severity"], issue["title"]) == ("assigned", "major", HANDED_DOWN["title"])
    assert len(Sheet(desk("office")).numbers()) == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": None}, "title"),
        ({"title": "长" * 201}, "title"),
        ({"kind": "海"}, "kind"),
        ({"category": "海盗"}, "category"),
        ({"severity": "极重"}, "severity"),
        ({"lon": "东经"}, "lon"),
        ({"lat": 91, "lon": 120}, "position.lat"),
        ({"lon": "nan"}, "position.lon"),
        ({"action": "销号"}, "action"),
    ],
)
def test_an_item_that_cannot_be_opened_is_told_by_its_column(desk, wrong, field):
    sheet = Sheet(desk("office"))
    sheet.add(**(HANDED_DOWN | wrong))
    (item,) = sheet.hand_in().json["items"]
    assert set(item["errors"]) == {field}


def test_cells_that_a_list_does_not_change_are_named_with_their_row(desk, three):
    _, assigned, reported = three
    sheet = Sheet(desk("office"))
    row = sheet.fill_in(assigned, rectify_by=TODAY + timedelta(days=50), assignee_name="李林")
    sheet.fill_in(reported, action="受理")
    done = sheet.hand_in(dry_run="false").json
    [ignored] = done["ignored"]
    assert (ignored["row"], ignored["number"], set(ignored["columns"])) == (
        row,
        assigned,
        {"assignee_name", "rectify_by"},
    )
    assert ignored["message"].startswith(f"第 {row} 行：责任人、整改期限不能由此表更改")
    assert done["steps"] == 1


def test_a_state_that_was_written_into_a_list_is_named_as_one_that_steps_change(desk, three):
    sheet = Sheet(desk("office"))
    sheet.fill_in(three[1], state="销号", overdue="是")
    [ignored] = sheet.hand_in().json["ignored"]
    assert set(ignored["columns"]) == {"state", "overdue"}
    assert "状态、超期不能由此表更改" in ignored["message"]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_list_that_comes_back_as_it_went_changes_nothing_and_names_nothing(desk, three, language):
    office = desk("office")
    office.caller.headers |= {"Accept-Language": language}
    tried = Sheet(office).hand_in(**{"Accept-Language": "zh-CN"}).json
    assert (tried["ignored"], tried["unchanged"]) == ([], 3)


def test_a_row_that_others_have_moved_since_is_not_called_edited(desk, three):
    sheet = Sheet(desk("office"))
    desk("office").step(three[1], "reassign", opinion="转", assignee="village")
    assert sheet.hand_in().json["ignored"] == []


@pytest.mark.parametrize(
    "written", ["{0.year}/{0.month}/{0.day}", "{0.year}.{0.month}.{0.day}", "{0.year}年{0.month}月{0.day}日"]
)
def test_a_day_may_be_written_as_people_write_it(desk, three, written):
    day = TODAY + timedelta(days=9)
    sheet = Sheet(desk("office"))
    sheet.fill_in(three[1], action="转办", opinion="换人", assignee="village", new_due_on=written.format(day))
    assert sheet.hand_in(dry_run="false").json["steps"] == 1
    assert desk("office").see(three[1]).json["rectify_by"] == day.isoformat()


@pytest.mark.parametrize(
    ("language", "said"), [("zh-CN", "第 {} 行（{}），新期限："), ("en", "Row {} ({}), New day: ")]
)
def test_a_refused_line_is_told_by_its_issue_and_its_heading(desk, three, language, said):
    sheet = Sheet(desk("office"))
    row = sheet.fill_in(three[1], action="转办", opinion="换人", assignee="village", new_due_on="9999-12-31")
    refused = sheet.hand_in(dry_run="false", **{"Accept-Language": language})
    [sentence] = refused.json["errors"].values()
    assert sentence.startswith(said.format(row, three[1]))


def with_headings(workbook, *headings: str):
    """Writes headings behind those of a list, and a word below each."""
    sheet = workbook.book.active
    for heading in headings:
        column = sheet.max_column + 1
        sheet.cell(1, column, heading)
        sheet.cell(2, column, "随手记的")


def test_columns_that_a_list_does_not_have_are_named_and_not_read(desk, three):
    workbook = Sheet(desk("office"))
    with_headings(workbook, "备注", "经费")
    report = workbook.hand_in().json
    assert report["unknown_columns"] == ["备注", "经费"]
    assert report["refused"] == 0


def test_a_column_that_stands_in_a_list_twice_is_refused_by_its_heading(desk, three):
    workbook = Sheet(desk("office"))
    with_headings(workbook, "意见", "Opinion")
    answer = workbook.hand_in(dry_run="false")
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["file"])
    assert "意见" in answer.json["errors"]["file"]


def test_every_wrong_cell_of_a_line_is_told_not_only_the_first(desk, three):
    sheet = Sheet(desk("office"))
    sheet.fill_in(three[1], action="飞走", opinion="长" * 4001, new_due_on="soon")
    [line] = sheet.hand_in().json["items"]
    assert set(line["errors"]) == {"action", "opinion", "new_due_on"}

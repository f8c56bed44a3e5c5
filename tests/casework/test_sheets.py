"""A rectification list keeps text as text, and is read back by its headings in either language."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from patrol.casework import sheets
from patrol.errors import Invalid
from patrol.rules.casework import ACTIONS, STATES
from patrol.rules.casework_words import ACTION_WORDS, SEVERITY_WORDS, STATE_WORDS, code_called
from patrol.rules.clocks import SEVERITIES

ROW = {"number": "2026-0001", "title": "垃圾", "version": 3, "due_on": date(2026, 5, 1), "lon": 116.5}


def filled_in(content: bytes, **cells) -> bytes:
    book = load_workbook(BytesIO(content))
    sheet = book.active
    columns = {sheets.FIELDS[cell.value]: cell.column for cell in sheet[1]}
    for field, value in cells.items():
        sheet.cell(2, columns[field], value)
    return saved(book)


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_what_was_written_is_read_back(locale):
    (line,) = sheets.read(filled_in(sheets.write([ROW], locale), action="受理", new_due_on=date(2026, 6, 1)))
    assert line.row == 2
    assert line.cells == ROW | {"action": "受理", "new_due_on": date(2026, 6, 1)}


@settings(deadline=None)
@given(st.text(max_size=50))
def test_what_people_wrote_is_never_a_formula_and_never_breaks_the_sheet(text):
    content = sheets.write([{"number": "1", "title": text}, {"number": "2", "title": "=" + text}], "zh-CN")
    cells = [row[5] for row in load_workbook(BytesIO(content)).active.iter_rows(min_row=2)]
    assert all(cell.data_type in ("s", "n", "inlineStr") for cell in cells)
    assert cells[1].value.startswith("=")


def test_the_first_row_and_column_stay_in_sight():
    sheet = load_workbook(BytesIO(sheets.write([], "zh-CN"))).active
    assert (sheet.title, sheet.freeze_panes, sheet["A1"].value) == ("问题清单", "B2", "编号")
    (choice,) = sheet.data_validations.dataValidation
    assert "受理" in choice.formula1


def test_a_sheet_whose_columns_were_moved_is_read_all_the_same():
    book = Workbook()
    book.active.append(["意见", None, "Action", "随便", "编号"])
    book.active.append(["好", "x", "accept", "y", "2026-0001"])
    book.active.append([None] * 5)
    (line,) = sheets.read(saved(book))
    assert line.cells == {"opinion": "好", "action": "accept", "number": "2026-0001"}


def broken(part: str) -> bytes:
    """A workbook with one part of it spoiled."""
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(sheets.write([ROW], "en"))) as whole, zipfile.ZipFile(content, "w") as spoiled:
        for name in whole.namelist():
            spoiled.writestr(name, b"<oops" if name == part else whole.read(name))
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"number,action",
        b"PK\x03\x04 not quite",
        sheets.write([ROW], "en")[:-200],
        broken("xl/workbook.xml"),
        broken("xl/worksheets/sheet1.xml"),
        broken("[Content_Types].xml"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(content):
    with pytest.raises(Invalid) as refused:
        sheets.read(content)
    assert refused.value.errors == {"file": "sheet_unreadable"}


def test_a_sheet_without_numbers_is_refused_by_the_column_it_lacks():
    book = Workbook()
    book.active.append(["办理"])
    with pytest.raises(Invalid) as refused:
        sheets.read(saved(book))
    assert refused.value.errors["file"] == ("sheet_lacks_column", {"columns": "编号"})


def test_a_workbook_that_unpacks_to_much_more_is_not_unpacked():
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * (sheets.MOST_UNPACKED + 1))
    with pytest.raises(Invalid) as refused:
        sheets.read(content.getvalue())
    assert refused.value.errors["file"][0] == "sheet_too_long"


@pytest.mark.parametrize(
    ("at", "said"),
    [((sheets.MOST_ROWS + 2, 1), "sheet_too_long"), ((1_048_576, 1), "sheet_too_long"), ((3, 201), "sheet_too_wide")],
)
def test_nothing_is_read_behind_the_first_row_or_column_too_many(at, said):
    book = Workbook()
    book.active.append(["编号", "办理"])
    book.active.append(["2026-0001", "受理"])
    book.active.cell(*at, "x")
    given = iter(load_workbook(BytesIO(saved(book)), read_only=True).active.iter_rows(values_only=True))
    with pytest.raises(Invalid) as refused:
        list(sheets.bounded(given))
    assert refused.value.errors["file"][0] == said
    with pytest.raises(Invalid):
        sheets.read(saved(book))


def test_a_list_of_as_many_rows_as_may_be_is_read_whole():
    book = Workbook()
    book.active.append(["编号", "办理"])
    for number in range(sheets.MOST_ROWS):
        book.active.append([f"2026-{number}", "受理"])
    assert len(sheets.read(saved(book))) == sheets.MOST_ROWS


def test_every_word_names_its_action_in_both_languages():
    assert set(ACTION_WORDS) == set(ACTIONS)
    assert (set(STATE_WORDS), set(SEVERITY_WORDS)) == (set(STATES), set(SEVERITIES))
    for action, words in ACTION_WORDS.items():
        for word in (*words, action, words[1].upper()):
            assert code_called(ACTION_WORDS, f" {word} ") == action
    assert code_called(ACTION_WORDS, "什么") is None

"""Workbooks read back."""

from io import BytesIO

from openpyxl import load_workbook


def rows_of(answer) -> tuple[list, list[list]]:
    """The headings and the rows of a workbook that was answered."""
    assert answer.status_code == 200, answer.json
    book = load_workbook(BytesIO(answer.data), read_only=True)
    headings, *rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    return headings, rows

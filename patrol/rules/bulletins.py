"""What an office issues from the figures: which kinds, over which periods, in which forms, and who may."""

from datetime import date
from typing import NamedTuple

from patrol.rules.asked_period import calendar_of, days_of

CALENDARS = ("month", "quarter", "half_year", "year")


class BulletinKind(NamedTuple):
    """A kind of bulletin: its names, the periods it covers, the files it comes in, whether it speaks of one person."""

    zh: str
    en: str
    periods: tuple[str, ...]
    formats: tuple[str, ...]
    of_person: bool = False


BULLETINS = {
    "bulletin": BulletinKind("工作通报", "Bulletin", CALENDARS, ("docx", "pdf", "xlsx")),
    "forestry_statement": BulletinKind(
        "营造林年度统计表", "Annual forestry statement", ("year",), ("docx", "pdf", "xlsx")
    ),
    "rectification_list": BulletinKind("问题整改清单", "Rectification list", CALENDARS, ("docx", "pdf", "xlsx")),
    "chief_record": BulletinKind("履职档案", "Record of duties", CALENDARS, ("docx", "pdf", "xlsx"), True),
}
ISSUERS = frozenset({"office", "supervisor", "admin"})
"""Posts that have bulletins made, issue them and put them on a schedule, for divisions in their scope."""

LAST_SCHEDULE_DAY = 28


def last_period(calendar: str, today: date) -> str:
    """The newest month, quarter, half-year or year that is over, as it is written."""
    year, month = today.year, today.month
    if calendar == "year":
        return f"{year - 1}"
    length = {"month": 1, "quarter": 3, "half_year": 6}[calendar]
    part = (month - 1) // length
    year, part = (year, part) if part else (year - 1, 12 // length)
    return f"{year}-{part:02d}" if calendar == "month" else f"{year}-{'Q' if calendar == 'quarter' else 'H'}{part}"


def period_word(period: str) -> str:
    """2026年10月, 2026年第三季度, 2026年上半年, 2026年."""
    calendar, (first, last) = calendar_of(period), days_of(period)
    year = f"{first.year}年"
    return {
        "year": year,
        "half_year": f"{year}{'上' if last.month == 6 else '下'}半年",
        "quarter": f"{year}第{'一二三四'[(first.month - 1) // 3]}季度",
        "month": f"{year}{first.month}月",
    }.get(calendar, f"{first} 至 {last}")


def before(period: str) -> str:
    """The period of the same kind before this one."""
    return last_period(calendar_of(period), days_of(period)[0])

"""What a bulletin says: its figures in words, ready for a template that the office may edit."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from patrol.bulletins.columns import EMPTY, TABLES, said
from patrol.rules.bulletins import BULLETINS, period_word
from patrol.rules.posts import POST_WORDS

HEADLINE = {
    "segments": "count",
    "length_m": "km",
    "covered_m": "km",
    "share": "share",
    "unvisited_segments": "count",
    "plots": "count",
    "plot_area_m2": "m2_mu",
    "plot_share": "share",
    "unvisited_plots": "count",
    "patrols": "count",
    "effective_patrols": "count",
    "patrol_distance_m": "km",
    "open_issues": "count",
    "overdue_issues": "count",
}
COMPARED = ("share", "plot_share", "patrols", "patrol_distance_m")
PARTS = {"county": "乡镇", "township": "村", "village": "村"}


def told(kind: str, about: Mapping[str, Any], figures: Mapping[str, Any]) -> dict[str, Any]:
    """Every word that a template can name. `about` is what holds for all kinds: place, level, period, office, days,
    data_at and basis."""
    words: dict[str, Any] = {
        "title": about["title"],
        "place": about["place"],
        "part": PARTS.get(about["level"], "单位"),
        "period": period_word(about["period"]),
        "first": chinese(about["first"]),
        "last": chinese(about["last"]),
        "office": {"name": about["office"]},
        "written_on": chinese(about["data_at"].date()),
        "standing": standing(about["data_at"], about["basis"]),
        "tables": {table.rows: _rows(table, figures) for table in TABLES[kind]},
    }
    if "headline" in figures:
        words |= {"headline": _headline(figures["headline"]), "change": _changes(figures)}
    if "officer" in figures:
        words |= {"officer": _officer(figures), "sums": _sums(figures)}
    if kind == "rectification_list":
        words["counts"] = _counts(figures["listed"])
    return words


def title(kind: str, place: str, period: str, officer: str | None) -> str:
    """云岫县2026年10月河长制林长制工作通报."""
    called = {"bulletin": "河长制林长制工作通报"}.get(kind, BULLETINS[kind].zh)
    if officer is not None:
        return f"{officer}{period_word(period)}{called}"
    return f"{place}{period_word(period)}{called}"


def standing(at: datetime, basis: Mapping[str, Any]) -> str:
    """On which data the figures stand."""
    newest = basis.get("newest_patrol_at")
    received = f"，最近一条于{_moment(datetime.fromisoformat(newest).astimezone(at.tzinfo))}收到" if newest else ""
    return (
        f"数据截至{_moment(at)}：巡查记录{basis['patrols']}条（其中复核驳回{basis['rejected_patrols']}条，不计入）"
        f"{received}；问题{basis['issues']}件；本年度营造林作业{basis['works']}个。"
    )


def chinese(day: date) -> str:
    """2026年10月3日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _moment(at: datetime) -> str:
    return f"{chinese(at.date())}{at:%H:%M}"


def _rows(table, figures: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        {"n": str(number)} | {column.name: said(row.get(column.name), column.form) for column in table.columns}
        for number, row in enumerate(figures.get(table.rows, ()), start=1)
    ]


def _headline(figures: Mapping[str, Any]) -> dict[str, str]:
    # In a sentence without separators: a line would break at them.
    return {name: said(figures[name], form).replace(",", "") for name, form in HEADLINE.items()}


def _changes(figures: Mapping[str, Any]) -> dict[str, str]:
    """较上期 …: percentage points for shares, a share of what it was for the rest."""
    now, then = figures["headline"], figures["before"]
    return {name: _change(now[name], then[name], HEADLINE[name] == "share") for name in COMPARED}


def _change(now: float, then: float, points: bool) -> str:
    if points:
        moved, unit = (now - then) * 100, "个百分点"
    elif not then:
        return "上期无可比数据"
    else:
        moved, unit = (now - then) / then * 100, "%"
    if abs(moved) < 0.05:
        return "与上期持平"
    return f"较上期{'提高' if points else '增加'}{moved:.1f}{unit}" if moved > 0 else _less(moved, points, unit)


def _less(moved: float, points: bool, unit: str) -> str:
    return f"较上期{'下降' if points else '减少'}{-moved:.1f}{unit}"


def _officer(figures: Mapping[str, Any]) -> dict[str, str]:
    officer, answers = figures["officer"], figures["answers_for"]
    return {
        "name": officer["name"],
        "post": POST_WORDS[officer["post"]][0],
        "place": officer["division_name"] or EMPTY,
        "segments": said(answers["segments"], "count"),
        "length": said(answers["length_m"], "km"),
        "plots": said(answers["plots"], "count"),
    }


def _sums(figures: Mapping[str, Any]) -> dict[str, str]:
    outings = figures["outings"]
    effective = sum(1 for outing in outings if outing["effective"] == "有效")
    return {
        "outings": said(len(outings), "count"),
        "effective": said(effective, "count"),
        "distance": said(sum(outing["distance_m"] for outing in outings), "km"),
        "hours": said(sum(outing["duration_s"] for outing in outings), "hours"),
        "steps": said(len(figures["steps"]), "count"),
    }


def _counts(listed: list[Mapping[str, Any]]) -> dict[str, str]:
    closed = sum(1 for issue in listed if issue["state"] == "closed")
    return {"all": str(len(listed)), "closed": str(closed), "open": str(len(listed) - closed)}

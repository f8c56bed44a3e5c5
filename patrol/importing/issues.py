"""Parcels 图斑 of remote sensing as issues: points or polygons, each opened once by its batch 期次 and number."""

from importlib.resources import files

from sqlalchemy import text
from sqlalchemy.orm import Session

from patrol.casework.deadlines import deadline_of
from patrol.casework.opening import first_of_next
from patrol.config import Settings
from patrol.importing import values
from patrol.importing.kinds import DIVISION, Column, Kind, areas
from patrol.queries import categories, zoning

SEVERITIES = {"minor": ("一般",), "major": ("较大",), "critical": ("重大", "严重")}
NAME_BY_BATCH = "UPDATE incoming SET code = concat_ws(' ', batch, parcel) WHERE parcel IS NOT NULL"
OPEN = text(files("patrol.sql").joinpath("open_parcels.sql").read_text(encoding="utf8"))
KNOW_CATEGORIES = text("""
UPDATE incoming i SET found_kind = c.kind, severity = coalesce(i.severity,
  CASE WHEN i.area_m2 >= c.critical_from THEN 'critical'
       WHEN i.area_m2 >= c.major_from THEN 'major'
       WHEN i.area_m2 IS NOT NULL AND c.major_from IS NOT NULL THEN 'minor'
       ELSE c.severity END)
FROM unnest(CAST(:kinds AS text[]), CAST(:codes AS text[]), CAST(:severities AS text[]),
            CAST(:majors AS float8[]), CAST(:criticals AS float8[])) c(kind, code, severity, major_from, critical_from)
WHERE c.code = i.category AND left(i.division_code, 6) = left(:county, 6)
""")
REFUSE_UNKNOWN = text("""
UPDATE incoming SET refused = 'category_unknown',
  params = jsonb_build_object('category', category, 'known', CAST(:known AS text))
WHERE refused IS NULL AND found_kind IS NULL AND left(division_code, 6) = left(:county, 6)
""")
FIND_KNOWN = text("""
UPDATE incoming i SET target_id = p.issue_id, same = true FROM issue_parcel p
WHERE p.batch = i.batch AND p.number = i.parcel AND i.refused IS NULL
""")


def judge_categories(session: Session, settings: Settings) -> None:
    """Give each feature the kind and severity of its category as its county's catalogue has it today."""
    session.execute(
        text("UPDATE incoming SET area_m2 = ST_Area(geom::geography) WHERE area_m2 IS NULL AND ST_Dimension(geom) = 2")
    )
    today = session.scalars(text("SELECT (now() AT TIME ZONE :zone)::date"), {"zone": settings.timezone.key}).one()
    counties = session.scalars(
        text("SELECT DISTINCT left(division_code, 6) || '000000' FROM incoming WHERE refused IS NULL")
    )
    for county in counties.all():
        known = [each for each in categories.in_force(session, county, today) if each.problem]
        columns = {
            "kinds": [each.kind for each in known],
            "codes": [each.code for each in known],
            "severities": [each.severity for each in known],
            "majors": [each.major_from_m2 for each in known],
            "criticals": [each.critical_from_m2 for each in known],
        }
        session.execute(KNOW_CATEGORIES, columns | {"county": county})
        session.execute(REFUSE_UNKNOWN, {"county": county, "known": "、".join(columns["codes"])})


def find_known(session: Session) -> None:
    """Mark the parcels that an issue was opened for before; they stay as they are."""
    session.execute(FIND_KNOWN)


def open_parcels(session: Session, settings: Settings) -> None:
    """Open an issue for each new parcel."""
    new = session.scalars(text("SELECT count(*) FROM incoming WHERE refused IS NULL AND target_id IS NULL")).one()
    if new:
        now = session.scalars(text("SELECT now()")).one()
        year = now.astimezone(settings.timezone).year
        first = first_of_next(session, year, new)
        given = {"year": year, "first": first, "now": now, "object_m": settings.cases.object_m}
        ids = list(session.scalars(OPEN, given))
        _set_deadlines(session, ids, now, settings)
        zoning.stamp_issues(session, ids, now)


def _set_deadlines(session: Session, ids: list[int], now, settings: Settings) -> None:
    """Start the clock of what is reported: one for each division and severity."""
    of = "FROM issue WHERE id = ANY(:ids)"
    for division, severity in session.execute(
        text(f"SELECT DISTINCT division_code, severity {of}"), {"ids": ids}
    ).all():
        owed = deadline_of(session, division, severity, "reported", now, settings)
        if owed is not None:
            session.execute(
                text(
                    "UPDATE issue SET due_on = :on, due_at = :at WHERE id = ANY(:ids)"
                    " AND division_code = :division AND severity = :severity"
                ),
                {"on": owed.on, "at": owed.at, "ids": ids, "division": division, "severity": severity},
            )


ISSUES = Kind(
    "issues",
    ("图斑问题", "issues from parcels"),
    "issue_parcel",
    "place",
    (
        Column("code"),
        Column("parcel", ("图斑号", "图斑编号", "判读图斑号", "图斑", "TBBH", "TBH", "PDTBH"), into=""),
        Column("batch", ("期次", "批次", "判读期", "下发批次", "QC", "PC"), into=""),
        Column("category", ("问题类别", "问题类型", "类别", "变化类型", "LB", "WTLB"), into=""),
        Column("severity", ("严重程度", "YZCD"), values.one_of(SEVERITIES), into=""),
        Column("description", ("问题描述", "描述", "备注", "说明", "MS", "BZ"), into=""),
        Column("found_kind", into=""),
        DIVISION,
        *areas("area_m2", ("面积平方米", "图斑面积", "TBMJ"), ("面积亩", "图斑面积亩"), ("面积公顷", "图斑面积公顷")),
    ),
    needed=("parcel", "batch", "category"),
    required=("batch", "category"),
    make_codes=NAME_BY_BATCH,
    code_from="parcel",
    compare=find_known,
    write=open_parcels,
    look_up=judge_categories,
)

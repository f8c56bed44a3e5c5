"""Coverage and targets as a screen shows them, as workbooks: the rows that it names, in its order."""

from marshmallow import RAISE

from patrol import db, reporting
from patrol.api.reports import check_division, period, today, walked_in, year_known
from patrol.api.schemas.reports import ShownIn, WalkedIn, YearIn
from patrol.api.tables.answers import BINARY, XLSX, workbook
from patrol.api.tables.coverage import PLOTS, PROGRESS, SEGMENTS
from patrol.api.tables.sheets import MOST_ROWS
from patrol.api.tables.turns import take_turn
from patrol.api.wiring import Blueprint, settings, signed_in
from patrol.queries.divisions import visible_divisions
from patrol.rules.areas import mu

blueprint = Blueprint("shown", __name__, url_prefix="/api/v1", description="Tables on screen 屏幕上的表格")
KINDS = {"segments": ("river", SEGMENTS), "plots": ("forest", PLOTS)}


@blueprint.route("/coverage/<any('segments','plots'):layer>/workbook", methods=["POST"])
@signed_in
@blueprint.arguments(WalkedIn, location="query", unknown=RAISE)
@blueprint.arguments(ShownIn)
@blueprint.response(200, BINARY, content_type=XLSX)
def coverage(viewer, query: dict, shown: dict, layer: str):
    """The segments or plots of these codes, in this order, as they are covered; what is there no longer is left out."""
    kind, table = KINDS[layer]
    first, last = period(query)
    take_turn()
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        rows = reporting.coverage(
            session,
            viewer,
            kind,
            first,
            last,
            query["division"],
            settings().coverage,
            limit=MOST_ROWS,
            walked=walked_in(query),
        )
        names = {each.code: each.name for each in visible_divisions(session, viewer)}
    found = {row["code"]: row | {"division_name": names.get(row["division"])} for row in rows}
    items = [found[code] for code in shown["rows"] if code in found]
    if kind == "forest":
        items = [item | {"area_mu": mu(item["area_m2"])} for item in items]
    return workbook(table, items, f"{table.name}-{first}-{last}")


@blueprint.route("/targets/<int:year>/workbook", methods=["POST"])
@signed_in
@blueprint.arguments(YearIn, location="query", unknown=RAISE)
@blueprint.arguments(ShownIn)
@blueprint.response(200, BINARY, content_type=XLSX)
def targets(viewer, query: dict, shown: dict, year: int):
    """The lines named `division/work_type`, in this order, with their areas, progress and pace."""
    year_known(year)
    take_turn()
    with db.reading() as session:
        check_division(session, viewer, query["division"])
        lines = reporting.targets(session, viewer, year, query["division"], today())
    found = {f"{line['division']}/{line['work_type']}": line for line in lines}
    return workbook(PROGRESS, [found[row] for row in shown["rows"] if row in found], f"targets-{year}")

"""What may be asked of a layer by parameters of its own: a division, who walked, in which post, how well."""

from sqlalchemy import Select

from gis.errors import BadParameter
from gis.layers import Filter
from patrol.access import within
from patrol.rules.posts import POST_WORDS


def in_division(rows: Select, code: str) -> Select:
    """Rows in a division: a county, a township or a village by its 12-digit code."""
    columns = rows.selected_columns
    return rows.where(within(columns["division_code" if "division_code" in columns else "code"], division_code(code)))


def division_code(text: str) -> str:
    """A division code of 12 digits, or BadParameter."""
    if len(text) != 12 or not (text.isascii() and text.isdigit()):
        raise BadParameter("division", ("应为 12 位行政区划代码", "must be a division code of 12 digits"))
    return text


def post(text: str) -> str:
    """A post, or BadParameter."""
    if text not in POST_WORDS:
        known = ", ".join(POST_WORDS)
        raise BadParameter("post", (f"应为 {known} 之一", f"must be one of {known}"))
    return text


def truth(text: str) -> bool:
    """true or false, or BadParameter."""
    if text not in ("true", "false"):
        raise BadParameter("effective", ("应为 true 或 false", "must be true or false"))
    return text == "true"


FILTERS = {"division": Filter("行政区划代码", "Division code", in_division, "^[0-9]{12}$")}
OF_TRACKS = {**FILTERS, "username": Filter("巡查人用户名", "User name of who walked", read=str)}
OF_WALKS = {
    **OF_TRACKS,
    "post": Filter("巡查人职务", "Post of who walked", read=post),
    "effective": Filter("只计有效（true）或无效（false）巡查", "Effective patrols alone, or others", read=truth),
}
OF_CELLS = {**OF_WALKS, "division": Filter("行政区划代码", "Division code", None, "^[0-9]{12}$", division_code)}

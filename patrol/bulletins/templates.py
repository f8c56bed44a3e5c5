"""The Word templates of bulletins as the system brings them; an office may put an edited one in their place."""

from functools import cache
from io import BytesIO

from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor

from patrol.bulletins.columns import (
    DUTIES,
    FORESTS,
    ISSUES,
    LEAVES,
    LISTED,
    OUTINGS,
    OVERDUE,
    OWN_DUTIES,
    RIVERS,
    STATEMENT,
    STEPS,
    UNWALKED,
    WORKS,
    Column,
    Table,
)
from patrol.letterhead import CENTRE, HEAD, INDENT, LEFT, RED, RIGHT, cell, line, official_page, write

BLACK = "黑体"
FIGURES = frozenset({"count", "km", "share", "mu", "m2_mu", "ha", "residual", "hours"})
SHADE = "EAF1F8"
GREY = RGBColor(0x55, 0x5B, 0x66)
PORTRAIT_MM, LANDSCAPE_MM = 156.0, 257.0
COUNTED = "{{ period }}共{{ counts.all }}件，已销号{{ counts.closed }}件，未销号{{ counts.open }}件。"
FOOT = "统计期：{{ first }}至{{ last }}。{{ standing }}"


@cache
def made(kind: str) -> bytes:
    """The template of a kind of bulletin as a Word file."""
    paper = official_page()
    MAKERS[kind](paper)
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


def _bulletin(paper: Paper) -> None:
    _masthead(paper)
    _heading(paper, "一、总体情况")
    _paragraph(
        paper,
        "{{ period }}，{{ place }}纳入巡查的河段{{ headline.segments }}条、{{ headline.length_m }}千米，林业小班"
        "{{ headline.plots }}个、{{ headline.plot_area_m2 }}亩。各级河长、林长和巡护人员累计巡查"
        "{{ headline.patrols }}次（{{ change.patrols }}），里程{{ headline.patrol_distance_m }}千米，"
        "其中有效巡查{{ headline.effective_patrols }}次。",
    )
    _paragraph(
        paper,
        "河段巡查覆盖率{{ headline.share }}，{{ change.share }}，{{ headline.unvisited_segments }}条河段无人巡查；"
        "小班巡查覆盖率{{ headline.plot_share }}，{{ change.plot_share }}，"
        "{{ headline.unvisited_plots }}个小班无人巡查。"
        "截至统计时，未销号问题{{ headline.open_issues }}件，其中超期{{ headline.overdue_issues }}件。",
    )
    _heading(paper, "二、巡查履职")
    _table(paper, DUTIES)
    _picture(paper, "duties", "图1　履职完成率")
    _heading(paper, "三、巡查覆盖")
    _table(paper, RIVERS)
    _picture(paper, "map", "图2　河段巡查覆盖情况")
    _table(paper, FORESTS)
    _optional(paper, UNWALKED, "按长度列前20条。")
    _heading(paper, "四、问题整改")
    _table(paper, ISSUES)
    _picture(paper, "issues", "图3　问题上报、销号与未销号")
    _optional(paper, OVERDUE, "按超期时间列前20件。")
    _heading(paper, "五、营造林任务")
    _optional(
        paper,
        WORKS,
        "完成率＝计入任务÷任务，同一地块只计一次。应达进度按造林季节曲线计算，不按月平均。",
        otherwise="本年度没有下达营造林任务。",
    )
    _heading(paper, "六、工作要求")
    _paragraph(
        paper,
        "请各{{ part }}对照通报查漏补缺：对无人巡查的河段、小班，责任人应在限期补巡；对超期问题，逐件说明原因、"
        "明确完成时限；对进度滞后的营造林任务，抓住造林季节加快施工。",
    )
    _signed(paper)


def _statement(paper: Paper) -> None:
    _landscape(paper)
    _centred_title(paper)
    _table(paper, STATEMENT, LANDSCAPE_MM)
    _paragraph(
        paper, "面积按平方米汇总后换算；公顷取整，各级合计与分项之差按最大余数法分配，尾差见所附工作簿。", size=12
    )
    _signed(paper)


def _rectification(paper: Paper) -> None:
    _landscape(paper)
    _centred_title(paper)
    _paragraph(
        paper, "{{ period }}共{{ counts.all }}件，已销号{{ counts.closed }}件，未销号{{ counts.open }}件。", size=14
    )
    _table(paper, LISTED, LANDSCAPE_MM)
    _signed(paper)


def _record(paper: Paper) -> None:
    _centred_title(paper)
    _paragraph(
        paper,
        "{{ officer.name }}，{{ officer.place }}{{ officer.post }}，负责河段{{ officer.segments }}条、"
        "{{ officer.length }}千米，小班{{ officer.plots }}个。{{ period }}巡查{{ sums.outings }}次，其中有效"
        "{{ sums.effective }}次，里程{{ sums.distance }}千米，时长{{ sums.hours }}小时；办理问题{{ sums.steps }}步。",
    )
    _heading(paper, "一、应巡与完成")
    _table(paper, OWN_DUTIES)
    _heading(paper, "二、巡查记录")
    _optional(paper, OUTINGS, "", otherwise="本期没有巡查记录。")
    _heading(paper, "三、办理问题")
    _optional(paper, STEPS, "", otherwise="本期没有办理问题。")
    _heading(paper, "四、请假与代巡")
    _optional(paper, LEAVES, "", otherwise="本期没有请假。")
    _signed(paper)


MAKERS = {
    "bulletin": _bulletin,
    "forestry_statement": _statement,
    "rectification_list": _rectification,
    "chief_record": _record,
}


def _masthead(paper: Paper) -> None:
    line(paper, "河长制林长制工作通报", size=36, font=HEAD, align=CENTRE, bold=True, spacing=48, colour=RED)
    rule = line(paper, "{{ office.name }}　　　　　　{{ written_on }}", size=14, align=CENTRE, before=14)
    edge = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "18", "space": "6", "color": str(RED)}.items():
        bottom.set(qn(f"w:{name}"), value)
    edge.append(bottom)
    rule.paragraph_format.element.get_or_add_pPr().append(edge)
    _centred_title(paper, before=24)


def _centred_title(paper: Paper, before: int = 0) -> None:
    line(paper, "{{ title }}", size=22, font=HEAD, align=CENTRE, bold=True, spacing=34, before=before)
    line(paper, "", spacing=10)


def _heading(paper: Paper, text: str) -> None:
    heading = line(paper, text, font=BLACK, before=8)
    heading.paragraph_format.first_line_indent = INDENT
    heading.paragraph_format.keep_with_next = True


def _paragraph(paper: Paper, text: str, size: int = 16) -> None:
    line(paper, text, size=size, spacing=size + 12).paragraph_format.first_line_indent = INDENT


def _picture(paper: Paper, name: str, caption: str) -> None:
    """A picture where there is one: an inline image grows its line, so the line may not be exact."""
    line(paper, f"{{%p if pictures.{name} %}}")
    place = line(paper, f"{{{{ pictures.{name} }}}}", align=CENTRE, before=8)
    place.paragraph_format.line_spacing = 1.0
    place.paragraph_format.keep_with_next = True
    line(paper, caption, size=12, font=BLACK, align=CENTRE, spacing=20)
    line(paper, "{%p endif %}")


def _optional(paper: Paper, table: Table, note: str, otherwise: str = "") -> None:
    """A table where there is anything in it."""
    line(paper, f"{{%p if tables.{table.rows} %}}")
    _table(paper, table)
    if note:
        line(paper, f"注：{note}", size=12, spacing=20, colour=GREY)
    if otherwise:
        line(paper, "{%p else %}")
        _paragraph(paper, otherwise)
    line(paper, "{%p endif %}")


def _table(paper: Paper, table: Table, width_mm: float = PORTRAIT_MM) -> None:
    """A caption, a head that comes again on every page, and one row for each row of figures."""
    caption = line(paper, table.title, size=14, font=BLACK, align=CENTRE, spacing=28, before=6)
    caption.paragraph_format.keep_with_next = True
    grid = paper.add_table(rows=0, cols=len(table.columns), style="Table Grid")
    grid.autofit = False
    whole = sum(column.width for column in table.columns)
    widths = [Mm(width_mm * column.width / whole) for column in table.columns]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    head = grid.add_row()
    for place, column, width in zip(head.cells, table.columns, widths, strict=True):
        heading = column.heading.replace("{part}", "{{ part }}")
        cell(place, heading, width, CENTRE, size=11, font=BLACK, spacing=18)
        _shaded(place)
    _repeated(head)
    _loop(grid, f"{{%tr for row in tables.{table.rows} %}}")
    row = grid.add_row()
    for place, column, width in zip(row.cells, table.columns, widths, strict=True):
        align = RIGHT if column.form in FIGURES else _beside(column)
        cell(place, f"{{{{ row.{column.name} }}}}", width, align, size=11, spacing=17)
    _whole(row)
    _loop(grid, "{%tr endfor %}")


def _beside(column: Column):
    return LEFT if column.form == "text" and column.width > 10 else CENTRE


def _loop(grid, words: str) -> None:
    write(grid.add_row().cells[0].paragraphs[0], words)


def _shaded(place) -> None:
    shade = OxmlElement("w:shd")
    for name, value in {"val": "clear", "color": "auto", "fill": SHADE}.items():
        shade.set(qn(f"w:{name}"), value)
    place._tc.get_or_add_tcPr().append(shade)


def _repeated(row) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _whole(row)


def _whole(row) -> None:
    """A row is not parted between two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _landscape(paper: Paper) -> None:
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)


def _signed(paper: Paper) -> None:
    line(paper, "{{ office.name }}", align=RIGHT, before=28)
    line(paper, "{{ written_on }}", align=RIGHT)
    line(paper, FOOT, size=11, spacing=18, before=16, colour=GREY)

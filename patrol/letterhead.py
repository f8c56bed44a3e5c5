"""How official papers (公文) look in Word: A4, 仿宋 in 28 pt lines, the office in red over a red rule (GB/T 9704)."""

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

RED = RGBColor(0xC8, 0x10, 0x2E)
BODY, HEAD = "仿宋", "宋体"
LEFT, CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
INDENT = Pt(32)
"""Two characters: how far a paragraph's first line goes in."""


def official_page() -> Paper:
    """An empty page with the margins and the body text of official papers."""
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = BODY, Pt(16)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "zh-CN")
    language.set(qn("w:eastAsia"), "zh-CN")
    style.element.get_or_add_rPr().append(language)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(28)
    style.paragraph_format.space_after = Pt(0)
    return paper


def headed(paper: Paper) -> None:
    """The office's name in red over a red rule, with the paper's number."""
    line(paper, "{{ office.name }}", size=30, font=HEAD, align=CENTRE, bold=True, spacing=44, colour=RED)
    rule = line(paper, "{{ number }}", align=CENTRE, before=20)
    edge = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "18", "space": "6", "color": str(RED)}.items():
        bottom.set(qn(f"w:{name}"), value)
    edge.append(bottom)
    rule.paragraph_format.element.get_or_add_pPr().append(edge)


def line(paper: Paper, text: str, **how) -> Paragraph:
    """A paragraph of its own; `how` as `write` takes it."""
    paragraph = paper.add_paragraph()
    write(paragraph, text, **how)
    return paragraph


def cell(place: _Cell, text: str, width: Mm, align: WD_ALIGN_PARAGRAPH, **how) -> None:
    """Text in a cell of a table; `how` as `write` takes it."""
    place.width = width
    write(place.paragraphs[0], text, **{"size": 14, "align": align, "spacing": 26} | how)


def write(
    paragraph: Paragraph,
    text: str,
    *,
    size: int = 16,
    font: str = BODY,
    align: WD_ALIGN_PARAGRAPH | None = None,
    bold: bool = False,
    spacing: int = 28,
    before: int = 0,
    colour: RGBColor | None = None,
) -> None:
    """Add text to a paragraph: sizes and distances in points, `spacing` from line to line."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.bold = font, Pt(size), bold
    run.font.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour
    paragraph.alignment = align
    paragraph.paragraph_format.line_spacing = Pt(spacing)
    paragraph.paragraph_format.space_before = Pt(before)

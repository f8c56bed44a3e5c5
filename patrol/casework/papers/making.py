"""The templates of papers as the system brings them: laid out as official letters are (A4, 仿宋, red head)."""

from functools import cache
from io import BytesIO

from docx.document import Document as Paper
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Mm

from patrol.letterhead import CENTRE, HEAD, INDENT, LEFT, RIGHT, cell, headed, line, official_page

FORM_MM, LEAST_ROW_MM = (42, 114), 12
# Title, addressee, paragraphs; the words in braces are filled in when the paper is issued.
LETTERS = {
    "supervision_letter": (
        "关于挂牌督办“{{ issue.title }}”的函",
        "{{ assignee.place }}{{ assignee.name }}：",
        (
            "经查，{{ issue.place }}存在{{ issue.category }}问题（编号 {{ issue.number }}，"
            "{{ issue.severity }}），于{{ issue.reported_on }}上报。{{ issue.text }}",
            "督办意见：{{ event.opinion }}",
            "请于{{ issue.rectify_by }}前完成整改，并将整改情况（附整改前后照片）报送我办。"
            "逾期未完成或者整改不到位的，将按规定通报、约谈。",
        ),
    ),
    "rectification_notice": (
        "整改通知书",
        "{{ assignee.place }}{{ assignee.name }}：",
        (
            "{{ issue.place }}发现{{ issue.category }}问题（编号 {{ issue.number }}，{{ issue.severity }}）："
            "{{ issue.text }}",
            "{% if event.opinion %}办理意见：{{ event.opinion }}{% else %}请按照有关规定组织整改。{% endif %}",
            "整改期限：{{ event.due_on }}。整改完成后请上传整改后照片并申请复核，经现场复核合格后予以销号。",
        ),
    ),
    "transfer_letter": (
        "案件移送书",
        "{{ handover.authority }}：",
        (
            "我办在办理{{ issue.place }}{{ issue.category }}问题（编号 {{ issue.number }}）中发现，"
            "{{ handover.reason }}",
            "根据《行政执法机关移送涉嫌犯罪案件的规定》，经承办人 {{ handover.officers }} 提出、"
            "{{ handover.approved_by }}于{{ handover.approved_on }}批准，现将该案移送你单位，请依法审查并将立案或者"
            "不予立案的决定书面通知我办。",
            "附件：{{ handover.papers }}",
        ),
    ),
    "reconsideration_request": (
        "提请复议书",
        "{{ handover.authority }}：",
        (
            "我办于{{ handover.handed_on }}移送的{{ issue.place }}{{ issue.category }}问题（编号 {{ issue.number }}）"
            "一案，"
            "你单位于{{ handover.declined_on }}决定不予立案，理由为：{{ handover.decline_reason }}",
            "我办认为依法应当立案，理由如下：{{ event.opinion }}",
            "根据《行政执法机关移送涉嫌犯罪案件的规定》第九条，现提请复议，请于{{ issue.due_on }}前作出立案或者"
            "不予立案的决定，并书面通知我办。",
        ),
    ),
    "filing_supervision_letter": (
        "立案监督建议书",
        "人民检察院：",
        (
            "我办于{{ handover.handed_on }}向{{ handover.authority }}移送{{ issue.place }}{{ issue.category }}问题"
            "（编号 {{ issue.number }}）一案，该机关于{{ handover.declined_on }}决定不予立案，理由为："
            "{{ handover.decline_reason }}"
            "{% if handover.upheld_on %}经提请复议，该机关于{{ handover.upheld_on }}决定维持不予立案。{% endif %}",
            "我办认为依法应当立案，理由如下：{{ event.opinion }}",
            "根据《行政执法机关移送涉嫌犯罪案件的规定》第九条，建议你院依法进行立案监督，并将结果通知我办。",
        ),
    ),
    "filing_notice": (
        "{{ handover.reply_title }}",
        "{{ handover.authority }}来文登记：",
        (
            "关于{{ issue.place }}{{ issue.category }}问题（编号 {{ issue.number }}）移送一案，移送机关已于"
            "{{ handover.handed_on }}移送，{{ handover.reply }}",
            "{% if handover.reference %}立案文号：{{ handover.reference }}"
            "{% else %}理由：{{ event.opinion }}{% if handover.decline_reference %}"
            "（不予立案文号：{{ handover.decline_reference }}）{% endif %}{% endif %}",
            "登记日期：{{ event.on }}，登记人：{{ event.by }}。",
        ),
    ),
}
# Title, and rows of label and value.
FORMS = {
    "transfer_receipt": (
        "移送回执",
        (
            ("案件", "{{ issue.category }}（编号 {{ issue.number }}）"),
            ("地点", "{{ issue.place }}"),
            ("移送机关", "{{ office.name }}"),
            ("受移送机关", "{{ handover.authority }}"),
            ("移送日期", "{{ handover.handed_on }}"),
            ("移送材料", "{{ handover.papers }}"),
            ("承办人", "{{ handover.officers }}"),
            ("答复期限", "{{ issue.due_on }}"),
            ("接收人签名", ""),
            ("接收单位（盖章）", ""),
            ("接收日期", "      年    月    日"),
        ),
    ),
    "closing_form": (
        "问题销号申请表",
        (
            ("问题编号", "{{ issue.number }}"),
            ("问题", "{{ issue.title }}"),
            ("类别与程度", "{{ issue.category }}，{{ issue.severity }}"),
            ("地点", "{{ issue.place }}"),
            ("上报日期", "{{ issue.reported_on }}"),
            ("整改责任人", "{{ assignee.name }}（{{ assignee.place }}）"),
            ("整改期限", "{{ issue.rectify_by }}"),
            ("整改情况", "{{ closing.work }}"),
            ("现场复核", "{{ closing.recheck }}"),
            ("照片", "{{ closing.photos }}"),
            ("审核意见", "{{ closing.opinion }}"),
            ("审核人签名", ""),
            ("审核单位（盖章）", ""),
        ),
    ),
}


@cache
def made(kind: str) -> bytes:
    """The template of a kind of paper as a Word file."""
    paper = official_page()
    if kind in LETTERS:
        _letter(paper, *LETTERS[kind])
    else:
        _form(paper, *FORMS[kind])
    content = BytesIO()
    paper.save(content)
    return content.getvalue()


def _letter(paper: Paper, title: str, addressee: str, paragraphs: tuple[str, ...]) -> None:
    headed(paper)
    line(paper, title, size=22, font=HEAD, align=CENTRE, bold=True, spacing=36, before=28)
    line(paper, addressee, before=20)
    for text in paragraphs:
        line(paper, text).paragraph_format.first_line_indent = INDENT
    line(paper, "{{ office.name }}", align=RIGHT, before=56)
    line(paper, "{{ issued_on }}", align=RIGHT)


def _form(paper: Paper, title: str, rows: tuple[tuple[str, str], ...]) -> None:
    line(paper, title, size=22, font=HEAD, align=CENTRE, bold=True, spacing=36)
    line(paper, "{{ number }}", size=14, align=RIGHT, before=10)
    table = paper.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, FORM_MM, strict=True):
        column.width = Mm(width)
    for label, value in rows:
        row = table.add_row()
        row.height = Mm(LEAST_ROW_MM)
        for place, words, width, align in zip(row.cells, (label, value), FORM_MM, (CENTRE, LEFT), strict=True):
            cell(place, words, Mm(width), align)
            place.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    line(paper, "{{ office.name }}　{{ issued_on }}", size=14, align=RIGHT, before=14)

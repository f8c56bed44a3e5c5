"""A value for every word that a template can name: an edited template is tried with these before it is taken."""

from typing import Any

_DAY = "2026年11月22日"
SAMPLE: dict[str, Any] = {
    "number": "河长办督〔2026〕1号",
    "issued_on": _DAY,
    "office": {"name": "山河县河长制办公室"},
    "issue": {
        "number": "2026-0001",
        "title": "岸边垃圾",
        "text": "桥下堆放垃圾。",
        "category": "岸边垃圾",
        "severity": "一般",
        "place": "河口村",
        "reported_on": _DAY,
        "rectify_by": _DAY,
        "due_on": _DAY,
    },
    "assignee": {"name": "王河", "place": "河口村"},
    "event": {"opinion": "限期整改", "due_on": _DAY, "on": _DAY, "by": "钱主任", "post": "河长办"},
    "handover": {
        "authority": "公安机关",
        "reason": "涉嫌犯罪。",
        "officers": "吴督、钱主任",
        "approved_by": "郑县长",
        "approved_on": _DAY,
        "handed_on": _DAY,
        "papers": "案件移送书",
        "reply_title": "立案通知",
        "reply": "现决定立案。",
        "reference": "公立字〔2026〕1号",
        "decline_reference": "公不立字〔2026〕1号",
        "declined_on": _DAY,
        "decline_reason": "情节显著轻微。",
        "upheld_on": _DAY,
    },
    "closing": {"work": "已清理", "recheck": "到现场复核", "photos": "整改前 1 张，整改后 1 张", "opinion": "属实"},
}

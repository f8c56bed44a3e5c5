"""The table of the audit log 操作日志, and what an act changed in words."""

from typing import Any

from patrol.api.tables.columns import Column, Table
from patrol.rules.bulletins import BULLETINS
from patrol.rules.duty_words import KIND_WORDS
from patrol.rules.posts import POST_WORDS

ACTION_WORDS = {
    "officer_added": ("新增人员", "Officer entered"),
    "officer_changed": ("修改人员", "Officer changed"),
    "password_set": ("重置密码", "Password reset"),
    "own_password_set": ("修改本人密码", "Own password changed"),
    "signed_out": ("退出设备", "Device signed out"),
    "assigned": ("安排责任", "Duties given"),
    "unassigned": ("结束责任", "Duties ended"),
    "duty_taken_back": ("撤回责任", "Duties taken back"),
    "duty_goes_on": ("恢复责任", "End of duties undone"),
    "leave_substituted": ("更换代巡人", "Substitute changed"),
    "rule_added": ("新增制度", "Rule opened"),
    "rule_ended": ("结束制度", "Rule ended"),
    "rule_goes_on": ("恢复制度", "End of a rule undone"),
    "rule_revoked": ("撤销制度", "Rule taken out"),
    "target_set": ("下达任务", "Targets set"),
    "category_set": ("修改问题目录", "Category set"),
    "deadline_set": ("修改办理时限", "Deadline set"),
    "scheme_opened": ("启用考核办法", "Assessment opened"),
    "scheme_closed": ("停用考核办法", "Assessment ended"),
    "acceptance_scheme_set": ("启用验收方案", "Acceptance scheme set"),
    "template_set": ("更换模板", "Template changed"),
    "template_reset": ("恢复默认模板", "Template back to default"),
    "bulletin_issued": ("签发通报", "Bulletin issued"),
    "patrol_accepted": ("复核通过", "Patrol accepted"),
    "patrol_rejected": ("复核退回", "Patrol rejected"),
    "patrol_reopened": ("重新复核", "Review opened again"),
    "screen_opened": ("生成大屏地址", "Public screen put up"),
    "screen_ended": ("停用大屏地址", "Public screen taken down"),
}
AUDIT = Table(
    "audit",
    ("操作日志", "Audit log"),
    (
        Column("at", ("时间", "Time"), "moment", width=17),
        Column("action", ("操作", "Act"), "word", ACTION_WORDS, sort=False, width=16),
        Column("officer_name", ("对象", "Upon"), sort=False, width=14),
        Column("division_name", ("行政区划", "Division"), sort=False, width=16),
        Column("told", ("内容", "What"), sort=False, width=60),
        Column("actor_name", ("操作人", "By"), sort=False, width=14),
    ),
)
NAMES = {
    "id": ("编号", "number"),
    "post": ("职务", "post"),
    "division": ("区划", "division"),
    "division_code": ("区划", "division"),
    "active": ("在用", "active"),
    "name": ("姓名", "name"),
    "phone": ("手机", "phone"),
    "office_title": ("公示职务", "published title"),
    "office_phone": ("公示电话", "published phone"),
    "reason": ("原因", "reason"),
    "ended": ("由此结束", "ended by it"),
    "codes": ("编码", "codes"),
    "kind": ("类别", "kind"),
    "from": ("起始日", "from"),
    "to": ("截止日", "to"),
    "on": ("截止日", "until"),
    "year": ("年度", "year"),
    "times": ("次数", "times"),
    "period": ("周期", "period"),
    "code": ("编码", "code"),
    "state": ("状态", "state"),
    "severity": ("程度", "severity"),
    "amount": ("时限", "amount"),
    "unit": ("单位", "unit"),
    "duties": ("责任", "duties"),
    "ids": ("责任编号", "duty ids"),
    "was": ("原截止日", "planned ends"),
    "token": ("设备号", "device"),
    "work_type": ("作业类型", "work type"),
    "mu": ("亩", "mu"),
    "was_mu": ("原为", "was"),
    "patrolled_on": ("巡查日", "patrolled on"),
    "words": ("意见", "opinion"),
    "place": ("位置", "place"),
    "version": ("版次", "version"),
}
CODES = POST_WORDS | KIND_WORDS | {kind: (its.zh, its.en) for kind, its in BULLETINS.items()}
VALUES = {True: ("是", "yes"), False: ("否", "no"), None: ("无", "none")}
PLACES = {name: place for place, name in enumerate(NAMES)}
MOST_SHOWN = 5


def told_in(detail: dict[str, Any], locale: str) -> str:
    """What an act changed, in a line: from what to what where that is known."""
    language = 1 if locale == "en" else 0
    if "before" in detail and "after" in detail:
        pairs = (
            (name, f"{_said(detail['before'].get(name), language)} → {_said(new, language)}")
            for name, new in detail["after"].items()
        )
    else:
        pairs = ((name, _said(value, language)) for name, value in detail.items())
    return ("; " if language else "；").join(
        f"{NAMES.get(name, (name, name))[language]} {said}" for name, said in sorted(pairs, key=_place)
    )


def _place(pair: tuple[str, str]) -> int:
    # The database keeps what was told in an order of its own.
    return PLACES.get(pair[0], len(PLACES))


def _said(value: Any, language: int) -> str:
    if isinstance(value, list):
        more = f" …({len(value)})" if len(value) > MOST_SHOWN else ""
        return ", ".join(_said(each, language) for each in value[:MOST_SHOWN]) + more
    if isinstance(value, dict):
        return " ".join(_said(each, language) for each in value.values())
    if value is None or isinstance(value, bool):
        return VALUES[value][language]
    return CODES[value][language] if value in CODES else str(value)

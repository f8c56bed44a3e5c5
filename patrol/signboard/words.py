"""What signboards say, in Chinese and English."""

WORDS: dict[str, tuple[str, str]] = {
    "board_river": ("河长公示牌", "River chief signboard"),
    "board_forest": ("林长公示牌", "Forest chief signboard"),
    "river": ("河流", "River"),
    "segment": ("河段", "Segment"),
    "plot": ("小班", "Forest plot"),
    "code": ("编码", "Code"),
    "start": ("起点", "Begins in"),
    "end": ("终点", "Ends in"),
    "stakes": ("起止桩号", "Stakes"),
    "bank": ("岸别", "Bank"),
    "length": ("长度", "Length"),
    "area": ("面积", "Area"),
    "km": ("公里", "km"),
    "mu": ("亩", "mu"),
    "division": ("所在地", "Place"),
    "who": ("责任人", "Who is responsible"),
    "level": ("级别", "Level"),
    "name": ("姓名", "Name"),
    "title": ("职务", "Office held"),
    "phone": ("办公电话", "Office telephone"),
    "nobody": ("尚未公布责任人，请拨打监督电话。", "Nobody has been named yet; please call the supervising telephone."),
    "duties": ("职责", "Duties"),
    "goals": ("管护目标", "Goals"),
    "supervising": ("监督电话", "Supervising telephone"),
    "map": ("示意图", "Sketch map"),
    "scan": ("扫码查看、举报问题", "Scan to look it up or report a problem"),
    "report": ("我要举报", "Report a problem"),
    "report_lead": (
        "看到垃圾、排污、采砂等问题，请告诉我们。不需要登录，也不需要留姓名。",
        "Seen rubbish, an outfall, sand mining? Tell us. You need neither sign in nor leave your name.",
    ),
    "report_lead_forest": (
        "看到火情、砍伐、毁林等问题，请告诉我们。不需要登录，也不需要留姓名。",
        "Seen fire, felling, clearing? Tell us. You need neither sign in nor leave your name.",
    ),
    "category": ("问题类别", "What kind of problem"),
    "choose": ("请选择", "Please choose"),
    "text": ("情况说明", "What have you seen"),
    "text_hint": ("什么问题、多大范围、何时看到", "What, how large, when"),
    "place": ("具体位置（选填）", "Where exactly (optional)"),
    "place_hint": ("例如：大桥下游 100 米右岸", "Such as: right bank, 100 m below the bridge"),
    "photo": ("照片（选填，最多 3 张）", "Photos (optional, up to 3)"),
    "locate": ("附上我现在的位置", "Attach where I am now"),
    "located": ("已附上位置，误差约 {m} 米", "Position attached, accurate to about {m} m"),
    "not_located": ("未能取得位置，可以用文字说明", "No position could be had; describe the place in words"),
    "your_phone": ("联系电话（选填）", "Your telephone (optional)"),
    "phone_hint": (
        "只有办理单位能看到，仅用于核实情况，不会公开",
        "Seen only by the office that handles it, to ask back; never published",
    ),
    "honeypot": ("请不要填写此栏", "Leave this empty"),
    "send": ("提交", "Send"),
    "follow": ("查询举报办理情况", "How does my report stand?"),
    "follow_number": ("查询号", "Number to follow it by"),
    "look_up": ("查询", "Look up"),
    "thanks": ("已收到，谢谢！", "Received, thank you!"),
    "keep": ("请记下查询号，凭它可以随时查询办理情况。", "Keep this number: with it you can look up at any time."),
    "state": ("办理状态", "State"),
    "reply": ("答复", "Reply"),
    "no_reply": ("暂无答复", "No reply yet"),
    "back": ("返回公示牌", "Back to the signboard"),
    "print": ("下载打印版（PDF）", "Printable board (PDF)"),
    "other_language": ("English", "中文"),
    "trouble": ("没有完成", "Not done"),
    "start_mark": ("起", "start"),
    "end_mark": ("终", "end"),
    "merged": ("已与同一问题合并办理。", "Handled together with another report of the same problem."),
}
STATES: dict[str, tuple[str, str]] = {
    "found": ("待受理", "Waiting to be taken up"),
    "reported": ("待受理", "Waiting to be taken up"),
    "accepted": ("已受理", "Taken up"),
    "assigned": ("已交办", "Assigned to be put right"),
    "rectifying": ("整改中", "Being put right"),
    "reviewing": ("复核中", "Being checked"),
    "handover_proposed": ("办理中", "Being handled"),
    "handover_approved": ("办理中", "Being handled"),
    "handed_over": ("已移送有关机关", "Handed to the authority in charge"),
    "declined": ("办理中", "Being handled"),
    "reconsidering": ("有关机关办理中", "With the authority in charge"),
    "decline_upheld": ("办理中", "Being handled"),
    "filing_supervised": ("有关机关办理中", "With the authority in charge"),
    "case_filed": ("有关机关办理中", "With the authority in charge"),
    "closed": ("已办结", "Done"),
    "invalid": ("经核实不予受理", "Looked into and not taken up"),
    "merged": ("已合并办理", "Handled together with another"),
}
LEVELS: dict[str, dict[str, tuple[str, str]]] = {
    "river": {
        "county_chief": ("县级河长", "County river chief"),
        "township_chief": ("乡级河长", "Township river chief"),
        "village_chief": ("村级河长", "Village river chief"),
        "patroller": ("巡河员", "River patroller"),
    },
    "forest": {
        "county_chief": ("县级林长", "County forest chief"),
        "township_chief": ("乡级林长", "Township forest chief"),
        "village_chief": ("村级林长", "Village forest chief"),
        "supervision": ("监管员", "Supervision"),
        "ranger": ("护林员", "Forest ranger"),
    },
}
# What is promised where the office has written nothing of its own.
DUTIES = {
    "river": (
        "定期巡河，及时发现、制止并上报问题\n督促整改乱占、乱采、乱堆、乱建\n协调水污染防治和水环境治理\n接受社会监督，答复群众举报",
        "Walk the river regularly; stop and report what is wrong\nSee disorderly occupation, digging, heaping"
        " and building put right\nBring about clean water and clean banks\nAnswer to everybody, and reply to reports",
    ),
    "forest": (
        "定期巡林，及时发现、制止并上报问题\n落实森林防火和有害生物防治\n制止盗伐滥伐、毁林开垦和违法占地\n接受社会监督，答复群众举报",
        "Walk the forest regularly; stop and report what is wrong\nPrevent fire and pests\nStop illegal felling,"
        " clearing and occupation\nAnswer to everybody, and reply to reports",
    ),
}
GOALS = {
    "river": ("河畅、水清、岸绿、景美", "A free river, clear water, green banks, a fair view"),
    "forest": ("山有人管、林有人护、责有人担", "Every hill looked after, every wood protected, every duty owned"),
}


def say(key: str, english: bool, **params) -> str:
    """A word in the language of the page."""
    return WORDS[key][english].format(**params)

"""How grave a problem is taken to be when nobody has said so: by its category, and by its area where that is known.

The office may say otherwise when it accepts an issue; this is what it starts from.
"""

CRITICAL = frozenset({"非法采砂", "违规涉河建设", "盗伐滥伐", "毁林开垦", "违法占用林地", "野外用火", "松材线虫病"})
MAJOR = frozenset(
    {
        "污水直排",
        "围垦侵占",
        "岸线滥占",
        "非法捕鱼",
        "水工建筑物损坏",
        "其他病虫害",
        "猎捕野生动物",
        "古树名木受损",
    }
)
# Square metres from which an occupation of the river is major, and critical.
AREA_CUTS = {"阻水林木": (1_000.0, 5_000.0), "围垦侵占": (1_000.0, 5_000.0), "乱堆乱倒": (1_000.0, 5_000.0)}


def severity_of(category: str, area_m2: float | None = None) -> str:
    """minor 一般, major 较大 or critical 重大."""
    if area_m2 is not None and category in AREA_CUTS:
        major, critical = AREA_CUTS[category]
        return "critical" if area_m2 >= critical else "major" if area_m2 >= major else "minor"
    return "critical" if category in CRITICAL else "major" if category in MAJOR else "minor"

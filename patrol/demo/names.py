"""Invented names for an invented county: places, rivers, people."""

import numpy as np

COUNTY = "云岫县"
TOWNS = 5  # how many of the townships are towns (镇)
TOWNSHIPS = (
    "霁川镇", "砚溪镇", "苇渡镇", "鹤汀镇", "漱石镇", "岚坞乡",
    "竹隐乡", "枕岩乡", "凫渚乡", "樟影乡", "栗隐乡", "耦耕乡",
)  # fmt: skip
TRUNK = "霁水"

_VILLAGE_FIRST = "上下大小东西南北前后新老石竹枫樟杉桐李桃梨黄白青红云龙凤鹿鹤双龟蕉莲荷茶油荆柏松榧"
_VILLAGE_LAST = "坪坑背排源塘岭洲桥陂坊圳垅湾窠段埠墩家屋"
_RIVER_FIRST = "清白碧石沙龙凤鹿鹤芦竹枫樟杉桃梅兰莲茶云雾月银玉铜黄乌青蓝双曲长寒暖瑶琴书墨砚雁鹭鲤"
_RIVER_MIDDLE = "溪源坑陂洲湾塘坪潭泉"
_SURNAMES = "王李张刘陈杨黄吴周徐孙胡朱高林何郭罗邓许曾彭谢饶艾危揭邱章万熊余付黎廖游尧聂鄢"
_GIVEN_MIDDLE = "志国建文小春玉秀金水福长德永明光家兴俊海美红丽晓雪桂"
_GIVEN_LAST = "华军平生根强勇辉林发斌涛明亮波龙英兰芳梅香琴燕萍莲云霞珍"


def villages(count: int, seed: int) -> list[str]:
    """Distinct village names, none of a river's."""
    return [f"{name}村" for name in _distinct(count, seed + 61, _VILLAGE_FIRST, _VILLAGE_LAST)]


def rivers(count: int, seed: int) -> list[str]:
    """Distinct river names for the tributaries, the larger first: 河 for the long, 水 or 港 for the short."""
    stems = _distinct(count, seed + 62, _RIVER_FIRST, _RIVER_MIDDLE)
    return [stem + ("河" if number < count / 3 else "水" if number % 2 else "港") for number, stem in enumerate(stems)]


def people(count: int, seed: int) -> list[str]:
    """Distinct names of people."""
    return _distinct(count, seed + 63, _SURNAMES, _GIVEN_MIDDLE, _GIVEN_LAST)


def _distinct(count: int, seed: int, *parts: str) -> list[str]:
    """Different words made of one character of each part, in a shuffled order."""
    random = np.random.default_rng(seed)
    made: dict[str, None] = {}
    while len(made) < count:
        word = [part[random.integers(len(part))] for part in parts]
        if len(set(word)) == len(word):
            made["".join(word)] = None
    return list(made)

"""What is seen on an outing: mostly that all is well, now and then a problem from the field's catalogue."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from patrol.demo import photos, walks
from patrol.demo.outings import Outing

FINE = {"river": "水面河岸清洁", "forest": "林区正常"}
FINE_TEXT = {
    "river": ("水质清澈，无漂浮物，河岸整洁。", "沿线巡查正常，公示牌完好。", "水位正常，未发现新增排口。"),
    "forest": ("无野外用火，护林宣传到户。", "林木长势正常，未见病虫害。", "防火道畅通，界桩完好。"),
}
PROBLEMS = {
    "river": {
        "岸边垃圾": ("桥下岸坡堆放生活垃圾约2方。", "渡口旁有农药包装废弃物。", "岸边倾倒建筑余土，需清运。"),
        "漂浮物": ("坝前积聚漂浮物，面积约30平方米。", "水葫芦成片，影响行洪。"),
        "污水直排": ("养殖场沟渠有污水流入河道，水体发黑。", "民房化粪池溢流入河。"),
        "非法采砂": ("河滩有新鲜采砂痕迹，现场留有筛网。",),
        "违规涉河建设": ("滩地搭建简易棚房约40平方米。", "岸边圈围菜地，占用河滩。"),
        "公示牌破损": ("河长公示牌倾倒，电话字迹不清。",),
        "非法捕鱼": ("发现地笼两副，已拍照取证。",),
    },
    "forest": {
        "松材线虫病": ("马尾松枯死约12株，疑似松材线虫病。", "发现枯死松树3株，已做标记。"),
        "野外用火": ("林缘焚烧秸秆，已劝阻并扑灭。",),
        "盗伐滥伐": ("杉木伐桩5个，切口新鲜。",),
        "违法占用林地": ("开挖便道占用林地约200平方米。", "林地内堆放砂石。"),
        "毛竹倒伏": ("雨雪后毛竹倒伏压路，需清理。",),
        "界桩损毁": ("林班界桩被推倒一处。",),
    },
}
SEEN, PROBLEM, PICTURED = 0.26, 0.2, 0.07


@dataclass(frozen=True)
class Sighted:
    """A submission's body with what was seen, and the bytes of the photos it declares, by their SHA-256."""

    body: dict
    pictures: dict[str, bytes]


def add(outing: Outing, body: dict) -> Sighted:
    """What was seen on a recorded outing, with photos of some of it."""
    random = np.random.default_rng(outing.seed + 5)
    pictures: dict[str, bytes] = {}
    shares = np.sort(random.uniform(0.1, 0.95, int(random.uniform() < SEEN) * int(random.integers(1, 3))))
    for share in shares.tolist():
        at, position = walks.fix(body, share)
        problem = random.uniform() < PROBLEM
        category, text = _words(outing.kind, problem, random)
        number = uuid.UUID(bytes=random.bytes(16), version=4)
        body["observations"].append({"id": number, "category": category, "text": text, "at": at, "position": position})
        if random.uniform() < (3 * PICTURED if problem else PICTURED):
            taken_at = at + timedelta(seconds=int(random.integers(2, 25)))
            picture = photos.draw(outing.kind, problem, taken_at, position, int(random.integers(2**31)))
            pictures[picture.sha256] = picture.content
            body["photos"].append(
                {
                    "sha256": picture.sha256,
                    "bytes": len(picture.content),
                    "taken_at": taken_at,
                    "observation_id": number,
                    "position": position,
                }
            )
    return Sighted(body, pictures)


def _words(kind: str, problem: bool, random: np.random.Generator) -> tuple[str, str]:
    """A category and what was written under it."""
    if not problem:
        return FINE[kind], str(random.choice(FINE_TEXT[kind]))
    category = str(random.choice(list(PROBLEMS[kind])))
    return category, str(random.choice(PROBLEMS[kind][category]))

"""What can be assessed: each indicator with its words, whom it is asked of, and which forms of scoring fit it."""

from typing import NamedTuple

TOWNSHIP, OFFICER = "township", "officer"
SUBJECTS = (TOWNSHIP, OFFICER)
BOTH = SUBJECTS
RATED = ("linear", "steps", "power")
FORMS = (*RATED, "deduction", "entries")


class Indicator(NamedTuple):
    """Words in Chinese and English, whom it is asked of, fitting forms, and whether it takes a term in days."""

    chinese: str
    english: str
    subjects: tuple[str, ...] = BOTH
    forms: tuple[str, ...] = RATED
    in_days: bool = False


INDICATORS = {
    "completion": Indicator("巡查完成率", "patrols done of those owed"),
    "effective": Indicator("有效巡查率", "effective patrols of all"),
    "river_coverage": Indicator("河段覆盖率", "length of segments covered"),
    "forest_coverage": Indicator("小班覆盖率", "cells of plots visited"),
    "closing": Indicator("问题销号率", "issues closed of those reported"),
    "in_time": Indicator("按期销号率", "issues closed by their day"),
    "reporting": Indicator("问题上报率", "issues found per effective patrol"),
    "prompt": Indicator("及时上报率", "sightings reported in time", in_days=True),
    "area": Indicator("营造林任务进度", "area reported of the target", (TOWNSHIP,)),
    "acceptance": Indicator("核实面积合格率", "qualified of verified area", (TOWNSHIP,)),
    "satisfaction": Indicator("群众满意度", "public satisfaction", in_days=True),
    "rejected": Indicator("审核不通过巡查", "patrols rejected on review", forms=("deduction",)),
    "adjustment": Indicator("加减分", "points added and taken off", forms=("entries",)),
}

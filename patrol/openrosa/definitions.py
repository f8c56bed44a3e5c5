"""The two forms of ODK Collect, 巡河 and 巡林, as XLSForm rows: what is asked, in Chinese and in English."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

CHINESE, ENGLISH = "中文 (zh)", "English (en)"
LAYOUT = "2026112200"
"""Changes when answers are read in another way; the words of a form may change without it."""
READABLE_LAYOUTS = frozenset({LAYOUT})
LONGEST_TEXT = 1000
WORST_ACCURACY_M = 200
PHOTO_PIXELS = 1600
PHOTOS = ("photo", "photo_2", "photo_3")
QUESTIONS = {
    "start": ("表单打开的时间", "Time of opening the form"),
    "end": ("表单保存的时间", "Time of saving the form"),
    "walk_start": ("出发时间", "Time of setting out"),
    "walk_end": ("走完的时间", "Time of arriving"),
    "track": ("巡查轨迹", "Track"),
    "category": ("看到什么", "What is seen"),
    "at": ("看到的时间", "Time of seeing it"),
    "position": ("位置", "Place"),
    "photo": ("照片", "Photo"),
    "text": ("说明", "Description"),
}
"""What the form and its refusals call a question, by its name in the form."""


class Choice(NamedTuple):
    """A category to choose: its Chinese word, which is also what the answer holds, and its English one."""

    code: str
    en: str


@dataclass(frozen=True)
class Definition:
    """One form: its id, the kind of patrol it makes, its names, and the file and word for the places to choose."""

    id: str
    kind: str
    title: tuple[str, str]
    places_file: str
    place: tuple[str, str]
    other_problem: Choice


DEFINITIONS = (
    Definition(
        "river-patrol",
        "river",
        ("巡河", "River patrol"),
        "segments.csv",
        ("河段", "Segment"),
        Choice("其他涉河问题", "Something else"),
    ),
    Definition(
        "forest-patrol",
        "forest",
        ("巡林", "Forest patrol"),
        "plots.csv",
        ("小班", "Plot"),
        Choice("其他涉林问题", "Something else"),
    ),
)
BY_ID = {definition.id: definition for definition in DEFINITIONS}


def workbook(definition: Definition, choices: Sequence[Choice], version: str) -> dict[str, list[dict[str, Any]]]:
    """The sheets of a form as pyxform reads them; `choices` are the categories that the county offers."""
    sheets = {
        "survey": [*_beginning(definition), *_track(), *_observations(definition), *_ending()],
        "choices": [_choice(each) for each in choices or [definition.other_problem]],
        "settings": [
            {
                "form_title": " ".join(definition.title),
                "form_id": definition.id,
                "version": version,
                "default_language": CHINESE,
                "instance_name": f"concat('{definition.title[0]} ', format-date-time(${{start}}, '%Y-%m-%d %H:%M'))",
            }
        ],
    }
    return sheets | {f"{name}_header": _columns(rows) for name, rows in sheets.items()}


def _columns(rows: list[dict[str, Any]]) -> list[dict[str, None]]:
    """The columns of a sheet in their order, which pyxform wants beside the rows."""
    return [{column: None for row in rows for column in row}]


def _says(column: str, chinese: str, english: str) -> dict[str, str]:
    return {f"{column}::{CHINESE}": chinese, f"{column}::{ENGLISH}": english}


def _question(kind: str, name: str, label: tuple[str, str], *says: dict[str, str], **more: str) -> dict[str, str]:
    row = {"type": kind, "name": name} | _says("label", *label) | more
    for words in says:
        row |= words
    return row


def _moment(name: str, trigger: str) -> dict[str, str]:
    """A moment that the form notes by itself when the question `trigger` is answered."""
    return {"type": "dateTime", "name": name, "calculation": "now()", "trigger": f"${{{trigger}}}"}


def _beginning(definition: Definition) -> list[dict[str, str]]:
    return [
        {"type": "start", "name": "start"},
        {"type": "end", "name": "end"},
        {"type": "deviceid", "name": "deviceid"},
        _question(
            f"select_one_from_file {definition.places_file}",
            "place",
            definition.place,
            _says("hint", "名单只列本人责任范围；不在名单中请选【其他】", "Only your own are listed, and ‘Other’"),
            _says("required_message", "请选择一项，可选【其他】", "Choose one; ‘Other’ will do"),
            required="yes",
        ),
        _question(
            "acknowledge",
            "ready",
            ("现在出发", "Setting out now"),
            _says("hint", "出发时点一下，记下出发时间", "Tap as you set out: it notes the time"),
        ),
        _moment("walk_start", "ready"),
    ]


def _track() -> list[dict[str, str]]:
    return [
        _question(
            "geotrace",
            "track",
            QUESTIONS["track"],
            _says(
                "hint",
                "选【自动记录】，间隔 10 秒；走完再保存。在地图上点选的点会被标记",
                "Record automatically, every 10 seconds, and save at the end. Points tapped on the map are marked",
            ),
            _says("required_message", "请先记录巡查轨迹", "Record the track first"),
            _says(
                "constraint_message",
                "轨迹没有移动：至少要有两个不同的定位点",
                "There is no movement: two different points are needed",
            ),
            required="yes",
            constraint="distance(.) > 0",
        ),
        _moment("walk_end", "track"),
    ]


def _observations(definition: Definition) -> list[dict[str, str]]:
    return [
        {"type": "begin_repeat", "name": "observation"} | _says("label", "巡查记录", "Observation"),
        _question(
            "select_one categories",
            "category",
            QUESTIONS["category"],
            _says("required_message", "请选择类别", "Choose a category"),
            required="yes",
        ),
        _moment("at", "category"),
        _question(
            "geopoint",
            "position",
            QUESTIONS["position"],
            _says(
                "constraint_message",
                f"定位误差超过 {WORST_ACCURACY_M} 米，请到空旷处重新定位",
                f"The position is more than {WORST_ACCURACY_M} m uncertain; try again under open sky",
            ),
            constraint=f"number(selected-at(., 3)) <= {WORST_ACCURACY_M}",
        ),
        *_photos(),
        _text(definition),
        {"type": "end_repeat", "name": "observation"},
    ]


def _photos() -> list[dict[str, str]]:
    rows = []
    for before, name in zip((None, *PHOTOS), PHOTOS, strict=False):
        number = PHOTOS.index(name) + 1
        more = {"relevant": f"${{{before}}} != ''"} if before else {}
        chinese, english = QUESTIONS["photo"]
        label = (f"{chinese} {number}", f"{english} {number}")
        rows.append(_question("image", name, label, parameters=f"max-pixels={PHOTO_PIXELS}", **more))
    return rows


def _text(definition: Definition) -> dict[str, str]:
    return _question(
        "text",
        "text",
        QUESTIONS["text"],
        _says("required_message", "选【其他】时请写明是什么", "Say what it is when ‘Something else’ is chosen"),
        _says("constraint_message", f"最多 {LONGEST_TEXT} 字", f"At most {LONGEST_TEXT} characters"),
        required=f"${{category}} = '{definition.other_problem.code}'",
        constraint=f"string-length(.) <= {LONGEST_TEXT}",
        appearance="multiline",
    )


def _ending() -> list[dict[str, str]]:
    return [
        {"type": "calculate", "name": "distance_m", "calculation": "round(distance(${track}))"},
        {"type": "calculate", "name": "seen", "calculation": "count(${observation})"},
        _question(
            "note",
            "summary",
            ("本次轨迹 ${distance_m} 米，记录 ${seen} 条", "${distance_m} m recorded, ${seen} observations"),
        ),
    ]


def _choice(choice: Choice) -> dict[str, str]:
    # In a label "${…}" would stand for an answer.
    chinese, english = (word.replace("${", "$ {") for word in choice)
    return {"list_name": "categories", "name": choice.code} | _says("label", chinese, english)

"""The watermark of a served photo: a dark band with when, where and who, legible on a phone in the sun.

The copy carries it; the original never does. The words come from the record, never from the picture's own EXIF.
"""

from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from patrol.errors import Unavailable

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
"""Of the Debian package fonts-noto-cjk, which bin/setup installs."""

SIMPLIFIED = 2
"""The face with the letter forms of simplified Chinese within the file."""

LEAST_WIDTH, LEAST_HEIGHT = 480, 320
"""A smaller picture stays whole, and the band comes below it."""

SMALLEST_PX, LARGEST_PX = 15, 46
LINES_TO_SHORT_SIDE = 30
MOST_OF_HEIGHT = 0.34
LEADING = 1.4
NIGHT, PAPER = (0, 0, 0), (255, 255, 255)
CHINESE = 0x2E80
OPENING, CLOSING = "（《“【", "）》”】，。、：；"
DARKNESS = 0.66
"""White letters keep a contrast of 7:1 on a band this dark, even over snow."""


def stamped(picture: Image.Image, said: list[str]) -> Image.Image:
    """The picture (RGB) with what is said in a band at its bottom; Unavailable where the font is not installed."""
    small = picture.width < LEAST_WIDTH or picture.height < LEAST_HEIGHT
    width = max(picture.width, LEAST_WIDTH) if small else picture.width
    room = picture.height * MOST_OF_HEIGHT if not small else LEAST_HEIGHT
    font, lines = _set(said, width, _wanted_px(picture, small), room)
    step = round(font.size * LEADING)
    height = step * len(lines) + font.size
    if small:
        canvas = Image.new("RGB", (width, picture.height + height), NIGHT)
        canvas.paste(picture, ((width - picture.width) // 2, 0))
    else:
        canvas = picture.copy()
        band = (0, canvas.height - height, width, canvas.height)
        below = canvas.crop(band)
        canvas.paste(Image.blend(below, Image.new("RGB", below.size, NIGHT), DARKNESS), band)
    pen, top = ImageDraw.Draw(canvas), canvas.height - height + font.size // 2
    for number, line in enumerate(lines):
        pen.text((font.size, top + number * step), line, PAPER, font)
    return canvas


def _wanted_px(picture: Image.Image, small: bool) -> int:
    if small:
        return SMALLEST_PX
    return max(SMALLEST_PX, min(LARGEST_PX, min(picture.size) // LINES_TO_SHORT_SIDE))


def _set(said: list[str], width: int, size: int, room: float) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest letters, from `size` downwards, in which all lines fit; at the smallest the middle is cut short."""
    while True:
        font = _font(size)
        lines = [line for each in said for line in _wrapped(each, font, width - 2 * size)]
        most = max(1, int((room - size) // round(size * LEADING)))
        if len(lines) <= most:
            return font, lines
        if size <= SMALLEST_PX:
            return font, [*lines[: most - 2], lines[max(0, most - 2)][:-1] + "…", lines[-1]]
        size = max(SMALLEST_PX, size - 2)


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Lines no wider than `width`, broken at spaces where there are any and anywhere in Chinese."""
    lines, line = [], ""
    for part in _parts(text):
        if line and font.getlength(line + part.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += part.lstrip() if not line else part
    return [*lines, line.rstrip()] if line.strip() else lines


def _parts(text: str) -> list[str]:
    """What must not be torn apart: a Chinese letter, a Latin word, with the spaces after it."""
    parts = [""]
    for letter in text:
        before = parts[-1]
        chinese = ord(letter) >= CHINESE or (before and ord(before[-1]) >= CHINESE)
        torn = before and before[-1] not in OPENING and letter not in CLOSING
        if torn and (chinese or before[-1] == " " != letter):
            parts.append("")
        parts[-1] += letter
    return parts


@lru_cache(maxsize=64)
def _font(size: int) -> ImageFont.FreeTypeFont:
    try:
        return ImageFont.truetype(FONT, size, index=SIMPLIFIED, layout_engine=ImageFont.Layout.BASIC)
    except OSError as error:
        raise Unavailable("font_missing") from error

"""Drawn photos: a hazy landscape with a stamp of time and place, as phones in the field make them."""

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from PIL import ExifTags, Image, ImageDraw, ImageFilter, ImageFont

from patrol.demo.noise import fractal

WIDTH, HEIGHT = 960, 720
LOCAL = timedelta(hours=8)
WITH_EXIF = 0.7
SKIES = (((126, 170, 214), (222, 232, 240)), ((168, 178, 188), (226, 228, 228)), ((96, 150, 208), (240, 226, 200)))


@dataclass(frozen=True)
class Picture:
    """A JPEG file and its hash."""

    sha256: str
    content: bytes


def draw(kind: str, problem: bool, taken_at: datetime, position: dict, seed: int) -> Picture:
    """A photo of a river or a forest; with `problem`, of something that should not be there."""
    random = np.random.default_rng(seed)
    image = _sky(random)
    _ridges(image, random)
    if kind == "river":
        _river(image, random)
    else:
        _trees(image, random)
    if problem:
        _litter(image, random)
    image = image.filter(ImageFilter.BoxBlur(1))
    grain = np.tile(random.normal(0, 5, (HEIGHT // 4, WIDTH // 4, 1)), (4, 4, 1))
    image = Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))
    _stamp(image, taken_at, position)
    buffer = io.BytesIO()
    exif = _exif(taken_at, position) if random.uniform() < WITH_EXIF else Image.Exif()
    image.save(buffer, "JPEG", quality=78, exif=exif)
    content = buffer.getvalue()
    return Picture(hashlib.sha256(content).hexdigest(), content)


def _sky(random: np.random.Generator) -> Image.Image:
    above, below = (np.array(colour) for colour in SKIES[int(random.integers(len(SKIES)))])
    share = np.linspace(0, 1, HEIGHT)[:, None, None] ** 0.8
    return Image.fromarray(np.broadcast_to(above + (below - above) * share, (HEIGHT, WIDTH, 3)).astype(np.uint8))


def _ridges(image: Image.Image, random: np.random.Generator) -> None:
    """Hills behind hills, the nearer the darker."""
    pen, x = ImageDraw.Draw(image), np.arange(0, WIDTH + 8, 8)
    for depth in range(4):
        base = 250 + 75 * depth
        crest = base - (120 - 22 * depth) * (
            0.5 + fractal(x, x * 0, 520 - 90 * depth, int(random.integers(1 << 20)), 4)
        )
        colour = (118 - 24 * depth, 148 - 16 * depth, 142 - 30 * depth)
        pen.polygon([(0, HEIGHT), *zip(x.tolist(), crest.tolist(), strict=True), (WIDTH, HEIGHT)], fill=colour)


def _river(image: Image.Image, random: np.random.Generator) -> None:
    """Water that winds towards the viewer between two banks."""
    pen = ImageDraw.Draw(image)
    y = np.linspace(440, HEIGHT, 40)
    near = ((y - 430) / (HEIGHT - 430)) ** 1.5
    middle = WIDTH * random.uniform(0.35, 0.65) + 150 * np.sin(near * 3 + random.uniform(0, 6)) * (1 - near * 0.4)
    for grow, colour in ((1.35, (148, 138, 104)), (1.0, (104, 134, 140)), (0.55, (128, 158, 164))):
        half = (18 + 330 * near) * grow * 0.9
        left, right = np.column_stack([middle - half, y]), np.column_stack([middle + half, y])[::-1]
        pen.polygon([tuple(point) for point in np.concatenate([left, right]).tolist()], fill=colour)


def _trees(image: Image.Image, random: np.random.Generator) -> None:
    """Conifers, the nearer the larger, with trunks in the light."""
    pen = ImageDraw.Draw(image)
    for y in np.sort(random.uniform(430, HEIGHT + 60, 70)).tolist():
        size = 28 + (y - 400) * 0.75
        x, shade = random.uniform(-20, WIDTH + 20), random.uniform(0.75, 1.15)
        pen.rectangle([x - size * 0.03, y - size * 0.2, x + size * 0.03, y + size * 0.1], fill=(88, 66, 48))
        for tier in range(3):
            top, width = y - size * (1.1 - 0.27 * tier), size * (0.16 + 0.07 * tier)
            colour = tuple(int(part * shade) for part in (38, 84 + 8 * tier, 52))
            pen.polygon([(x, top), (x - width, top + size * 0.42), (x + width, top + size * 0.42)], fill=colour)


def _litter(image: Image.Image, random: np.random.Generator) -> None:
    """A heap of odd pieces in the foreground."""
    pen = ImageDraw.Draw(image)
    middle = random.uniform((250, 560), (WIDTH - 250, 640))
    for x, y in random.normal(middle, (75, 24), (60, 2)).tolist():
        size, colour = random.uniform(5, 17), tuple(random.integers(90, 250, 3).tolist())
        turn = random.uniform(0, np.pi / 2) + np.arange(4) * np.pi / 2
        pen.polygon(list(zip(x + size * np.cos(turn), y + size * 0.6 * np.sin(turn), strict=True)), fill=colour)


def _stamp(image: Image.Image, taken_at: datetime, position: dict) -> None:
    """Time and place in the corner."""
    local = taken_at + LOCAL
    text = f"{local:%Y-%m-%d %H:%M}\n{position['lon']:.5f} E  {position['lat']:.5f} N"
    font = ImageFont.load_default(24)
    ImageDraw.Draw(image).multiline_text(
        (22, HEIGHT - 76), text, fill=(255, 255, 255), font=font, stroke_width=2, stroke_fill=(30, 30, 30)
    )


def _exif(taken_at: datetime, position: dict) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "YX-7 Pro"
    exif[ExifTags.Base.DateTime] = f"{taken_at + LOCAL:%Y:%m:%d %H:%M:%S}"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = exif[ExifTags.Base.DateTime]
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", _sexagesimal(position["lat"])
    gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "E", _sexagesimal(position["lon"])
    return exif


def _sexagesimal(value: float) -> tuple[float, float, float]:
    minutes, seconds = divmod(round(value * 3600, 2), 60)
    return (minutes // 60, minutes % 60, round(seconds, 2))

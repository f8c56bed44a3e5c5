"""What is in a photo's bytes: whether it is an image at all, its EXIF, and smaller copies for serving."""

import io
import struct
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from pathlib import Path

import pillow_heif
from PIL import ExifTags, Image, ImageFile, ImageOps, UnidentifiedImageError

from patrol.errors import Invalid
from patrol.rules.honesty.likeness import SIDE, bits_of
from patrol.stamping import stamped

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
MAX_PIXELS = 50_000_000
SIZES = {"thumb": 320, "screen": 1600}

pillow_heif.register_heif_opener()
# Sizes are checked by hand before anything is decoded, as an error and not as Pillow's warning.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True)
class Picture:
    """Format, size in pixels, what EXIF says of place (lon, lat) and local time, and what it looks like in 256 bits."""

    format: str
    width: int
    height: int
    place: tuple[float, float] | None
    taken_at: datetime | None
    likeness: bytes


@contextmanager
def _opened(source: Path):
    try:
        with Image.open(source, formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                size = {"width": image.width, "height": image.height, "max_mp": MAX_PIXELS // 1_000_000}
                raise Invalid({"photo": ("photo_too_many_pixels", size)})
            yield image
    except UnidentifiedImageError as error:
        raise Invalid({"photo": "photo_not_image"}) from error
    except (OSError, SyntaxError, ValueError, TypeError, RuntimeError, struct.error) as error:
        raise Invalid({"photo": "photo_truncated"}) from error


def look_at(source: Path) -> Picture:
    """Decode a photo whole. Invalid when it is not an image of an allowed format, is cut off, or is far too large."""
    with _opened(source) as image:
        place, taken_at = _exif(image)
        try:
            # weasyprint, once it prints, lets Pillow make do with cut-off images, in the whole process.
            ImageFile.LOAD_TRUNCATED_IMAGES = False
            image.load()
        except Exception as error:  # decoders of damaged files raise anything
            raise Invalid({"photo": "photo_truncated"}) from error
        return Picture(image.format or "", image.width, image.height, place, taken_at, _likeness(image))


def _likeness(image: Image.Image) -> bytes:
    return bits_of(_upright(image).convert("L").resize((SIDE + 1, SIDE), Image.Resampling.BOX).tobytes())


def smaller(source: Path, size: str, said: Sequence[str] = ()) -> bytes:
    """A re-encoded JPEG, upright, without EXIF, at most SIZES[size] pixels wide or high, with these lines on it."""
    with _opened(source) as image:
        image.draft("RGB", (SIZES[size], SIZES[size]))
        upright = _upright(image).convert("RGB")
        upright.thumbnail((SIZES[size], SIZES[size]))
        if said:
            upright = stamped(upright, list(said))
        buffer = io.BytesIO()
        upright.save(buffer, "JPEG", quality=82, optimize=True)
        return buffer.getvalue()


def _upright(image: Image.Image) -> Image.Image:
    """Turned as EXIF says; as it is where EXIF is damaged."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        return image


def _exif(image: Image.Image) -> tuple[tuple[float, float] | None, datetime | None]:
    """Place and time; nothing where EXIF is damaged: it is second evidence, and the photo stands without it."""
    try:
        exif = image.getexif()
        return _place(exif), _taken_at(exif)
    except Exception:
        return None, None


def _place(exif: Image.Exif) -> tuple[float, float] | None:
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    try:
        lat = _degrees(gps[ExifTags.GPS.GPSLatitude], gps[ExifTags.GPS.GPSLatitudeRef] in ("S", b"S"))
        lon = _degrees(gps[ExifTags.GPS.GPSLongitude], gps[ExifTags.GPS.GPSLongitudeRef] in ("W", b"W"))
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    return (lon, lat) if isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90 else None


def _degrees(parts, negative: bool) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    return -value if negative else value


def _taken_at(exif: Image.Exif) -> datetime | None:
    text = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    try:
        return datetime.strptime(str(text).strip("\x00 "), "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None

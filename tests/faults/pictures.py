"""Small JPEGs, each unlike any other."""

import io
import os

from PIL import Image


def photo() -> bytes:
    """A JPEG of random grey, 1 to 3 kB."""
    out = io.BytesIO()
    Image.frombytes("L", (48, 48), os.urandom(48 * 48)).save(out, "JPEG")
    return out.getvalue()


def large_photo() -> bytes:
    """A PNG of random colours, a little over 3 MB."""
    out = io.BytesIO()
    Image.frombytes("RGB", (1000, 1020), os.urandom(1000 * 1020 * 3)).save(out, "PNG", compress_level=0)
    return out.getvalue()

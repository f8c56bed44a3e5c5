"""Small JPEGs, each unlike any other."""

import io
import os

from PIL import Image


def photo() -> bytes:
    """A JPEG of random grey, 1 to 3 kB."""
    out = io.BytesIO()
    Image.frombytes("L", (48, 48), os.urandom(48 * 48)).save(out, "JPEG")
    return out.getvalue()

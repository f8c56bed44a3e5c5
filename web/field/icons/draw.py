"""Draws the app's icons: hills above two waves. `python draw.py` writes them beside itself."""

from math import pi, sin
from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
GROUND, HILLS, WATER = "#0d3b33", "#5cc2a0", "#7cc4f2"
FINE = 4  # drawn larger, then reduced, so that edges are smooth


def icon(size: int, margin: float, corner: float) -> Image.Image:
    """One icon of `size` pixels; `margin` and `corner` are shares of its side."""
    side = size * FINE
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, side - 1, side - 1), corner * side, fill=GROUND)

    def at(x: float, y: float) -> tuple[float, float]:
        inner = 1 - 2 * margin
        return (margin + x * inner) * side, (margin + y * inner) * side

    draw.polygon([at(0.02, 0.62), at(0.32, 0.12), at(0.5, 0.4), at(0.62, 0.24), at(0.98, 0.62)], fill=HILLS)
    for level in (0.76, 0.92):
        wave = [at(0.02 + 0.96 * i / 60, level + 0.035 * sin(i / 60 * 4 * pi)) for i in range(61)]
        draw.line(wave, fill=WATER, width=int(0.06 * side * (1 - 2 * margin)), joint="curve")
    # Sixty-four colours are enough for flat shapes, and a third of the bytes.
    small = image.resize((size, size), Image.Resampling.LANCZOS)
    return small.quantize(64, method=Image.Quantize.FASTOCTREE)


def main() -> None:
    """Write the three icons that the manifest names."""
    icon(192, 0.14, 0.22).save(HERE / "icon-192.png", optimize=True)
    icon(512, 0.14, 0.22).save(HERE / "icon-512.png", optimize=True)
    icon(512, 0.24, 0.0).save(HERE / "icon-maskable-512.png", optimize=True)


if __name__ == "__main__":
    main()

"""How well a page can be read in the sun: the contrast (WCAG 2) of its text, its icons and its edges."""

from collections import Counter
from io import BytesIO

from PIL import Image
from playwright.sync_api import Locator, Page

FAINT = """least => {
  const parts = css => css.match(/[\\d.]+/g).map(Number)
  const over = (top, below) => [0, 1, 2].map(k => top[k] * (top[3] ?? 1) + below[k] * (1 - (top[3] ?? 1)))
  const light = rgb => {
    const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
  }
  const ratio = (a, b) => Math.max(light(a) / light(b), light(b) / light(a))
  const ground = element => {
    const layers = []
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each)
      if (style.backgroundImage !== 'none') throw new Error('no colour of its own: ' + each.className)
      layers.unshift(parts(style.backgroundColor))
    }
    return layers.reduce((below, top) => over(top, below), [255, 255, 255])
  }
  const seen = element => {
    const box = element.getBoundingClientRect()
    return box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true })
  }
  const said = element => [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
  const found = []
  const judge = (element, what, colour, on) => {
    const reached = ratio(over(parts(colour), on), on)
    if (reached < least) found.push(`${what} ${element.outerHTML.slice(0, 90)}: ${reached.toFixed(2)}`)
  }
  for (const element of document.querySelectorAll('#app *')) {
    if (!seen(element) || element.closest('.unseen')) continue
    const style = getComputedStyle(element)
    if (said(element)) judge(element, 'text', style.color, ground(element))
    if (element.matches('svg.icon')) judge(element, 'icon', style.color, ground(element))
    if (element.matches('.dot, .pulse')) judge(element, 'mark', style.backgroundColor, ground(element.parentElement))
    if (element.matches('input:not([type=checkbox]), textarea')) {
      judge(element, 'text', style.color, ground(element))
      judge(element, 'hint', getComputedStyle(element, '::placeholder').color, ground(element))
      judge(element, 'edge', style.borderTopColor, ground(element))
    }
  }
  return found
}"""


def faint(page: Page, least: float) -> list[str]:
    """What has less contrast with what lies under it, and how much; large text gets no discount."""
    return page.evaluate(FAINT, least)


def strokes(canvas: Locator, least_pixels: int = 60) -> dict[tuple[int, int, int], float]:
    """The colours that cover so many pixels of a drawing, with their contrast to its ground, the commonest colour."""
    shot = Image.open(BytesIO(canvas.screenshot())).convert("RGB")
    counted = Counter({colour: count for count, colour in shot.getcolors(shot.width * shot.height)})
    ((ground, _),) = counted.most_common(1)
    return {colour: ratio(colour, ground) for colour, count in counted.items() if count >= least_pixels}


def ratio(a: tuple[int, int, int], b: tuple[int, int, int]) -> float:
    """The contrast of two colours, 1 to 21."""
    lighter, darker = sorted((_light(a), _light(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _light(colour: tuple[int, int, int]) -> float:
    red, green, blue = (
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (part / 255 for part in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

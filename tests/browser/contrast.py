"""Whether every word of a page stands out from what is behind it, as WCAG 2 measures it."""

from __future__ import annotations

from playwright.sync_api import Page

# Colours of each visible element with words of its own, over the nearest painted background.
# Words on drawings stand on shapes, which have no background: the figures' own tests see to them.
_COLOURS = """() => {
  const part = colour => colour.match(/[\\d.]+/g).map(Number);
  const solid = node => {
    for (; node; node = node.parentElement) {
      const style = getComputedStyle(node), [r, g, b, a = 1] = part(style.backgroundColor);
      if (style.backgroundImage !== "none" || (a > 0 && a < 1)) return null;
      if (a === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const rows = [];
  for (const node of document.body.querySelectorAll("*")) {
    const own = [...node.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    const box = node.getBoundingClientRect();
    if (!own || node.closest("svg, .skip") || !box.width || !box.height) continue;
    const style = getComputedStyle(node), [r, g, b, a = 1] = part(style.color);
    let clear = a * 1;
    for (let up = node; up; up = up.parentElement) clear *= +getComputedStyle(up).opacity;
    rows.push([node.textContent.trim().slice(0, 40), [r, g, b], solid(node), clear]);
  }
  return rows;
}"""


def contrast_faults(page: Page, *, least: float = 4.5) -> list[str]:
    """Words with less contrast than ``least`` : 1, or on a background that cannot be judged."""
    faults: list[str] = []
    for words, ink, ground, opacity in page.evaluate(_COLOURS):
        if ground is None or opacity < 1:
            faults.append(f"{words!r} stands on or in something half transparent")
        elif (ratio := contrast(ink, ground)) < least:
            faults.append(f"{words!r} has {ratio:.2f} : 1")
    return faults


def contrast(one: list[float], other: list[float]) -> float:
    """Contrast of two sRGB colours (0-255) by WCAG 2: from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: list[float]) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""A figure's Vega-Lite specification as static SVG that can stand inside a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from ceasefire.briefing.model import Figure

__all__ = ["figure_svg", "slug"]

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)", re.IGNORECASE)
# The drawing is one image with one description; what Vega says of each mark would be noise.
_LONG = re.compile(r"-?\d+\.\d{2,}(?![\de])")
# Characters of a path from which on it is a drawn outline, not a symbol.
_COAST = 1000
_DROPPED = ("role", "class", "pointer-events", "version")


def slug(text: str) -> str:
    """Return the text as an id that is safe in HTML, CSS and SVG.

    >>> slug("a b/c")
    'a-b-c'
    """
    return re.sub(r"[^A-Za-z0-9_-]+", "-", text).strip("-") or "x"


def figure_svg(figure: Figure, spec: Mapping[str, Any], prefix: str) -> str:
    """Return one drawing of a figure as an SVG element with title, description and own ids.

    ``spec`` is one of ``figure.specs`` or ``figure.pages``; ``prefix`` starts every id. Raises
    ``ValueError`` for a specification of an unknown Vega-Lite version or one that refers to
    anything outside.
    """
    # Heavy, and only this function needs it.
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(
        dict(spec),
        vl_version=_version(spec, vl_convert.get_vegalite_versions()),
        allowed_base_urls=[],
    )
    root = ElementTree.fromstring(drawn)
    _refuse_outside(root, figure.id)
    _strip(root)
    _rename(root, prefix)
    _describe(root, prefix, figure)
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK)
    return ElementTree.tostring(root, encoding="unicode")


def _version(spec: Mapping[str, Any], known: list[str]) -> str:
    """Return the newest version vl_convert carries, of the major version the spec asks for."""
    numbers = sorted(tuple(int(part) for part in version.split(".")) for version in known)
    asked = re.search(r"/vega-lite/v(\d+)", str(spec.get("$schema", "")))
    if asked is not None:
        numbers = [version for version in numbers if version[0] == int(asked[1])]
    if not numbers:
        raise ValueError(f"{spec['$schema']}: vl-convert knows only {', '.join(known)}")
    return ".".join(str(part) for part in numbers[-1])


def _refuse_outside(root: ElementTree.Element, name: str) -> None:
    for element in root.iter():
        for key, value in element.attrib.items():
            href = key.rpartition("}")[2] == "href" and not value.startswith(("#", "data:image/"))
            if href or (element.tag != f"{{{_SVG}}}text" and _OUTSIDE.search(value)):
                raise ValueError(f"figure {name} refers to something outside the page: {value}")


def _strip(root: ElementTree.Element) -> None:
    for element in root.iter():
        for key in list(element.attrib):
            if key in _DROPPED or key.startswith("aria-"):
                del element.attrib[key]
        for key in ("d", "transform"):
            if key in element.attrib:
                element.set(key, _shortened(element.attrib[key]))


def _shortened(value: str) -> str:
    """Round the places in a path: to a hundredth of a pixel, a tenth where it is a coast."""
    places = 1 if len(value) > _COAST else 2
    return _LONG.sub(lambda match: f"{float(match[0]):.{places}f}", value)


def _rename(root: ElementTree.Element, prefix: str) -> None:
    """Give ids a prefix and a fresh number: Vega counts on over all drawings of a process."""
    names: dict[str, str] = {}
    for element in root.iter():
        if "id" in element.attrib:
            names[element.attrib["id"]] = f"{prefix}-{len(names) + 1}"
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == "id":
                element.set(key, names[value])
            elif key.rpartition("}")[2] == "href" and value.startswith("#"):
                element.set(key, "#" + names.get(value[1:], value[1:]))
            elif "url(#" in value:
                element.set(key, _REFERENCE.sub(lambda m: f"url(#{names.get(m[1], m[1])})", value))


def _describe(root: ElementTree.Element, prefix: str, figure: Figure) -> None:
    title = ElementTree.Element(f"{{{_SVG}}}title", {"id": f"{prefix}-title"})
    title.text = figure.title
    description = ElementTree.Element(f"{{{_SVG}}}desc", {"id": f"{prefix}-desc"})
    description.text = figure.sentence
    root.insert(0, title)
    root.insert(1, description)
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title")
    root.set("aria-describedby", f"{prefix}-desc")

"""How a value is shown: its repr, and what it offers itself by `_repr_html_`, `_repr_png_`, `_repr_svg_`."""

from __future__ import annotations

import base64
import builtins

from . import events
from .limits import MOST_RICH, cut

Bundle = dict[str, object]
"""Representations by MIME type, as `_repr_mimebundle_` has them."""

_METHODS = {
    "text/html": "_repr_html_",
    "image/png": "_repr_png_",
    "image/svg+xml": "_repr_svg_",
}


def display(*values: object) -> None:
    """Shows each value in the page, as the last expression of a cell is shown."""
    for value in values:
        show(value)


def show(value: object) -> None:
    """Reports one value."""
    bundle = _bundle(value)
    too_long = [kind for kind, content in bundle.items() if len(str(content)) > MOST_RICH]
    for kind in too_long:
        del bundle[kind]
    events.output("display", text=cut(repr(value)), html=bundle.get("text/html"), image=_image(bundle))
    if too_long:
        events.remark(f"{' and '.join(too_long)} of this {type(value).__name__} is too long to be shown.")


def _bundle(value: object) -> Bundle:
    """Text by type; a PNG in base64."""
    bundle: Bundle = {}
    # A class has the methods, too, but they are for its instances.
    if isinstance(value, type):
        return bundle
    offered = _call(value, "_repr_mimebundle_")
    if isinstance(offered, dict):
        bundle.update(offered)
    for kind, method in _METHODS.items():
        if kind not in bundle:
            bundle[kind] = _call(value, method)
    return {kind: _text(content) for kind, content in bundle.items() if kind in _METHODS and content is not None}


def _call(value: object, name: str) -> object:
    method = getattr(type(value), name, None)
    if not callable(method):
        return None
    answer = method(value)
    # Some add metadata.
    return answer[0] if isinstance(answer, tuple) and answer else answer


def _text(content: object) -> str:
    if isinstance(content, (bytes, bytearray, memoryview)):
        return base64.b64encode(content).decode()
    return str(content)


def _image(bundle: Bundle) -> dict[str, object] | None:
    if "image/png" in bundle:
        return {"type": "image/png", "base64": bundle["image/png"]}
    if "image/svg+xml" in bundle:
        return {"type": "image/svg+xml", "source": bundle["image/svg+xml"]}
    return None


def install() -> None:
    builtins.display = display  # type: ignore[attr-defined]

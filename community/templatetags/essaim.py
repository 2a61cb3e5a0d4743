"""Template tags of the visual language: icons, the swarm motif, marks, meters and tile maps."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from community.core.kept import Opening, mark_of
from community.core.languages import language_in_words

register = template.Library()

SPRITE = Path(__file__).resolve().parents[1] / "static/community/icons/sprite.svg"
SYMBOL = re.compile(r'<symbol id="(?P<name>[\w-]+)"[^>]*>(?P<shapes>.*?)</symbol>', re.DOTALL)
ROOM_ICONS = {"knowledge": "book", "mentoring": "handshake", "webinars": "play"}
# Looked for in this order, since most browsers name several others.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)
SQRT_3 = math.sqrt(3)


@lru_cache(maxsize=1)
def _icons() -> dict[str, str]:
    return {m["name"]: m["shapes"] for m in SYMBOL.finditer(SPRITE.read_text("utf-8"))}


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """Inline the icon `name` of the sprite; without a label it is hidden from assistive tools.

    Raises KeyError for an unknown name, so that a typing mistake is seen in the first test.
    """
    return _drawn(name, label, css) if label else _mute(name, css)


@lru_cache(maxsize=512)
def _mute(name: str, css: str) -> SafeString:
    return _drawn(name, "", css)


def _drawn(name: str, label: str, css: str) -> SafeString:
    shapes = mark_safe(_icons()[name])  # noqa: S308  (our own static file)
    classes = f"icon {css}".strip()
    if label:
        return format_html(
            '<svg class="{}" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>',
            classes,
            label,
            shapes,
        )
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        classes,
        shapes,
    )


@register.simple_tag(takes_context=True)
def personal(context: Context, template_name: str, **values: Any) -> SafeString:
    """Include a template that says something of the reader.

    While a page is made for many readers, leave it open there: it is filled for each of them (see
    `community.core.kept`), with `values`, which must be picklable, and what the view gives.
    """
    request: Any = getattr(context, "request", None)
    if hasattr(request, "openings"):
        request.openings.append(Opening(template_name, values))
        return mark_safe(mark_of(request, len(request.openings) - 1))  # noqa: S308  (a hex token)
    template: Any = get_template(template_name)
    with context.push(**getattr(request, "personal", {}), **values):
        return mark_safe(template.template.render(context))  # noqa: S308  (a template of ours)


@register.simple_tag
def icon_names() -> list[str]:
    """Every icon name, for the developers' components page."""
    return sorted(_icons())


register.filter("in_words_of_language", language_in_words)


@register.filter
def room_icon(room: str) -> str:
    """The icon that stands for a room in navigation."""
    return ROOM_ICONS.get(room, "users")


@register.filter
def initials(name: str) -> str:
    """At most two capitals for an avatar: first letters of the first and the last word."""
    words = [word for word in re.split(r"[\s\-’'@.]+", str(name)) if word]
    if not words:
        return "?"
    first, last = words[0][0], words[-1][0] if len(words) > 1 else ""
    return (first + last).upper()


@register.filter
def device_name(user_agent: str) -> str:
    """Browser and system named by a User-Agent header; the header itself when neither is known."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return " · ".join(filter(None, (browser, system))) or user_agent


def _hexagon(x: float, y: float, radius: float) -> str:
    """SVG points of a hexagon standing on its tip, centred on (x, y)."""
    half = radius * SQRT_3 / 2
    corners = (
        (0, -radius),
        (half, -radius / 2),
        (half, radius / 2),
        (0, radius),
        (-half, radius / 2),
        (-half, -radius / 2),
    )
    return " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)


@register.simple_tag
@lru_cache(maxsize=64)
def swarm(seed: str = "essaim", count: int = 36, css: str = "", label: str = "") -> SafeString:
    """Draw `count` hexagons that gather: dense in the middle, strays outside, one of them leading.

    The same seed always draws the same swarm. Decoration unless a label is given.
    """
    rng = random.Random(seed)  # noqa: S311  (a drawing that repeats itself, not a secret)
    reach = 10.5 * math.sqrt(count)
    placed: list[tuple[float, float, float]] = []
    for _attempt in range(count * 30):
        angle, distance = rng.uniform(0, math.tau), abs(rng.gauss(0, 0.45)) * reach
        radius = max(1.8, 10.5 * (1 - 0.85 * distance / reach) + rng.uniform(-1.6, 1.0))
        x, y = 1.12 * distance * math.cos(angle), distance * math.sin(angle)
        if distance + radius < reach and all(
            math.hypot(x - other_x, y - other_y) > (radius + other) * 0.95 + 1.2
            for other_x, other_y, other in placed
        ):
            placed.append((x, y, radius))
        if len(placed) == count:
            break
    polygons = []
    for x, y, radius in placed:
        depth = math.hypot(x, y) / reach
        mark = "swarm__far" if depth > 0.55 else "swarm__mid" if depth > 0.3 else ""
        css_class = f' class="{mark}"' if mark else ""
        polygons.append(f'<polygon{css_class} points="{_hexagon(x, y, radius)}"/>')
    lead = _hexagon(0.82 * reach, -0.62 * reach, 8.0)
    polygons.append(f'<polygon class="swarm__lead" points="{lead}"/>')
    hidden = mark_safe('aria-hidden="true"')
    naming = format_html('role="img" aria-label="{}"', label) if label else hidden
    box = f"{-1.15 * reach:.0f} {-reach:.0f} {2.3 * reach:.0f} {2 * reach:.0f}"
    return format_html(
        '<svg class="{}" viewBox="{}" {}>{}</svg>',
        f"swarm {css}".strip(),
        box,
        naming,
        mark_safe("".join(polygons)),  # noqa: S308  (numbers and our own class names)
    )


@register.simple_tag
def hexagons(done: int, of: int, limit: int = 12) -> SafeString:
    """A row of `of` hexagons with the first `done` filled; shares above `limit` are scaled down."""
    total = max(0, of)
    filled = min(max(0, done), total)
    if total > limit:
        filled, total = round(filled * limit / total), limit
    cells = "".join(
        f'<polygon class="{"is-on" if index < filled else ""}" '
        f'points="{_hexagon(9 + index * 19, 10, 9.6)}"/>'
        for index in range(total)
    )
    return format_html(
        '<svg viewBox="0 0 {} 20" aria-hidden="true">{}</svg>',
        max(1, total) * 19,
        mark_safe(cells),  # noqa: S308  (numbers and our own class names)
    )


@dataclass(frozen=True)
class MeterPart:
    """One reason of a score: where its segment starts and how wide it is, in per mille."""

    label: str
    value: Any
    start: int
    width: int


@register.simple_tag
def meter_parts(parts: Iterable[Any], out_of: float) -> list[MeterPart]:
    """Lay reasons side by side on a bar of `out_of` points; negative ones take no width.

    Each part is a mapping or an object with `label` and `value`.
    """
    laid: list[MeterPart] = []
    start = 0.0
    scale = 1000 / float(out_of or 1)
    for part in parts:
        label, value = _read(part, "label"), _read(part, "value")
        width = max(0.0, float(value)) * scale
        laid.append(MeterPart(label, value, round(start), round(start + width) - round(start)))
        start += width
    return laid


def _read(thing: Any, name: str, default: Any = "") -> Any:
    if isinstance(thing, Mapping):
        return thing.get(name, default)
    return getattr(thing, name, default)


@dataclass(frozen=True)
class Tile:
    """One tile of a map, placed and shaded: level 0 (nothing) to 4 (the most)."""

    code: str
    label: str
    value: Any
    url: str
    points: str
    x: str
    y: str
    level: int


@dataclass(frozen=True)
class TileMap:
    """A laid-out tile map, the box that holds it and the width at which a finger still hits."""

    view_box: str
    width: int
    has_links: bool
    tiles: list[Tile]


@register.simple_tag
def tile_map(tiles: Iterable[Any]) -> TileMap:
    """Place tiles ({code, label, column, row, value, url}) as hexagons; odd rows are shifted."""
    rows = list(tiles)
    radius, gap = 24.0, 1.5
    width, height = radius * SQRT_3 + gap, radius * 1.5 + gap
    most = max((float(_read(row, "value", 0) or 0) for row in rows), default=0.0)
    placed = []
    for row in rows:
        column, line = int(_read(row, "column")), int(_read(row, "row"))
        x = width * (column + (0.5 if line % 2 else 0)) + width / 2
        y = height * line + radius
        value = float(_read(row, "value", 0) or 0)
        level = math.ceil(4 * value / most) if most and value > 0 else 0
        placed.append(
            Tile(
                code=str(_read(row, "code")),
                label=str(_read(row, "label")),
                value=_read(row, "value", 0),
                url=str(_read(row, "url")),
                points=_hexagon(x, y, radius),
                x=f"{x:.1f}",
                y=f"{y + 5.2:.1f}",
                level=level,
            )
        )
    columns = max((int(_read(row, "column")) for row in rows), default=0) + 1.5
    lines = max((int(_read(row, "row")) for row in rows), default=0)
    box = f"0 0 {width * columns:.0f} {height * lines + 2 * radius:.0f}"
    return TileMap(
        view_box=box,
        width=math.ceil(26 * columns),
        has_links=any(tile.url for tile in placed),
        tiles=placed,
    )


@register.simple_tag
def share(done: float, of: float) -> int:
    """How much `done` is of `of`, in whole per mille between 0 and 1000, for a bar's width."""
    return round(1000 * min(max(0.0, float(done)), float(of)) / float(of)) if of else 0


@register.filter
def elided_pages(page: Page[Any]) -> Iterator[int | str]:
    """Page numbers around `page`, with the gaps as an ellipsis."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)

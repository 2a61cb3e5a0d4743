"""Draw the slides: ink on paper, and a swarm of hexagons that gathers as the talk goes on."""

import math
import random
import re
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import community
from webinars.demo.media.script import Script, ScriptError, Slide, SlideKind, Speaker

WIDTH, HEIGHT = 854, 480
SCALE = 2  # drawn twice as large, then reduced, so that edges are smooth

# The light scheme of community/static/community/css/tokens.css.
INK = "#131b31"
PAPER = "#faf6ee"
WHITE = "#fffdf9"
SAFFRON = "#f6aa1c"
LEAF = "#1f6f46"
CORAL = "#b23a24"
INDIGO = "#463ead"
SOFT_INK = "#5f677b"  # 5.2:1 on paper
HAIR = "#e2d9c8"
SOFT_PAPER = "#b9bfce"  # 9:1 on ink
NIGHT = "#2c3652"
# Its dark scheme, for the cells that lie on ink.
LIGHT_LEAF = "#82d3a5"
LIGHT_CORAL = "#ff9e88"
LIGHT_INDIGO = "#b6b0ff"

MARGIN = 48
TEXT_WIDTH = 556

FONTS = Path(community.__file__).parent / "static" / "community" / "fonts"
DISPLAY = "bricolage-latin.woff2"
READING = "literata-latin.woff2"


@dataclass(frozen=True, slots=True)
class View:
    """What is on screen at one moment of a recording."""

    slide: Slide
    number: int  # 1 for the first slide
    count: int
    chapter: int  # 1 for the first chapter
    shown: int | None  # how many points, all of them when None
    speaker: Speaker | None


class Canvas:
    """A drawing surface measured in the final picture's pixels."""

    def __init__(self, background: str) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), background)
        self._draw = ImageDraw.Draw(self.image)

    def picture(self, width: int = WIDTH) -> Image.Image:
        """Return the finished picture, its height even as H.264 asks."""
        height = round(HEIGHT * width / WIDTH / 2) * 2
        return self.image.resize((width, height), Image.Resampling.LANCZOS)

    def text(
        self, x: float, y: float, text: str, font: ImageFont.FreeTypeFont, fill: str, anchor: str
    ) -> None:
        """Write one line; ``anchor`` is Pillow's (``ls``: left end of the baseline)."""
        self._draw.text((x * SCALE, y * SCALE), text, fill=fill, font=font, anchor=anchor)

    def rectangle(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """Fill a rectangle."""
        box = (x * SCALE, y * SCALE, (x + width) * SCALE - 1, (y + height) * SCALE - 1)
        self._draw.rectangle(box, fill=fill)

    def card(self, x: float, y: float, width: float, height: float, accent: str) -> None:
        """Draw a white card with a short bar of its colour on the upper edge."""
        box = (x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE)
        self._draw.rounded_rectangle(box, 10 * SCALE, fill=WHITE, outline=HAIR, width=SCALE)
        self.rectangle(x + 24, y, 56, 5, accent)

    def line(self, start: tuple[float, float], end: tuple[float, float], fill: str) -> None:
        """Draw a line three pixels wide."""
        points = [coordinate * SCALE for coordinate in (*start, *end)]
        self._draw.line(points, fill=fill, width=3 * SCALE)

    def hexagon(
        self, x: float, y: float, radius: float, fill: str | None, outline: str | None = None
    ) -> None:
        """Draw a cell standing on its point."""
        corners = [
            (
                (x + radius * math.sin(math.tau * corner / 6)) * SCALE,
                (y - radius * math.cos(math.tau * corner / 6)) * SCALE,
            )
            for corner in range(6)
        ]
        self._draw.polygon(corners, fill=fill, outline=outline, width=2 * SCALE)


def typeface(name: str, size: float, weight: int) -> ImageFont.FreeTypeFont:
    """Return a variable font at a size in the final picture's pixels."""
    font = ImageFont.truetype(FONTS / name, round(size * SCALE))
    font.set_variation_by_axes([weight])
    return font


def wrapped(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """Return the text's lines no wider than ``width``, as even as the fewest lines allow."""

    def fill(limit: float) -> list[str]:
        lines: list[str] = []
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and font.getlength(longer) <= limit * SCALE:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    fewest = len(fill(width))
    while width > 80 and len(fill(width - 8)) == fewest:
        width -= 8
    return fill(width)


def draw(script: Script, view: View) -> Canvas:
    """Return the picture of one moment."""
    match view.slide.kind:
        case SlideKind.COVER:
            canvas = Canvas(INK)
            _swarm(canvas, script, view, dark=True)
            _cover(canvas, script, view)
        case SlideKind.STATEMENT:
            canvas = Canvas(INK)
            _swarm(canvas, script, view, dark=True)
            _statement(canvas, view)
        case SlideKind.FIGURE:
            canvas = Canvas(PAPER)
            _swarm(canvas, script, view, dark=False)
            _figure(canvas, view)
        case SlideKind.STEPS:
            canvas = Canvas(PAPER)
            _steps(canvas, view)
        case SlideKind.COMPARE:
            canvas = Canvas(PAPER)
            _compare(canvas, view)
        case SlideKind.POINTS:
            canvas = Canvas(PAPER)
            _swarm(canvas, script, view, dark=False)
            _points(canvas, view)
    dark = view.slide.kind in {SlideKind.COVER, SlideKind.STATEMENT}
    if view.slide.kind is not SlideKind.COVER:
        _header(canvas, script, view, dark=dark)
    _footer(canvas, script, view, dark=dark)
    return canvas


def _cover(canvas: Canvas, script: Script, view: View) -> None:
    kicker = typeface(DISPLAY, 19, 600)
    canvas.text(MARGIN, 64, script.series, kicker, SAFFRON, "ls")
    network = typeface(DISPLAY, 19, 400)
    canvas.text(WIDTH - MARGIN, 64, script.network, network, SOFT_PAPER, "rs")
    title = typeface(DISPLAY, 54, 700)
    lines = wrapped(script.title, title, TEXT_WIDTH)
    y = 208.0 - 30 * (len(lines) - 1)
    for line in lines:
        canvas.text(MARGIN - 2, y, line, title, PAPER, "ls")
        y += 59
    reading = typeface(READING, 27, 400)
    for line in wrapped(view.slide.title, reading, 500):
        canvas.text(MARGIN, y, line, reading, SOFT_PAPER, "ls")
        y += 36


def _statement(canvas: Canvas, view: View) -> None:
    font = typeface(DISPLAY, 50, 600)
    sentences = re.split(r"(?<=[.?!]) ", view.slide.title)
    lines = [line for sentence in sentences for line in wrapped(sentence, font, TEXT_WIDTH)]
    y = 236 - 29.0 * (len(lines) - 1)
    for line in lines:
        canvas.text(MARGIN - 2, y, line, font, PAPER, "lm")
        y += 58
    canvas.rectangle(MARGIN, y - 6, 64, 5, SAFFRON)


def _figure(canvas: Canvas, view: View) -> None:
    canvas.text(MARGIN - 4, 240, view.slide.title, typeface(DISPLAY, 130, 800), INDIGO, "ls")
    _list(canvas, view, y=292, size=26, marked=False)


def _points(canvas: Canvas, view: View) -> None:
    y = _title(canvas, view.slide.title, TEXT_WIDTH)
    _list(canvas, view, y=y + 42, size=30, marked=True)


def _title(canvas: Canvas, title: str, width: float) -> float:
    font = typeface(DISPLAY, 42, 700)
    y = 122.0
    for line in wrapped(title, font, width):
        canvas.text(MARGIN - 1, y, line, font, INK, "ls")
        y += 46
    return y - 24


def _list(canvas: Canvas, view: View, *, y: float, size: float, marked: bool) -> None:
    """The points said so far; an empty cell keeps the place of each one to come."""
    font = typeface(READING, size, 450)
    indent = 36 if marked else 0
    shown = len(view.slide.points) if view.shown is None else view.shown
    for index, point in enumerate(view.slide.points):
        if marked:
            fill, outline = (SAFFRON, None) if index < shown else (None, HAIR)
            canvas.hexagon(MARGIN + 9, y - size * 0.33, 9.5, fill, outline)
        for line in wrapped(point.text, font, TEXT_WIDTH - indent):
            if index < shown:
                canvas.text(MARGIN + indent, y, line, font, INK, "ls")
            y += size * 1.2
        y += size * 0.6
    _check_room(y - size * 1.2, 414, view)


def _check_room(y: float, limit: float, view: View) -> None:
    if y > limit:
        raise ScriptError(f"slide {view.number} says more than it has room for")


def _steps(canvas: Canvas, view: View) -> None:
    """A row of numbered cells; the current one is lit and its detail stands below."""
    _title(canvas, view.slide.title, WIDTH - 2 * MARGIN)
    points = view.slide.points
    current = len(points) if view.shown is None else view.shown
    few = len(points) < 5
    gap = 230.0 if few else (WIDTH - 2 * MARGIN) / len(points)
    y, radius = 208, 46 if few else 38
    first = MARGIN + radius if few else MARGIN + gap / 2
    for index in range(1, len(points)):
        colour = INDIGO if index < current else HAIR
        canvas.line((first + (index - 1) * gap, y), (first + index * gap, y), colour)
    label = typeface(DISPLAY, 20 if few else 17, 600)
    for index, point in enumerate(points, 1):
        x = first + (index - 1) * gap
        fill, figure, name = WHITE, SOFT_INK, SOFT_INK
        if index == current:
            fill, figure, name = SAFFRON, INK, INK
        elif index < current:
            fill, figure, name = INDIGO, WHITE, INDIGO
        outline = HAIR if index > current else None
        canvas.hexagon(x, y, radius, fill, outline)
        canvas.text(x, y + 1, str(index), typeface(DISPLAY, radius * 0.8, 700), figure, "mm")
        canvas.text(x, y + radius + 24, point.text, label, name, "ms")
    if not 1 <= current <= len(points):
        return
    font = typeface(READING, 28, 450)
    top = 348.0 if few else 340.0
    for line in wrapped(points[current - 1].detail, font, 700):
        canvas.text(MARGIN, top, line, font, INK, "ls")
        top += 34


def _compare(canvas: Canvas, view: View) -> None:
    _title(canvas, view.slide.title, WIDTH - 2 * MARGIN)
    gap = 22
    width = (WIDTH - 2 * MARGIN - gap) / 2
    heading, font = typeface(DISPLAY, 27, 700), typeface(READING, 24, 450)
    for index, (column, accent) in enumerate(
        zip(view.slide.columns, (LEAF, INDIGO), strict=False), 1
    ):
        x = MARGIN + (index - 1) * (width + gap)
        canvas.card(x, 150, width, 246, accent)
        canvas.text(x + 24, 194, column.title, heading, accent, "ls")
        if view.shown is not None and index > view.shown:
            continue
        y = 234.0
        for point in column.points:
            canvas.hexagon(x + 31, y - 8, 7, accent)
            for line in wrapped(point.text, font, width - 66):
                canvas.text(x + 50, y, line, font, INK, "ls")
                y += 28
            y += 12
        _check_room(y - 24, 396, view)


def _header(canvas: Canvas, script: Script, view: View, *, dark: bool) -> None:
    """A bar with one cell a chapter, then the chapter's name and the series'."""
    gap, count = 6, len(script.chapters)
    width = (WIDTH - 2 * MARGIN - gap * (count - 1)) / count
    done, rest = (SAFFRON, NIGHT) if dark else (INDIGO, HAIR)
    for index in range(count):
        fill = done if index < view.chapter else rest
        canvas.rectangle(MARGIN + index * (width + gap), 30, width, 5, fill)
    name = f"{view.chapter}  {script.chapters[view.chapter - 1].title}"
    canvas.text(MARGIN, 62, name, typeface(DISPLAY, 18, 600), done, "ls")
    colour = SOFT_PAPER if dark else SOFT_INK
    canvas.text(WIDTH - MARGIN, 62, script.series, typeface(DISPLAY, 16, 400), colour, "rs")


def _footer(canvas: Canvas, script: Script, view: View, *, dark: bool) -> None:
    """Who is here, the one who speaks lit; where we are."""
    y, x = 438, float(MARGIN)
    quiet, strong = (SOFT_PAPER, PAPER) if dark else (SOFT_INK, INK)
    for speaker in script.speakers:
        speaks = speaker is view.speaker
        if speaks:
            canvas.hexagon(x + 18, y, 20, SAFFRON)
        else:
            canvas.hexagon(x + 18, y, 19, None, NIGHT if dark else HAIR)
        initials = typeface(DISPLAY, 15, 700)
        canvas.text(x + 18, y + 1, speaker.initials, initials, INK if speaks else quiet, "mm")
        font = typeface(DISPLAY, 18, 700 if speaks else 400)
        if view.slide.kind is SlideKind.COVER and speaker.role:
            present = speaks or view.speaker is None
            canvas.text(x + 48, y - 8, speaker.name, font, strong if present else quiet, "lm")
            role = typeface(READING, 15.5, 400)
            canvas.text(x + 48, y + 12, speaker.role, role, quiet, "lm")
            width = max(font.getlength(speaker.name), role.getlength(speaker.role))
        else:
            canvas.text(x + 48, y, speaker.name, font, strong if speaks else quiet, "lm")
            # Room for the bold name, so that nothing moves when the other one speaks.
            width = typeface(DISPLAY, 18, 700).getlength(speaker.name)
        x += 48 + width / SCALE + 34
    if view.speaker is None:  # a poster is no page of the talk
        return
    page = f"{view.number} / {view.count}"
    canvas.text(WIDTH - MARGIN, y, page, typeface(DISPLAY, 18, 600), quiet, "rm")


CELLS = 19  # a honeycomb of two rings
CELL = 23.5
HOME = (728.0, 296.0)


def _swarm(canvas: Canvas, script: Script, view: View, *, dark: bool) -> None:
    """Cells fly in from above and settle in a honeycomb: all of them on the last slide."""
    # Seeded: the same slide is always the same picture.
    chance = random.Random(script.slug)  # noqa: S311 - decoration, not a secret
    homes = _honeycomb()
    flights = _flights(chance, CELLS)
    share = (view.number - 1) / max(1, view.count - 1)
    settled = round(CELLS * share) if view.number > 1 else 1
    leaf, coral = (LIGHT_LEAF, LIGHT_CORAL) if dark else (LEAF, CORAL)
    accents = (coral, leaf, SAFFRON, leaf)
    for index, ((x, y), (away_x, away_y, radius)) in enumerate(zip(homes, flights, strict=True)):
        accent = SAFFRON if index == 0 else accents[index // 4 % 4] if index % 4 == 3 else None
        base = LIGHT_INDIGO if dark else INDIGO
        if index < settled:
            canvas.hexagon(x, y, CELL - 2.5, accent or base)
        else:
            canvas.hexagon(x, y, CELL - 3.5, None, NIGHT if dark else HAIR)
            canvas.hexagon(away_x, away_y, radius, accent or base)


def _honeycomb() -> list[tuple[float, float]]:
    """Centres of the cells, from the middle outwards."""
    homes = [
        (math.sqrt(3) * (q + r / 2) * CELL, 1.5 * r * CELL)
        for q in range(-2, 3)
        for r in range(-2, 3)
        if abs(q + r) <= 2
    ]
    homes.sort(key=lambda place: (round(math.hypot(*place)), math.atan2(place[1], place[0])))
    return [(HOME[0] + x, HOME[1] + y) for x, y in homes]


def _flights(chance: random.Random, count: int) -> list[tuple[float, float, float]]:
    """Places above the honeycomb, small and far from one another."""
    places: list[tuple[float, float, float]] = []
    while len(places) < count:
        x, y = chance.uniform(636, 806), chance.uniform(90, 176)
        radius = chance.uniform(3.5, 8.5)
        if all(math.hypot(x - a, y - b) > radius + other + 3 for a, b, other in places):
            places.append((x, y, radius))
    return places

"""The colours of both schemes can be read: WCAG 2.2 contrast, computed from the tokens."""

import re
from pathlib import Path

import pytest

TOKENS = (
    Path(__file__).resolve().parents[3] / "community/static/community/css/tokens.css"
).read_text("utf-8")
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6})")
GROUNDS = ("paper", "paper-2", "surface")
READING = 7.0
TEXT = 4.5
SHAPE = 3.0


def colours_of(opening: str) -> dict[str, str]:
    start = TOKENS.index(opening)
    return dict(COLOUR.findall(TOKENS[start : TOKENS.index("}", start)]))


LIGHT = colours_of(":root {")
CHOSEN_DARK = colours_of(':root[data-theme="dark"] {')
SYSTEM_DARK = colours_of(':root:not([data-theme="light"]) {')
SCHEMES = {"light": LIGHT, "dark": LIGHT | CHOSEN_DARK}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


PAIRS = [
    *[("ink", ground, READING) for ground in GROUNDS],
    *[("ink-2", ground, READING) for ground in GROUNDS],
    *[
        (name, ground, TEXT)
        for ground in GROUNDS
        for name in ("ink-3", "saffron-ink", "leaf", "coral", "indigo", "danger")
    ],
    *[(name, ground, SHAPE) for ground in GROUNDS for name in ("line-strong", "focus")],
    *[
        (name, f"{room}-soft", TEXT)
        for room in ("leaf", "coral", "indigo", "danger")
        for name in ("ink", "ink-2", room)
    ],
    *[(name, "saffron-soft", TEXT) for name in ("ink", "ink-2", "saffron-ink")],
    ("on-saffron", "saffron", TEXT),
    ("on-saffron", "saffron-strong", TEXT),
    ("paper", "ink", TEXT),
    ("paper", "ink-2", TEXT),
]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_words_stand_out_from_their_ground(
    scheme: str, front: str, ground: str, least: float
) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours[front], colours[ground]) >= least


def test_the_dark_scheme_is_the_same_chosen_or_asked_for() -> None:
    assert CHOSEN_DARK == SYSTEM_DARK

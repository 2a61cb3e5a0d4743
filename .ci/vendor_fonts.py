"""Cut the vendored fonts out of the @fontsource-variable packages of npm.

Run by hand when a font changes: ``python .ci/vendor_fonts.py NODE_MODULES`` (needs fonttools and
brotli). Weights nobody uses and glyphs outside the languages we serve go, which halves the files.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET = Path(__file__).parent.parent / "community" / "static" / "community" / "fonts"
# Latin Extended-A, Romanian comma letters and the capital sharp s: names of people and places.
EXTENDED = [*range(0x100, 0x180), *range(0x218, 0x21C), 0x1E9E]
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum", "frac", "sups", "calt"]
# (file in npm, file of ours, axis limits, code points or None for all of them)
CUTS = [
    (
        "bricolage-grotesque/files/bricolage-grotesque-latin-opsz-normal.woff2",
        "bricolage-latin.woff2",
        {"wght": (400, 800), "opsz": 18},
        None,
    ),
    (
        "bricolage-grotesque/files/bricolage-grotesque-latin-ext-opsz-normal.woff2",
        "bricolage-latin-ext.woff2",
        {"wght": (400, 800), "opsz": 18},
        EXTENDED,
    ),
    (
        "literata/files/literata-latin-wght-normal.woff2",
        "literata-latin.woff2",
        {"wght": (400, 700)},
        None,
    ),
    (
        "literata/files/literata-latin-ext-wght-normal.woff2",
        "literata-latin-ext.woff2",
        {"wght": (400, 700)},
        EXTENDED,
    ),
    (
        "literata/files/literata-latin-wght-italic.woff2",
        "literata-italic-latin.woff2",
        {"wght": 400},
        None,
    ),
]


def cut(source: Path, target: Path, limits: dict, unicodes: list[int] | None) -> None:
    """Write `source` to `target` with narrower axes and only the given code points."""
    limited = instancer.instantiateVariableFont(TTFont(source), limits)
    limited.flavor = None
    # A round trip through bytes, because the instancer leaves tables the subsetter cannot read.
    buffer = io.BytesIO()
    limited.save(buffer)
    buffer.seek(0)
    font = TTFont(buffer)
    if "gvar" in font:
        for glyph in font.getGlyphOrder():
            font["gvar"].variations.setdefault(glyph, [])
    options = subset.Options()
    options.layout_features = FEATURES
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=unicodes or list(font.getBestCmap()))
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    packages = Path(sys.argv[1]) / "@fontsource-variable"
    for source, target, limits, unicodes in CUTS:
        cut(packages / source, TARGET / target, limits, unicodes)
        print(target, (TARGET / target).stat().st_size)

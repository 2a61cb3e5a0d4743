"""What every page loads stays light and comes from here."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ASSETS = ROOT / "community" / "static" / "community"


def weight(pattern: str) -> int:
    """Bytes of the files that match, before compression."""
    return sum(path.stat().st_size for path in ASSETS.glob(pattern))


def test_fonts_styles_and_scripts_stay_light() -> None:
    assert weight("fonts/*.woff2") < 160_000
    assert weight("css/*.css") < 60_000
    assert weight("js/essaim.js") + weight("js/theme.js") < 10_000


def test_no_style_sheet_fetches_from_elsewhere() -> None:
    for sheet in ASSETS.glob("css/**/*.css"):
        assert re.findall(r"url\(\s*[\"']?(?:https?:)?//", sheet.read_text("utf-8")) == []

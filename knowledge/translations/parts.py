"""Takes a card apart into what one translates: its fields, then its blocks, as plain data."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from typing import Any, Final

from knowledge.cards.content import text_of
from knowledge.cards.models import CardPage

FIELDS: Final = ("title", "summary", "objective", "challenge", "audience_note", "source_label")
CHOICES: Final = ("audience",)
"""Fields of which the name of the choice is compared."""
_WORDS: Final = re.compile(r">[^<]+<")
_CHOSEN: Final = {
    "image": "image",
    "video": "recording",
    "audio": "recording",
    "document": "document",
}
"""The child of a block that holds what was chosen."""


@dataclass(frozen=True)
class Part:
    """A field or a block: `key` finds it again, `mark` tells what its words do not."""

    key: str
    kind: str
    text: str
    mark: str = ""


def parts_of(card: CardPage) -> list[Part]:
    """Return what a card says, in its order; a block's key is its id."""
    fields = [Part(name, name, str(getattr(card, name))) for name in FIELDS]
    themes = ", ".join(sorted(theme.name for theme in card.themes.all()))
    chosen = [Part(name, name, str(getattr(card, name))) for name in CHOICES]
    blocks = [
        Part(str(child.id or ""), child.block_type, text_of(child), _mark(child))
        for child in card.body
    ]
    return [*fields, Part("themes", "themes", themes), *chosen, *blocks]


def _mark(child: Any) -> str:
    """Return what a reader sees of a block beside its words: the file, the layout, the links."""
    value, kind = child.value, child.block_type
    if kind in _CHOSEN:
        chosen = value.get(_CHOSEN[kind])
        return str(getattr(chosen, "pk", "") or "")
    if kind == "embed":
        return str(value.get("url") or "")
    raw = child.block.get_prep_value(value)
    if kind == "callout":
        return f"{value.get('kind')} {_layout(raw.get('text'))}"
    if kind == "text":
        return _layout(raw)
    if kind in {"steps", "checklist"}:
        return " ".join(_layout(item.get("value")) for item in raw)
    return ""


def _layout(html: Any) -> str:
    shape = _WORDS.sub("><", f">{html or ''}<")
    return blake2b(shape.encode(), digest_size=8).hexdigest()


def digest_of(parts: Iterable[Part]) -> str:
    """Return what is the same for parts that say the same, whatever ids their blocks have."""
    told = [[part.kind, part.text, part.mark] for part in parts]
    return blake2b(json.dumps(told).encode(), digest_size=16).hexdigest()


def as_data(parts: Iterable[Part]) -> list[dict[str, str]]:
    """Return parts as JSON keeps them."""
    return [asdict(part) for part in parts]


def from_data(rows: Sequence[Mapping[str, Any]]) -> list[Part]:
    """Return parts that were kept; what an older version kept differently is read as it can be."""
    names = ("key", "kind", "text", "mark")
    return [Part(*(str(row.get(name, "")) for name in names)) for row in rows]

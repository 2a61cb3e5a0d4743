"""A body without this site's keys: what it refers to goes by names that hold elsewhere, too."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.blocks import Block, ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.blocks.field_block import ChooserBlock

PortableBlock = tuple[str, Any]
"""A block's type and its value: text, numbers, lists and mappings of them."""


@dataclass(frozen=True)
class Names:
    """What stands in another form on the other side of a file."""

    chosen: Callable[[ChooserBlock, Any], Any]
    """What was chosen in the library: its key here, the address of its file there."""
    rich_text: Callable[[RichTextBlock, str], str]
    """A rich text, whose links lead to keys here, to addresses there."""


def outward(stream: StreamBlock, raw: Iterable[Any], names: Names) -> list[PortableBlock]:
    """Return the blocks of a stored body; a type that is no longer known stays as it was."""
    return [
        (child["type"], _value(_block(stream, child["type"]), child["value"], names, _bare_item))
        for child in raw
    ]


def inward(stream: StreamBlock, blocks: Iterable[PortableBlock], names: Names) -> list[Any]:
    """Return a body as it is stored, each block with a new key; the inverse of `outward`."""
    return [
        {
            "type": kind,
            "value": _value(_block(stream, kind), value, names, _new_item),
            "id": str(uuid.uuid4()),
        }
        for kind, value in blocks
    ]


def renamed(stream: StreamBlock, child: Any, names: Names) -> Any:
    """Return a stored block's value with other names in it; its parts keep their keys."""
    return _value(_block(stream, child["type"]), child["value"], names, _same_item)


def _block(stream: StreamBlock, kind: str) -> Block | None:
    found: Block | None = stream.child_blocks.get(kind)
    return found


def _value(
    block: Block | None,
    value: Any,
    names: Names,
    of_item: Callable[[Any, Callable[[Any], Any]], Any],
) -> Any:
    """Return a value in its other form; `of_item` says how a list's items are stored there."""
    if isinstance(block, StructBlock) and isinstance(value, dict):
        return {
            name: _value(block.child_blocks.get(name), inner, names, of_item)
            for name, inner in value.items()
        }
    if isinstance(block, ListBlock) and isinstance(value, list):
        return [
            of_item(item, lambda inner: _value(block.child_block, inner, names, of_item))
            for item in value
        ]
    if isinstance(block, ChooserBlock):
        return names.chosen(block, value)
    if isinstance(block, RichTextBlock):
        return names.rich_text(block, str(value or ""))
    return value


def _bare_item(stored: Any, value_of: Callable[[Any], Any]) -> Any:
    is_item = isinstance(stored, dict) and stored.get("type") == "item"
    return value_of(stored["value"] if is_item else stored)


def _new_item(value: Any, value_of: Callable[[Any], Any]) -> dict[str, Any]:
    # Without an id Wagtail would take the whole for the item's value.
    return {"type": "item", "value": value_of(value), "id": str(uuid.uuid4())}


def _same_item(stored: Any, value_of: Callable[[Any], Any]) -> Any:
    is_item = isinstance(stored, dict) and stored.get("type") == "item"
    return {**stored, "value": value_of(stored["value"])} if is_item else value_of(stored)

"""Which blocks of a body hold nothing yet, and a body without them."""

from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.blocks import StreamValue

from community.core import markup
from knowledge.cards import starts

LISTS = frozenset({"steps", "checklist"})


def is_blank(child: Any) -> bool:
    """Whether a block of words holds none; what shows a file is never blank."""
    match child.block_type:
        case "heading" | "question":
            return not str(child.value or "").strip()
        case "text":
            return _says_nothing(child.value)
        case "steps" | "checklist":
            return all(_says_nothing(item) for item in child.value)
        case _:
            return False


def _says_nothing(value: Any) -> bool:
    source = getattr(value, "source", value) or ""
    return "<embed" not in source and not markup.to_text(source).strip()


def filled_of(body: Iterable[Any]) -> Iterator[Any]:
    """Yield the blocks that say something.

    A heading that a template brought stands for what is to be written beneath it: alone, it is
    left out. A heading of one's own stays.
    """
    prompts = starts.all_headings()
    waiting: Any = None
    for child in body:
        if is_blank(child):
            continue
        if child.block_type == "heading":
            waiting = child if str(child.value).strip() in prompts else None
            if waiting is None:
                yield child
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        yield child


def without_blanks(body: StreamValue) -> StreamValue:
    """Return a body as it is published; the same one when nothing in it is blank."""
    kept = list(filled_of(body))
    has_blank_items = any(
        child.block_type in LISTS and any(_says_nothing(item) for item in child.value)
        for child in kept
    )
    if len(kept) == len(body) and not has_blank_items:
        return body
    return StreamValue(
        body.stream_block,
        [(child.block_type, _without_blank_items(child), child.id) for child in kept],
    )


def _without_blank_items(child: Any) -> Any:
    if child.block_type not in LISTS:
        return child.value
    raw = [
        bound.get_prep_value()
        for bound in child.value.bound_blocks
        if not _says_nothing(bound.value)
    ]
    return child.block.to_python(raw)

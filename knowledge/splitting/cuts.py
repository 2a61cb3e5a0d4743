"""Where a body can be cut in two, and the two bodies that a cut leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Final
from uuid import NAMESPACE_OID, uuid5

VOID: Final = frozenset({"br", "hr", "img", "embed", "input", "wbr"})
HEADINGS: Final = frozenset({"h2", "h3", "h4"})
Raw = Mapping[str, Any]
"""A block as the database keeps it: type, value, id."""


@dataclass(frozen=True, order=True)
class Cut:
    """A cut before a part of a block; part 0 is its beginning. Written ``3`` or ``3.2``."""

    block: int
    part: int = 0

    def __str__(self) -> str:
        return f"{self.block}.{self.part}" if self.part else str(self.block)


class _TopLevel(HTMLParser):
    """Notes where each outermost element of a fragment begins, and its name."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.begins: list[tuple[int, str]] = []
        self.is_sound = True
        self._lines = [0]
        for line in source.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self.feed(source)
        self.close()
        self.is_sound = self.is_sound and not self.open

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002  (the parser's signature)
        """Begin an element."""
        if not self.open:
            self.begins.append((self._offset(), tag))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002  (the parser's signature)
        """Note an element that is closed at once."""
        if not self.open:
            self.begins.append((self._offset(), tag))

    def handle_endtag(self, tag: str) -> None:
        """End an element; one that was not begun makes the fragment unsound."""
        if tag in VOID:
            return
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.is_sound = False


@dataclass(frozen=True)
class Part:
    """An outermost element of a text block, exactly as it stands there."""

    source: str
    tag: str

    @property
    def is_heading(self) -> bool:
        """Whether a new idea begins with it."""
        return self.tag in HEADINGS


def parts_of(source: str) -> list[Part]:
    """Cut rich text before its outermost elements; together the parts are the text again.

    Text whose elements do not close as they opened is left in one part.
    """
    # Lines are counted as HTMLParser does, by line feeds alone.
    found = (
        _TopLevel(source)
        if not set(source) & set("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
        else None
    )
    if found is None or not found.is_sound or len(found.begins) < 2:
        return [Part(source, found.begins[0][1] if found and found.begins else "")]
    begins = [(0, found.begins[0][1]), *found.begins[1:]]
    ends = [offset for offset, _tag in begins[1:]] + [len(source)]
    return [Part(source[offset:end], tag) for (offset, tag), end in zip(begins, ends, strict=True)]


def text_parts(block: Raw) -> list[Part]:
    """Return the parts of a text block; a block of another type has none to cut between."""
    value = block.get("value")
    return parts_of(value) if block.get("type") == "text" and isinstance(value, str) else []


def cuts_of(body: Sequence[Raw]) -> list[Cut]:
    """Return where a body can be cut: before each block but the first, and within long texts."""
    cuts = []
    for position, block in enumerate(body):
        if position:
            cuts.append(Cut(position))
        cuts += [Cut(position, part) for part in range(1, len(text_parts(block)))]
    return cuts


def cut_of(text: str, body: Sequence[Raw]) -> Cut | None:
    """Read a cut as a form sends it; None when the body has none there."""
    return next((cut for cut in cuts_of(body) if str(cut) == text), None)


def split(body: Sequence[Raw], cut: Cut) -> tuple[list[Raw], list[Raw]]:
    """Return the two bodies that a cut leaves; blocks keep their ids.

    A text cut within keeps its id in the first; what goes on has one that follows from it.
    """
    first, second = list(body[: cut.block]), list(body[cut.block :])
    if not cut.part:
        return first, second
    block = second[0]
    parts = [part.source for part in text_parts(block)]
    key = str(uuid5(NAMESPACE_OID, f"{block.get('id')}:{cut.part}"))
    before = {**block, "value": "".join(parts[: cut.part])}
    after = {**block, "value": "".join(parts[cut.part :]), "id": key}
    return [*first, before], [after, *second[1:]]


def begins_idea(body: Sequence[Raw], cut: Cut) -> bool:
    """Whether what follows a cut begins with a heading."""
    block = body[cut.block]
    if not cut.part:
        parts = text_parts(block)
        return block.get("type") == "heading" or bool(parts and parts[0].is_heading)
    return text_parts(block)[cut.part].is_heading


def separates_heading(body: Sequence[Raw], cut: Cut) -> bool:
    """Whether a cut leaves a heading alone at the end of the first part."""
    if cut.part:
        return text_parts(body[cut.block])[cut.part - 1].is_heading
    before = body[cut.block - 1]
    parts = text_parts(before)
    return before.get("type") == "heading" or bool(parts and parts[-1].is_heading)

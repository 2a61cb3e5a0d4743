"""Reads a file that was exported: its blocks one by one, its links and files as this site's.

Such a file may have been written by anybody: what it holds is checked as any other text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext
from wagtail.blocks import Block, BooleanBlock, ListBlock, RichTextBlock, StructBlock
from wagtail.blocks.field_block import ChooserBlock
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from community.core import markup
from community.recordings.models import Recording
from knowledge.cards import markdown, portable, rich_text
from knowledge.cards.blocks import CardBody
from knowledge.cards.importing import conversion, files, pictures
from knowledge.cards.importing.addresses import page_at
from knowledge.cards.importing.places import FileRefused
from knowledge.cards.importing.sources import Source


@dataclass(frozen=True)
class Reading:
    """What reading a file needs beside it."""

    source: Source
    root: Path
    by: Any
    dry_run: bool = False
    leads_to: set[str] = field(default_factory=set)
    """Addresses that links lead to and that no page here has; filled while reading."""

    @property
    def place(self) -> dict[str, Any]:
        """What bringing in a file needs to know."""
        return {
            "beside": self.source.folder,
            "root": self.root,
            "by": self.by,
            "dry_run": self.dry_run,
        }


def blocks_of(reading: Reading) -> list[conversion.Block]:
    """Return the blocks of a file as they are stored; what cannot be used is noted by its line.

    A part without a comment, or one that is not as its comment says, is read as any Markdown.
    """
    source, stream = reading.source, CardBody()
    made: list[conversion.Block] = []
    for piece in markdown.pieces_of(source.body):
        try:
            kind, value = markdown.read_piece(piece)
        except markdown.OtherwiseWrittenError:
            made.extend(_guessed(piece, source))
            continue
        names = _names(reading, piece.line)
        if kind not in stream.child_blocks:
            source.note(
                gettext("A block of the type “%(kind)s” is not known here: its words were kept.")
                % {"kind": kind},
                line=piece.line,
            )
            made.extend(_words(value))
            continue
        made.extend(_checked(stream, kind, value, names, source, piece.line))
    return made


def _guessed(piece: markdown.Piece, source: Source) -> list[conversion.Block]:
    converted = conversion.convert(markup.from_markdown(piece.text))
    for remark in converted.remarks:
        source.note(remark.message, line=piece.line)
    return converted.blocks


def _checked(
    stream: Any, kind: str, value: Any, names: portable.Names, source: Source, line: int
) -> list[conversion.Block]:
    """Return a block as the database keeps it, or its words when it is not of its type's shape."""
    block: Block = stream.child_blocks[kind]
    try:
        if is_of_shape(block, value):
            return [(kind, portable.inward(stream, [(kind, value)], names)[0]["value"])]
    except FileRefused as error:
        source.note(str(error), line=line)
        return []
    source.note(
        gettext("This block of the type “%(kind)s” cannot be read: its words were kept.")
        % {"kind": kind},
        line=line,
    )
    return _words(value)


def is_of_shape(block: Block | None, value: Any) -> bool:
    """Whether a value out of a file has the shape that a block's values have."""
    match block:
        case StructBlock():
            return isinstance(value, dict) and all(
                is_of_shape(block.child_blocks.get(name), inner) for name, inner in value.items()
            )
        case ListBlock():
            return isinstance(value, list) and all(
                is_of_shape(block.child_block, inner) for inner in value
            )
        case ChooserBlock():
            # A number would be a key of another site's library.
            return value is None or isinstance(value, str)
        case BooleanBlock():
            return isinstance(value, bool)
        case None:
            return False
        case _:
            return isinstance(value, str)


def _words(value: Any) -> list[conversion.Block]:
    text = "".join(f"<p>{words}</p>" for words in _texts(value))
    return [("text", text)] if text else []


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts in a value of any shape, cleaned and ready for HTML."""
    match value:
        case str():
            words = rich_text.clean(f"<p>{value}</p>", ()).removeprefix("<p>").removesuffix("</p>")
            if markup.to_text(words):
                yield words
        case dict():
            for inner in value.values():
                yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)


def _names(reading: Reading, line: int) -> portable.Names:
    def chosen(block: ChooserBlock, address: Any) -> Any:
        return _taken(block, address, reading)

    def linked(block: RichTextBlock, text: str) -> str:
        safe = rich_text.clean(text, block.features or ())
        return rich_text.with_links(safe, lambda link: _link(link, reading, line))

    return portable.Names(chosen=chosen, rich_text=linked)


def _taken(block: ChooserBlock, address: Any, reading: Reading) -> Any:
    if address is None:
        return None
    if block.model_class is get_image_model():
        item = pictures.take(conversion.Picture(address, ""), **reading.place)
    elif block.model_class is Recording:
        item = files.take_recording(address, **reading.place)
    elif block.model_class is get_document_model():
        item = files.take_document(address, **reading.place)
    else:
        raise FileRefused(gettext("The file %(address)s is of no use here.") % {"address": address})
    return item and item.pk


def _link(link: dict[str, str], reading: Reading, line: int) -> dict[str, str] | None:
    address = link.get("href", "")
    page = page_at(address)
    if page is not None:
        return {"linktype": "page", "id": str(page)}
    if urlsplit(address).scheme:
        reading.leads_to.add(address)
        return {"href": address}
    try:
        document = files.take_document(address, **reading.place)
    except FileRefused as error:
        reading.source.note(str(error), line=line)
        return None
    # None in a dry run, whose text nobody keeps.
    return document and {"linktype": "document", "id": str(document.pk)}

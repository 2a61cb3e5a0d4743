"""Writes cards into a zip or a folder, with what they show; `import_cards` reads it again."""

import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from django.core.files.base import File
from wagtail.blocks import RichTextBlock
from wagtail.blocks.field_block import ChooserBlock
from wagtail.documents import get_document_model
from wagtail.models import Page

from community.core.reader import Reader
from knowledge.cards import portable, rich_text
from knowledge.cards.blocks import CardBody
from knowledge.cards.exporting.front import front_of, written
from knowledge.cards.exporting.media import Media
from knowledge.cards.markdown import write_body
from knowledge.cards.models import CardPage

READ_WITH = (
    "locale",
    "author",
    "territory",
    "audience_organisation",
    "verifier_group",
    "continues",
)


class Target(Protocol):
    """Where files are written."""

    def put(self, path: str, content: "bytes | File[bytes]") -> None:
        """Write a file; `path` is relative, with forward slashes."""


@dataclass
class ZipTarget:
    """Writes into an archive that is open for writing."""

    archive: zipfile.ZipFile

    def put(self, path: str, content: "bytes | File[bytes]") -> None:
        """Add a file; films are not read into memory."""
        if isinstance(content, bytes):
            self.archive.writestr(path, content)
            return
        with content.open("rb") as source, self.archive.open(path, "w") as copy:
            shutil.copyfileobj(source, copy)


@dataclass
class FolderTarget:
    """Writes into a folder, over what was written there before."""

    folder: Path

    def put(self, path: str, content: "bytes | File[bytes]") -> None:
        """Write a file, with the folders above it."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            file.write_bytes(content)
            return
        with content.open("rb") as source, file.open("wb") as copy:
            shutil.copyfileobj(source, copy)


@dataclass(frozen=True)
class Exported:
    """A card that was written: where, and what could not be."""

    path: str
    title: str
    lacking: tuple[str, ...] = ()
    """Files that it shows and that are no longer there."""


def published(_card: CardPage) -> bool:
    """Take what is published of any card."""
    return False


def newest(_card: CardPage) -> bool:
    """Take the newest text of any card."""
    return True


@dataclass
class Exporter:
    """Writes cards one after another, and at the end what they show."""

    target: Target
    reader: Reader
    """For whom: sources of a card that they may not see are not named."""
    takes_newest: Callable[[CardPage], bool] = published
    """Of which cards the newest text is written, published or not."""
    most_bytes: int | None = None
    """How much the files of all cards may weigh. `export` raises TooHeavy before it writes any."""
    _media: Media = field(default_factory=Media)
    _taken: set[str] = field(default_factory=set)

    def export(self, cards: Iterable[CardPage]) -> Iterator[Exported]:
        """Write cards, yielding each; their media come last."""
        for card in cards:
            text = card.get_latest_revision_as_object() if self.takes_newest(card) else card
            path = self._path_of(text)
            self.target.put(path, self.text_of(text).encode())
            yield Exported(path, text.title)
        for path, content in self._media.files(most_bytes=self.most_bytes):
            try:
                self.target.put(path, content)
            except FileNotFoundError:
                yield Exported(path, "", lacking=(path,))

    def text_of(self, card: CardPage) -> str:
        """Return a card as one Markdown file; what it shows is noted for the end."""
        names = portable.Names(chosen=self._chosen, rich_text=_with_addresses(self._media))
        blocks = portable.outward(CardBody(), card.body.get_prep_value(), names)
        front = front_of(card, address=card.full_url or "", reader=self.reader)
        return f"{written(front)}\n{write_body(blocks)}"

    def _path_of(self, card: CardPage) -> str:
        base = f"{card.language_code}/{card.slug}"
        path, number = f"{base}.md", 1
        while path in self._taken:
            number += 1
            path = f"{base}-{number}.md"
        self._taken.add(path)
        return path

    def _chosen(self, block: ChooserBlock, key: Any) -> str | None:
        item = block.model_class.objects.filter(pk=key).first() if key is not None else None
        return self._media.address_of(item) if item is not None else None


def _with_addresses(media: Media) -> Any:
    """Return what gives a rich text's links addresses in the place of this site's keys."""

    def address_of(link: dict[str, str]) -> dict[str, str] | None:
        if link.get("linktype") == "page":
            page = Page.objects.filter(pk=link.get("id")).first()
            return {"href": page.full_url} if page is not None and page.full_url else None
        if link.get("linktype") == "document":
            document = get_document_model().objects.filter(pk=link.get("id")).first()
            return {"href": media.address_of(document)} if document is not None else None
        return {"href": link["href"]} if link.get("href") else None

    def addressed(block: RichTextBlock, text: str) -> str:
        linked = rich_text.with_links(text, address_of)
        try:
            return rich_text.normal(linked, block.features or ())
        except rich_text.NotRichTextError:
            return linked

    return addressed


def cards_to_export() -> Any:
    """Return all cards with what the writing of each needs."""
    return CardPage.objects.select_related(*READ_WITH).prefetch_related("themed_items__tag")

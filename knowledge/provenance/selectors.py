"""Reads of sources: what a card says of its own, and which cards come from a thing."""

from dataclasses import dataclass
from typing import Any

from community.core.origins import origin_kinds
from community.core.reader import Reader
from community.plugins import Origin
from knowledge.cards.models import CardPage
from knowledge.provenance.models import CardSource

NAMED = 8


@dataclass(frozen=True)
class ShownSource:
    """A source as a reader is told of it."""

    kind: str
    """What sort of thing it is, in words; empty when its app is no longer installed."""
    label: str
    """What it is called; empty for who may not read it."""
    url: str
    is_gone: bool


@dataclass(frozen=True)
class MadeCard:
    """A card that was made from a thing."""

    title: str
    url: str
    language: str
    position: str


def find(reader: Reader, kind: str, key: str, position: str) -> Origin | None:
    """Return a thing as the reader may see it, None when they may not or it is not there."""
    known = origin_kinds().get(kind)
    if known is None:
        return None
    return known.find(reader, [(key, position)]).get((key, position))


def sources_of(card: CardPage, reader: Reader) -> list[ShownSource]:
    """Return what a card comes from; one query, and what each sort of thing needs."""
    rows = list(CardSource.objects.filter(card=card.pk or 0))
    kinds = origin_kinds()
    found: dict[tuple[str, str, str], Origin] = {}
    for name in {row.kind for row in rows if row.vanished_on is None}:
        if name in kinds:
            refs = [(row.key, row.position) for row in rows if row.kind == name]
            seen = kinds[name].find(reader, refs)
            found |= {(name, *ref): origin for ref, origin in seen.items()}
    return [
        _shown(
            row,
            kind=str(kinds[row.kind].label) if row.kind in kinds else "",
            origin=found.get((row.kind, row.key, row.position)),
            reader=reader,
        )
        for row in rows
    ]


def _shown(row: CardSource, *, kind: str, origin: Origin | None, reader: Reader) -> ShownSource:
    if origin is not None and row.vanished_on is None:
        return ShownSource(kind, origin.label, origin.url, is_gone=False)
    is_gone = row.vanished_on is not None or not kind
    could_read = reader.is_superuser or not reader.audiences.isdisjoint(row.audiences)
    return ShownSource(kind, row.label if is_gone and could_read else "", "", is_gone)


def cards_from(reader: Reader, kind: str, key: str) -> list[MadeCard]:
    """Return the cards that come from a thing and that the reader may read; one query."""
    visible = CardPage.objects.visible_to(reader).order_by()
    rows = (
        CardSource.objects.filter(
            kind=kind, key=key, vanished_on__isnull=True, card__in=visible.values("pk")
        )
        .select_related("card__locale")
        .defer("card__body")
        .order_by("card__title", "pk")
    )
    return [
        MadeCard(row.card.title, row.card.get_url() or "", row.card.language_code, row.position)
        for row in rows
    ]


def cards_of(instance: Any) -> list[str]:
    """Return the titles of the cards that come from something about to be deleted, drafts too."""
    titles: list[str] = []
    for name, kind in origin_kinds().items():
        keys = list(kind.keys_of(instance))
        if keys:
            rows = CardSource.objects.filter(
                kind=name, key__in=keys, vanished_on__isnull=True
            ).select_related("card")
            titles += [row.card.title for row in rows]
    return list(dict.fromkeys(titles))

"""Sources of a card in a file: named there, and tied again where the same things are."""

from collections.abc import Iterable
from typing import Any

from community.core.reader import Reader
from knowledge.cards.models import CardPage
from knowledge.provenance.models import CardSource
from knowledge.provenance.selectors import find
from knowledge.provenance.services import attach

_PARTS = ("kind", "key", "position", "label")


def written(card: CardPage, reader: Reader) -> list[dict[str, str]]:
    """Return those of a card's sources that the reader may see, as a file names them."""
    made = []
    for row in CardSource.objects.filter(card=card.pk or 0):
        origin = find(reader, row.kind, row.key, row.position)
        if origin is not None:
            said = (row.kind, row.key, row.position, origin.label[:300])
            made.append({part: value for part, value in zip(_PARTS, said, strict=True) if value})
    return made


def tie(card: CardPage, rows: Iterable[dict[str, Any]], *, reader: Reader) -> list[str]:
    """Tie a card to the sources that a file names; return the labels of those that are not here.

    A key of another site may be another thing's here: the label must be the same, too.
    """
    absent = []
    for row in rows:
        kind, key, position, label = (str(row.get(part, "")) for part in _PARTS)
        origin = find(reader, kind, key, position)
        if origin is None or origin.label[:300] != label:
            absent.append(label)
        elif card.pk:
            attach(card, kind=kind, key=key, position=position, reader=reader)
    return absent

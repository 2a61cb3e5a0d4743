"""What cards come from: an app tells of its own things, and asks what was made of them.

A thing that knowledge comes from (a replay, a trip, a need that was solved) is named by the kind
that its app gives the community (`plugins.OriginKind`), its key, and a position in it: a second, a
stop. Who keeps the references opens the doors asked here; without that app all answers are empty.
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from community.core.kept import kept_for_audience
from community.core.reader import Reader
from community.plugins import OriginKind, door, keyed


def origin_kinds() -> dict[str, OriginKind]:
    """Return every sort of thing that a card may come from, by key."""
    return keyed("origins")


def made_from(request: HttpRequest, kind: str, key: object) -> Sequence[Any]:
    """Return the cards made from a thing that the reader may read: title, url, language, position.

    Kept for all who see the same; one query to make.
    """
    ask = door("cards_from")
    if ask is None:
        return ()
    found: Sequence[Any] = kept_for_audience(
        request, "cards-from", kind, key, make=lambda reader: ask(reader, kind, str(key))
    )
    return found


def card_url(reader: Reader, kind: str, key: object, position: object = "") -> str:
    """Return where the reader makes a card of a thing; empty for who does not write cards."""
    offer = door("card_from")
    return str(offer(reader, kind, str(key), str(position))) if offer else ""


def vanish(kind: str, key: object, position: object = "") -> None:
    """Say that a thing, or a place in it, is about to be deleted: before it is, from a receiver."""
    tell = door("origin_vanishes")
    if tell is not None:
        tell(kind, str(key), str(position))
